"""The rooms of the house and the arrows between them, read off the imports.

A room is a folder of `core/` with all that is in it, or a file that stands in `core/` alone; `pages/`
and `app.py` are two more. An arrow says that some module of the one imports some module of the other.
A room's floor is one above the highest that it leans on.
"""

import ast
import graphlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _modules() -> dict[str, Path]:
    """Every module of the product by its dotted name."""
    files = [ROOT / "app.py", *ROOT.glob("pages/**/*.py"), *ROOT.glob("core/**/*.py")]
    names = {}
    for file in sorted(files):
        parts = file.relative_to(ROOT).with_suffix("").parts
        names[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return names


MODULES = _modules()


@cache
def imports(module: str, lazy: bool = True) -> frozenset[str]:
    """Dotted names that a module imports; without `lazy`, those at module level only."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    found, waiting = set(), [tree]
    while waiting:
        node = waiting.pop()
        found |= _named(node)
        inside_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        waiting += [] if inside_function and not lazy else ast.iter_child_nodes(node)
    return frozenset(found)


def _named(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        whole = {f"{node.module}.{alias.name}" for alias in node.names}
        return {each if each in MODULES else node.module for each in whole}
    if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        return {node.args[0].value} if called in ("import_module", "__import__") else set()
    return set()


def own(module: str, lazy: bool = True) -> set[str]:
    """The modules of this project among its imports."""
    return {each for each in imports(module, lazy) if each in MODULES} - {"core"}


def packages(module: str, lazy: bool = True) -> set[str]:
    """The top names among its imports: numpy, streamlit, core."""
    return {each.split(".")[0] for each in imports(module, lazy)}


def room(module: str) -> str:
    """The room that a module stands in: "core.runs", "pages"."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "core" else parts[0]


def arrows() -> dict[tuple[str, str], set[str]]:
    """Which rooms import which, with the modules that do."""
    found: dict[tuple[str, str], set[str]] = {}
    for module in set(MODULES) - {"core"}:
        for imported in own(module):
            if room(imported) != room(module):
                found.setdefault((room(module), room(imported)), set()).add(module)
    return found


def rooms() -> list[str]:
    """Every room, by name."""
    return sorted({room(module) for module in set(MODULES) - {"core"}})


def floors() -> dict[str, int]:
    """The floor of every room, 1 at the ground. Raises graphlib.CycleError for a circle."""
    leans_on = {each: {below for above, below in arrows() if above == each} for each in rooms()}
    levels: dict[str, int] = {}
    for each in graphlib.TopologicalSorter(leans_on).static_order():
        levels[each] = 1 + max((levels[below] for below in leans_on[each]), default=0)
    return levels


def picture() -> Iterator[str]:
    """The house in lines: floors from the top, each room with what it leans on; then the sums."""
    levels, drawn = floors(), arrows()
    for level in range(max(levels.values()), 0, -1):
        for each in (name for name, floor in sorted(levels.items()) if floor == level):
            below = sorted(to for start, to in drawn if start == each)
            yield f"{level}  {each:22} → {', '.join(below) or '(nothing)'}"
    yield f"{len(levels)} rooms, {max(levels.values())} floors, {len(drawn)} arrows"
