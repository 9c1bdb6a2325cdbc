"""Runs a script of the project's own, a statement at a time, and tells what it has said and found."""

import ast
import contextlib
import gc
import io
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import keras
import numpy as np

from core.experiment import Script
from core.measures.snapshot import ScriptSnapshot


def run(script: Script) -> Iterator[ScriptSnapshot]:
    """Run it as Python would, yielding after each statement that has said or found something new.

    Of a `for` at the top level, after each of its turns. Close the iterator to stop.
    """
    keras.utils.clear_session(free_memory=False)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    lines: list[str] = []
    before: tuple = (0, ())
    for place, step in _steps(ast.parse(script.text).body, namespace):
        lines += _said(step, namespace)
        kept = {name: namespace[name] for name in script.kept if name in namespace}
        now = (len(lines), tuple(map(str, kept.values())))
        if now != before:
            before = now
            yield _snapshot(place, lines, kept)
    yield _snapshot(script.epochs, lines, kept)
    keras.utils.clear_session(free_memory=False)
    gc.collect()


def _steps(
    statements: Sequence[ast.stmt], namespace: dict[str, Any]
) -> Iterator[tuple[float, Sequence[ast.stmt]]]:
    """What is to be executed next, and how many lines are done after it."""
    for statement in statements:
        first, last = statement.lineno - 1, statement.end_lineno
        if isinstance(statement, ast.For) and not statement.orelse:
            items = list(eval(_compiled(statement.iter, "eval"), namespace))  # of the project's own
            for turn, item in enumerate(items, 1):
                namespace["_item"] = item
                taken = ast.Assign([statement.target], ast.Name("_item", ast.Load()))
                yield first + (last - first) * turn / len(items), [taken, *statement.body]
        else:
            yield last, [statement]


def _said(statements: Sequence[ast.stmt], namespace: dict[str, Any]) -> list[str]:
    """Execute them; the lines that they print, and that Keras warns of."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always", UserWarning)
        exec(_compiled(ast.Module(list(statements), []), "exec"), namespace)  # of the project's own
    told = [f"UserWarning: {each.message}" for each in warned if each.category is UserWarning]
    return [*told, *printed.getvalue().splitlines()]


def _compiled(tree: ast.AST, mode: str) -> Any:
    tree = ast.Expression(tree) if mode == "eval" else tree
    return compile(ast.fix_missing_locations(tree), "script.py", mode)


def _snapshot(place: float, lines: Sequence[str], kept: dict[str, Any]) -> ScriptSnapshot:
    found = {name: np.asarray(value) for name, value in kept.items()}
    return ScriptSnapshot(
        epoch=place,
        lines=tuple(lines),
        numbers={name: float(value) for name, value in found.items() if value.ndim == 0},
        arrays={name: value for name, value in found.items() if value.ndim},
    )
