"""Whether two arrays can be of one task: what is refused, and what each is taken for."""

import numpy as np

from core.brought import Pair, Unreadable
from core.language import _
from core.questions.predictions.case import Case

MOST_CLASSES = 10_000
_EXACT = 2.0**53  # whole numbers below it are exact in floating point


def case(pair: Pair) -> Case:
    """Hold the two arrays against each other. Raises Unreadable where they cannot belong together."""
    labels, predictions = _labels(pair), _predictions(pair)
    if labels.dtype.kind == "f":
        raise Unreadable(_fractions(labels, predictions))
    if len(labels) != len(predictions):
        raise Unreadable(_lengths(labels, predictions))
    if predictions.dtype.kind in "OUS" or _are_classes(labels, predictions):
        return _of_classes(labels, predictions, pair.notes)
    if predictions.ndim == 1 or predictions.shape[1] == 1:
        return _of_one_output(labels, predictions.reshape(-1, 1), pair)
    if labels.ndim == 2 and labels.shape[1] > 1:
        return _of_rows(labels, predictions, pair)
    return _of_integers(labels, predictions, pair)


def _labels(pair: Pair) -> np.ndarray:
    """Text as it is, whole numbers as int64 or, of rows of zeros and ones, int8."""
    labels = pair.labels
    if labels.ndim > 2:
        raise Unreadable(_dimensions("labels", labels))
    if labels.dtype.kind in "OUS":
        if labels.ndim == 2:
            if labels.shape[1] != 1:
                raise Unreadable(
                    _("`labels` has text in more than one column: bring class names in one.")
                )
            labels = labels[:, 0]
        return labels
    if labels.dtype.kind == "f":
        _check_finite("labels", labels)
        if float(np.abs(labels).max()) >= _EXACT:
            raise Unreadable(
                _("`labels` holds values such as {value:g}, which is no class.").format(
                    value=float(labels.flat[np.argmax(np.abs(labels))])
                )
            )
        whole = labels.astype(np.int64)
        if not np.array_equal(whole, labels):
            return labels
        labels = whole
    wide = labels.ndim == 2 and labels.shape[1] > 1
    return labels.astype(np.int8 if wide and np.isin(labels, (0, 1)).all() else np.int64)


def _predictions(pair: Pair) -> np.ndarray:
    """Text as it is, booleans and numbers as float32, which is what Keras's metrics work in."""
    predictions = pair.predictions
    if predictions.ndim > 2:
        raise Unreadable(_dimensions("predictions", predictions))
    if predictions.dtype.kind in "OUS":
        return predictions.reshape(-1)
    _check_finite("predictions", predictions)
    with np.errstate(over="ignore"):
        narrow = predictions.astype(np.float32)
    _check_finite("predictions", narrow)
    return narrow


def _check_finite(name: str, values: np.ndarray) -> None:
    bad = ~np.isfinite(values)
    if bad.any():
        rows = np.flatnonzero(bad.reshape(len(bad), -1).any(axis=1))
        raise Unreadable(
            _(
                "{name} has NaN or infinite values in {n:,} of {all:,} rows, the first in row {row} "
                "counted from 0: such a net answers nothing there; leave these rows out of both arrays."
            ).format(name=f"`{name}`", n=len(rows), all=len(values), row=int(rows[0]))
        )


def _dimensions(name: str, values: np.ndarray) -> str:
    return _(
        "{name} has the shape {shape}, and rows are needed, (N,) or (N, K): bring it as "
        "`{name_alone}.reshape(-1, K)`."
    ).format(name=f"`{name}`", shape=values.shape, name_alone=name)


def _lengths(labels: np.ndarray, predictions: np.ndarray) -> str:
    words = _(
        "`labels` has {labels:,} rows and `predictions` {predictions:,}: they must be of the same "
        "examples, in the same order."
    )
    if predictions.ndim == 2 and predictions.shape[1] == len(labels):
        words = _(
            "`labels` has {labels:,} rows and `predictions` {predictions:,} rows of as many columns: "
            "bring `predictions.T`."
        )
    return words.format(labels=len(labels), predictions=len(predictions))


def _fractions(labels: np.ndarray, predictions: np.ndarray) -> str:
    fraction = float(labels[labels != np.round(labels)].flat[0])
    if predictions.dtype.kind != "f" or np.array_equal(predictions, np.round(predictions)):
        return _(
            "`labels` holds fractions such as {fraction:g}, and `predictions` whole numbers only: the "
            "two look exchanged."
        ).format(fraction=fraction)
    return _(
        "`labels` holds fractions such as {fraction:g}, and a label is a class: no accuracy counts "
        "answers against fractions."
    ).format(fraction=fraction)


def _are_classes(labels: np.ndarray, predictions: np.ndarray) -> bool:
    """Whether predictions are whole numbers in one column that are more than no and yes."""
    one = predictions.ndim == 1 or predictions.shape[1] == 1
    if not one or (labels.ndim == 2 and labels.shape[1] > 1):
        return False
    if float(np.abs(predictions).max()) >= _EXACT or not np.array_equal(
        predictions, np.round(predictions)
    ):
        return False
    if labels.dtype.kind in "OUS":
        return False
    both = (labels.min(), labels.max(), predictions.min(), predictions.max())
    return not set(both) <= {0, 1}


