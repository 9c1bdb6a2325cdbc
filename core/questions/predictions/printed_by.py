"""What each era of Keras prints for these arrays: `accuracy` for each loss, and the losses by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.keras_versions import ERAS, LOSSES, Behaviour, Era, Setup, behaviour
from core.measures import losses
from core.questions.predictions.case import Case
from core.questions.predictions.definitions import Definition

SPARSE = "sparse_categorical_crossentropy"
# Keras's function on targets of this encoding, as one of our definitions: of several outputs, of one.
_OF_SEVERAL = {
    ("binary_accuracy", "one_hot"): "cells",
    ("binary_accuracy", "integer_column"): "broadcast",
    ("categorical_accuracy", "one_hot"): "largest",
    ("categorical_accuracy", "integer"): "place_in_batch",
    ("categorical_accuracy", "integer_column"): "first_class",
    ("sparse_categorical_accuracy", "integer"): "largest",
    ("sparse_categorical_accuracy", "integer_column"): "largest",
}
_OF_ONE = {
    "binary_accuracy": "half",
    "categorical_accuracy": "one_column",
    "sparse_categorical_accuracy": "first_class",
}


@dataclass(frozen=True)
class Span:
    """Eras one after the other that print the same. definition: its id; None where they refuse."""

    eras: tuple[Era, ...]
    definition: str | None


@dataclass(frozen=True)
class Row:
    """A loss on labels of an encoding, and what `accuracy` then is, era by era."""

    loss: str
    labels: str
    spans: tuple[Span, ...]


def printed(case: Case) -> tuple[Row, ...]:
    """A row for each loss with the labels that it takes, and with these; none that all eras refuse.

    Predicted classes have no rows: no loss has seen them.
    """
    if case.outputs == "class":
        return ()
    rows = [_row(case, loss, labels) for loss in LOSSES for labels in _encodings(case, loss)]
    return tuple(row for row in rows if any(span.definition for span in row.spans))


def _encodings(case: Case, loss: str) -> Sequence[str]:
    if case.task != "classes":
        return (case.encoding,)
    natural = "integer" if loss == SPARSE else "one_hot"
    return tuple(dict.fromkeys((natural, case.encoding)))


def _row(case: Case, loss: str, labels: str) -> Row:
    spans: list[Span] = []
    for era in ERAS:
        found = behaviour(_setup(case, loss, labels, era))
        definition = _definition(case, labels, found)
        if spans and spans[-1].definition == definition:
            spans[-1] = Span((*spans[-1].eras, era), definition)
        else:
            spans.append(Span((era,), definition))
    return Row(loss, labels, tuple(spans))


def _setup(case: Case, loss: str, labels: str, era: Era) -> Setup:
    outputs = case.predictions.shape[1]
    shapes = {"integer": (None,), "integer_column": (None, 1), "one_hot": (None, outputs)}
    return Setup(era.version, loss, shapes[labels], (None, outputs), activation=case.activation)


def _definition(case: Case, labels: str, found: Behaviour) -> str | None:
    if found.picked is None:
        return None
    rounds = found.binary_accuracy_rounds and case.outputs == "logit"
    if found.picked == "binary_accuracy" and rounds:
        return "rounded"
    if case.task == "binary":
        return _OF_ONE[found.picked]
    column = labels == "integer" and found.expands_integer_labels
    seen = "integer_column" if column else labels
    return _OF_SEVERAL[found.picked, seen]


def eras_that_print(rows: Sequence[Row], definition: str) -> Mapping[str, tuple[Era, ...]]:
    """By loss, the eras whose `accuracy` is this definition."""
    found: dict[str, tuple[Era, ...]] = {}
    for row in rows:
        for span in row.spans:
            if span.definition == definition:
                found[row.loss] = (*found.get(row.loss, ()), *span.eras)
    return found


@dataclass(frozen=True)
class Loss:
    """A loss by hand: of the outputs as they are, and as logits (`from_logits=True`).

    None where there is none: a squared error has no logits; a crossentropy of rows that sum to 0.
    """

    name: str
    as_probabilities: float | None
    as_logits: float | None


def losses_of(case: Case) -> tuple[Loss, ...]:
    """Every loss that takes such labels."""
    if case.outputs == "class" or not case.fits:
        return ()
    names = {
        "classes": LOSSES,
        "multi_label": ("binary_crossentropy", "categorical_crossentropy", "mean_squared_error"),
        "binary": ("binary_crossentropy", "mean_squared_error"),
    }[case.task]
    found = []
    for name in names:
        targets = case.indices if name == SPARSE else case.targets.astype(np.float32)
        logits = name != "mean_squared_error"
        found.append(
            Loss(
                name,
                _finite(losses.BY_HAND[name](targets, case.predictions)),
                _finite(losses.on_logits(name, targets, case.predictions)) if logits else None,
            )
        )
    return tuple(found)


def behind_sigmoid(case: Case) -> float | None:
    """The categorical crossentropy on what went into the sigmoid, which outputs of 0 and 1 hide.

    What today's Keras on TensorFlow reports for sigmoid outputs and that loss; None for others.
    """
    if case.task != "classes" or case.activation != "sigmoid" or not case.fits:
        return None
    p = case.predictions.astype(np.float64)
    if p.min() <= 0 or p.max() >= 1:
        return None
    targets = case.targets.astype(np.float32)
    return losses.on_logits("categorical_crossentropy", targets, np.log(p) - np.log1p(-p))


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None


def by_id(found: Sequence[Definition]) -> dict[str, Definition]:
    """Definitions by their ids; of the top-k ones the first."""
    return {each.id: each for each in reversed(found)}
