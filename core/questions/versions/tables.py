"""What versions call, keep and see, as tables: a column for all versions that answer alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby

from core.keras_versions import VERSIONS, Setup, Shape, order
from core.keras_versions.feeding import accuracy_from
from core.keras_versions.names import history_name
from core.keras_versions.objects import counted, has_class
from core.keras_versions.reloading import accuracy_after_loading, saved_as
from core.keras_versions.rules import picked_accuracy
from core.language import _, listed

# As they stand in `metrics=[...]`.
SPELLINGS = (
    "accuracy",
    "acc",
    "binary_accuracy",
    "categorical_accuracy",
    "mse",
    "keras.metrics.categorical_accuracy",
    "Accuracy()",
    "BinaryAccuracy()",
    "CategoricalAccuracy()",
    "SparseCategoricalAccuracy()",
    "BinaryAccuracy(name='acc')",
    "Precision()",
)
AGAIN = "Precision()"  # of which a second one in a session is called something else
PATHS = ("model.h5", "model.keras", "model")
_FAMILIES = ("Keras", "TF", "Keras")


@dataclass(frozen=True)
class Case:
    """Labels, with the loss that is made for them. name: what they are called on screen."""

    name: Callable[[], str]
    loss: str
    target_shape: Shape
    output_shape: Shape = (None, 10)
    activation: str = "softmax"

    def asked(self, version: str) -> Setup:
        """What this Keras version is asked about."""
        shapes = self.target_shape, self.output_shape
        return Setup(version, self.loss, *shapes, activation=self.activation)


_SPARSE = "sparse_categorical_crossentropy"
CASES = (
    Case(lambda: _("one-hot labels"), "categorical_crossentropy", (None, 10)),
    Case(lambda: _("integer labels (N,)"), _SPARSE, (None,)),
    Case(lambda: _("integer labels (N, 1)"), _SPARSE, (None, 1)),
    Case(lambda: _("one unit"), "binary_crossentropy", (None,), (None, 1), "sigmoid"),
)


@dataclass(frozen=True)
class Table:
    """Cells by row and by column. columns: each the versions that answer alike in every row."""

    columns: tuple[tuple[str, ...], ...]
    rows: Mapping[str, tuple[str, ...]]


def grouped(answers: Mapping[str, Callable[[str], str]]) -> Table:
    """A table of what each row answers of a version; oldest versions first."""
    whole: dict[tuple[str, ...], list[str]] = {}
    for version in VERSIONS:
        whole.setdefault(tuple(each(version) for each in answers.values()), []).append(version)
    cells = zip(*whole, strict=True)
    return Table(tuple(map(tuple, whole.values())), dict(zip(answers, cells, strict=True)))


def spans(versions: tuple[str, ...]) -> str:
    """ "Keras 1.0.0–2.2.5, TF 1.4.1–1.15.5": measured ones that follow each other, first and last."""
    runs = groupby(versions, lambda each: (order(each)[0], VERSIONS.index(each) - versions.index(each)))
    return listed(_span(key[0], list(run)) for key, run in runs)


def _span(line: int, run: list[str]) -> str:
    numbers = [each.removeprefix("tf-") for each in (run[0], run[-1])]
    return f"{_FAMILIES[line]} " + "–".join(dict.fromkeys(numbers))


def history() -> Table:
    """The key in `History.history`, by spelling."""

    def named(spelling: str, made_before: int = 0) -> Callable[[str], str]:
        def answer(version: str) -> str:
            name = history_name(version, spelling, made_before)
            return f"`{name}`" if name else "–"

        return answer

    answers = {_written(each): named(each) for each in SPELLINGS}
    again = _("`{metric}`, a second one").format(metric=AGAIN)
    return grouped(answers | {again: named(AGAIN, 1)})


def _written(spelling: str) -> str:
    return f"`'{spelling}'`" if spelling.isidentifier() else f"`{spelling}`"


def loading() -> Table:
    """What `accuracy` counts in a loaded model, by labels."""

    def accuracy(case: Case) -> Callable[[str], str]:
        return lambda version: _compared(accuracy_after_loading(case.asked(version)), version, case)

    return grouped({case.name(): accuracy(case) for case in CASES})


def saving() -> Table:
    """What is written, by the name that it is saved under."""
    kinds = {"hdf5": "HDF5", "zip": "`.keras`", "folder": "SavedModel", None: _("✗ refused")}

    def kind(path: str) -> Callable[[str], str]:
        return lambda version: kinds[saved_as(version, path)]

    return grouped({f"`'{path}'`": kind(path) for path in PATHS})


def feeding() -> Table:
    """What `accuracy` counts, by source and labels."""
    sources = {"generator": _("Python generator"), "unknown_width": _("`tf.data`, width not known")}

    def accuracy(case: Case, source: str) -> Callable[[str], str]:
        return lambda version: _compared(accuracy_from(case.asked(version), source), version, case)

    answers = {
        _("{source}: {labels}").format(source=name, labels=case.name()): accuracy(case, source)
        for source, name in sources.items()
        for case in CASES
    }
    rank = _("`tf.data`, nothing known of the labels")
    return grouped(answers | {rank: accuracy(CASES[0], "unknown_rank")})


OBJECTS = (
    ("Accuracy", (0, 1, 3)),
    ("BinaryAccuracy", (0, 1, 3)),
    ("CategoricalAccuracy", (0, 1)),
    ("TopKCategoricalAccuracy", (0, 1)),
    ("SparseCategoricalAccuracy", (1,)),
    ("SparseTopKCategoricalAccuracy", (1,)),
)


def objects() -> Table:
    """What a metric object counts, by class and labels."""

    def counts(name: str, case: Case) -> Callable[[str], str]:
        return lambda version: _counts(version, name, case)

    return grouped(
        {
            _("`{metric}`: {labels}").format(metric=f"{name}()", labels=CASES[place].name()): counts(
                name, CASES[place]
            )
            for name, places in OBJECTS
            for place in places
        }
    )


def _counts(version: str, name: str, case: Case) -> str:
    if not has_class(version, name):
        return "–"
    told = counted(case.asked(version), name)
    if told is None:
        return _("✗ refused")
    if told == "cells" and case.output_shape[-1] == 1:
        return _("✓ above the threshold")
    if told == "cells" and len(case.target_shape) == 1:
        return _("⚠ the label against each output")
    return {
        "largest": _("✓ the largest output"),
        "k_largest": _("✓ among the k largest"),
        "cells": _("⚠ each output by itself"),
        "equal": _("⚠ outputs equal to the label"),
        "largest_is_0": _("⚠ every label as class 0"),
        "k_largest_have_0": _("⚠ every label as class 0"),
        "batch": _("⚠ one label of each batch"),
    }[told]


def _compared(found: str | None, version: str, case: Case) -> str:
    if found is None:
        return _("✗ refused")
    return _("✓ the same") if found == picked_accuracy(case.asked(version)) else f"⚠ `{found}`"