def _of_classes(labels: np.ndarray, predictions: np.ndarray, notes: tuple[str, ...]) -> Case:
    """Predicted classes, as numbers or as names."""
    texts = [each.dtype.kind in "OUS" for each in (labels, predictions)]
    if labels.ndim == 2 and labels.shape[1] > 1:
        raise Unreadable(
            _(
                "`labels` has {n} columns and `predictions` one of text: bring labels as names too."
            ).format(n=labels.shape[1])
        )
    if any(texts) and not all(texts):
        raise Unreadable(
            _("One of `labels` and `predictions` is of text, the other of numbers: bring both alike.")
        )
    flat = [each.reshape(-1) for each in (labels, predictions)]
    if all(texts):
        names, places = np.unique(np.concatenate(flat).astype(str), return_inverse=True)
    else:
        flat = [each.astype(np.int64) for each in flat]
        low = int(min(each.min() for each in flat))
        high = int(max(each.max() for each in flat))
        if low >= 0 and high < MOST_CLASSES:
            told = _("`predictions` are predicted classes: what was sure and what was not is lost.")
            return Case(*flat, "classes", max(high + 1, 2), "class", (), (*notes, told))
        names, places = np.unique(np.concatenate(flat), return_inverse=True)
    if len(names) > MOST_CLASSES:
        raise Unreadable(
            _("These are {n:,} different values, and at most {most:,} classes are counted.").format(
                n=len(names), most=MOST_CLASSES
            )
        )
    told = _("`predictions` are predicted classes: what was sure and what was not is lost.")
    halves = places.reshape(-1)[: len(labels)], places.reshape(-1)[len(labels) :]
    known = tuple(map(str, names))
    return Case(*halves, "classes", max(len(names), 2), "class", known, (*notes, told))


def _of_one_output(labels: np.ndarray, predictions: np.ndarray, pair: Pair) -> Case:
    notes, names = pair.notes, ()
    if labels.dtype.kind in "OUS":
        labels, names = _named(labels, 2, ())
        notes = (*notes, _mapping(names))
    if labels.ndim == 2 and labels.shape[1] > 1:
        raise Unreadable(
            _(
                "`labels` has {n} columns and `predictions` one: one output needs labels of 0 and 1 in "
                "one column, such as `labels.argmax(axis=1)`."
            ).format(n=labels.shape[1])
        )
    low, high = int(labels.min()), int(labels.max())
    if low < 0 or high > 1:
        raise Unreadable(
            _(
                "`labels` holds values from {low} to {high}, and `predictions` one output, which tells "
                "0 from 1: bring labels of 0 and 1, or one output for each class."
            ).format(low=low, high=high)
        )
    return Case(labels, predictions, "binary", 2, _outputs(predictions), names, notes)


def _of_rows(labels: np.ndarray, predictions: np.ndarray, pair: Pair) -> Case:
    if labels.shape != predictions.shape:
        raise Unreadable(
            _(
                "`labels` has {labels} columns and `predictions` {outputs}: one is needed for each."
            ).format(labels=labels.shape[1], outputs=predictions.shape[1])
        )
    if labels.dtype != np.int8:
        raise Unreadable(
            _("`labels` has {n} columns with values from {low} to {high}: they must be 0 or 1.").format(
                n=labels.shape[1], low=int(labels.min()), high=int(labels.max())
            )
        )
    one_hot = bool(np.all(labels.sum(axis=1) == 1))
    task = "classes" if one_hot else "multi_label"
    names = pair.columns if len(set(pair.columns)) == labels.shape[1] else ()
    return Case(labels, predictions, task, labels.shape[1], _outputs(predictions), names, pair.notes)


def _of_integers(labels: np.ndarray, predictions: np.ndarray, pair: Pair) -> Case:
    notes, classes = pair.notes, predictions.shape[1]
    names = pair.columns if len(set(pair.columns)) == classes else ()
    if labels.dtype.kind in "OUS":
        labels, names = _named(labels, classes, names)
        notes = (*notes, _mapping(names))
    return Case(labels, predictions, "classes", classes, _outputs(predictions), names, notes)


def _named(
    labels: np.ndarray, classes: int, columns: tuple[str, ...]
) -> tuple[np.ndarray, tuple[str, ...]]:
    """Names as class indices: by the columns that are called so, else in sorted order."""
    found, places = np.unique(labels.astype(str), return_inverse=True)
    if set(found) <= set(columns):
        order = {name: place for place, name in enumerate(columns)}
        return np.array([order[name] for name in found])[places.reshape(-1)], columns
    if len(found) != classes:
        raise Unreadable(
            _(
                "`labels` holds {n} different names, and there are {classes} classes: which output is "
                "whose is not clear; bring class indices from 0 to {last}."
            ).format(n=len(found), classes=classes, last=classes - 1)
        )
    return places.reshape(-1).astype(np.int64), tuple(map(str, found))


def _mapping(names: tuple[str, ...]) -> str:
    return _("Names of classes were numbered in sorted order: {first} is 0, {last} is {n}.").format(
        first=_code(names[0]), last=_code(names[-1]), n=len(names) - 1
    )


def _code(name: str) -> str:
    return "`" + "".join(each for each in name if each.isprintable() and each != "`")[:30] + "`"


def _outputs(predictions: np.ndarray) -> str:
    return "probability" if predictions.min() >= 0 and predictions.max() <= 1.0001 else "logit"
