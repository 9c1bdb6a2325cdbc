"""Which of what was brought are the labels, and which the predictions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.brought import npy, npz, tables
from core.brought.limits import (
    MOST_BYTES,
    MOST_MEGABYTES,
    Incomplete,
    Unreadable,
    check_numbers,
    quoted,
)
from core.brought.names import role
from core.brought.tables import Table
from core.language import _, listed

PASTED = "labels, predictions"


class File(NamedTuple):
    """A file as it was brought. name: a stranger's text."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Pair:
    """Two arrays as they were brought, not yet held against each other.

    labels: of numbers or of text; predictions: of numbers or, of predicted classes, of text. Either of
    any shape but (), with one row at least. columns: what the predictions' columns are called.
    notes: what was taken for what, in sentences.
    """

    labels: np.ndarray
    predictions: np.ndarray
    columns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


Named = list[tuple[str, np.ndarray, tuple[str, ...]]]  # arrays: name, values, columns' names


def check_sizes(sizes: Sequence[int]) -> None:
    """Before any file is read. sizes: of the files in bytes. Raises Unreadable."""
    if len(sizes) > 2:
        raise Unreadable(
            _("These are {n} files, and two are needed: the labels and the predictions.").format(
                n=len(sizes)
            )
        )
    if sum(sizes) > MOST_BYTES:
        raise Unreadable(
            _("This is {size:.0f} MB, and at most {most} are read: bring fewer rows.").format(
                size=sum(sizes) / 2**20, most=MOST_MEGABYTES
            )
        )


def pair(files: Sequence[File]) -> Pair:
    """The two arrays in one file or two. Raises Unreadable; Incomplete of one array alone."""
    check_sizes([len(each.data) for each in files])
    found: Named = []
    notes: list[str] = []
    for each in files:
        found += _arrays(each, len(files) == 1, notes)
    if len(found) == 1:
        raise Incomplete(
            _("{name} is one array, and two are needed: the labels and the predictions.").format(
                name=quoted(files[0].name)
            )
        )
    return _checked(*_roles(found, notes), tuple(notes))


def pasted(text: str) -> Pair:
    """The two arrays in a pasted table: in each line a label, then the predictions."""
    notes: list[str] = []
    return _checked(*_split(PASTED, tables.table(PASTED, text), notes), tuple(notes))


def _arrays(file: File, alone: bool, notes: list[str]) -> Named:
    if not file.data:
        raise Unreadable(_("{name} is empty.").format(name=quoted(file.name)))
    if file.data[:6] == b"\x93NUMPY":
        return [(file.name, npy.array(file.name, file.data), ())]
    if file.data[:2] == b"PK":

        def wanted(names: Sequence[str]) -> list[str]:
            return _wanted(file.name, names, alone)

        return [(name, each, ()) for name, each in npz.arrays(file.name, file.data, wanted).items()]
    read = tables.table(file.name, file.data)
    if alone:
        if len(read.columns) == 1:
            return [(file.name, read.columns[0], read.names)]
        labels, predictions, columns = _split(file.name, read, notes)
        return [("labels", labels, ()), ("predictions", predictions, columns)]
    _note_comma(file.name, read, notes)
    return [(file.name, _stacked(file.name, read.columns), read.names)]


def _wanted(name: str, names: Sequence[str], alone: bool) -> list[str]:
    """Of an archive's arrays the two that are called like labels and predictions, or all of few."""
    if len(names) <= (2 if alone else 1):
        return list(names)
    labels = [each for each in names if role(each) == "labels"]
    predictions = [each for each in names if role(each) == "predictions"]
    if alone and len(labels) == len(predictions) == 1:
        return [*labels, *predictions]
    raise Unreadable(
        _(
            "{name} has the arrays {names}, and which are labels and predictions is not clear: save "
            "two, named `labels` and `predictions`."
        ).format(name=quoted(name), names=listed(map(quoted, names[:6])))
    )


def _roles(found: Named, notes: list[str]) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    """Labels, predictions and their columns, by their names or else by what they hold."""
    (first, one, _columns), (second, other, _more) = found
    roles = role(first), role(second)
    if roles in (("labels", "predictions"), ("predictions", "labels")):
        swapped = roles[0] == "predictions"
    else:
        swapped = not _like_labels(one) and _like_labels(other)
        labels, predictions = (second, first) if swapped else (first, second)
        notes.append(
            _("{labels} was taken for the labels, {predictions} for the predictions.").format(
                labels=quoted(labels), predictions=quoted(predictions)
            )
        )
    labels, predictions = (found[1], found[0]) if swapped else (found[0], found[1])
    return labels[1], predictions[1], predictions[2]


def _like_labels(values: np.ndarray) -> bool:
    """Whether they are text or whole numbers."""
    if values.dtype.kind != "f":
        return True
    with np.errstate(invalid="ignore"):
        return bool(np.all(values == np.round(values)))


def _split(name: str, read: Table, notes: list[str]) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    """One table's columns: which are the labels."""
    columns, names = read.columns, read.names
    _note_comma(name, read, notes)
    if len(columns) < 2:
        raise Unreadable(
            _(
                "{name} has one column, and more are needed: in each line a label, then the "
                "predictions."
            ).format(name=quoted(name))
        )
    half = len(columns) // 2
    if len(columns) >= 4 and len(columns) % 2 == 0 and _zeros_and_ones(columns[:half]):
        first, told = list(range(half)), _("The first {n} columns were taken for the labels.")
        notes.append(told.format(n=half))
    else:
        by_name = [place for place, each in enumerate(names) if role(each) == "labels"]
        first = by_name[:1] if len(by_name) == 1 else [0]
        notes.append(
            _("Column {column} was taken for the labels, the others for the predictions.").format(
                column=first[0] + 1
            )
        )
    others = [place for place in range(len(columns)) if place not in first]
    labels = _stacked(name, [columns[place] for place in first])
    predictions = _stacked(name, [columns[place] for place in others])
    return labels, predictions, tuple(names[place] for place in others) if names else ()


def _zeros_and_ones(columns: Sequence[np.ndarray]) -> bool:
    return all(each.dtype.kind in "biuf" and np.isin(each, (0, 1)).all() for each in columns)


def _note_comma(name: str, read: Table, notes: list[str]) -> None:
    if read.decimal_comma:
        notes.append(_("Commas in {name} were read as decimal points.").format(name=quoted(name)))


def _stacked(name: str, columns: Sequence[np.ndarray]) -> np.ndarray:
    """(N,) of one column, (N, K) of several, which must be numbers."""
    if len(columns) == 1:
        return columns[0]
    for place, each in enumerate(columns):
        if each.dtype.kind not in "biuf":
            raise Unreadable(
                _(
                    "{name} has text such as {text} among its columns of numbers, in column {column} "
                    "of {n}: bring one column of labels, and numbers for the predictions."
                ).format(name=quoted(name), text=quoted(each[0], 20), column=place + 1, n=len(columns))
            )
    return np.stack(columns, axis=1)


def _checked(
    labels: np.ndarray, predictions: np.ndarray, columns: tuple[str, ...], notes: tuple[str, ...]
) -> Pair:
    for name, each in (("labels", labels), ("predictions", predictions)):
        if each.ndim == 0 or len(each) == 0:
            raise Unreadable(_("{name} has no rows.").format(name=quoted(name)))
    check_numbers(_("Both arrays together"), labels.size + predictions.size, len(predictions))
    return Pair(labels, predictions, columns, notes)
