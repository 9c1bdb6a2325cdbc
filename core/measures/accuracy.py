"""Every accuracy by hand, its cell arithmetic and its bounds. NumPy only.

The functions follow the definitions of `keras.metrics` (Keras 3.15.1), shapes and broadcasting
included, so that they can be held against Keras's own objects.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

THRESHOLD = 0.5
LOGIT_THRESHOLD = 0.0  # sigmoid(0) = 0.5


def binary_accuracy(targets, predictions, threshold: float = THRESHOLD) -> float:
    """Share of cells on which `predictions > threshold` equals the target.

    targets: (N, K), or (N, 1), which Keras broadcasts over the K cells.
    predictions: (N, K), or (N, 1) for (N,) targets. Source: `keras.metrics.binary_accuracy`.
    Raises ValueError for (N,) targets and K > 1 cells, as Keras does.
    """
    return float(np.mean(cells_right(targets, predictions, threshold)))


def rounded_binary_accuracy(targets, predictions) -> float:
    """`binary_accuracy` as Keras had it first: the share of cells whose rounded value is the target.

    It differs where predictions lie outside [-0.5, 1.5], as linear ones do. Shapes as there.
    Source: `keras.metrics.binary_accuracy`, Keras 2.2.4.
    """
    return float(np.mean(cells_right(targets, predictions, threshold=None)))


def categorical_accuracy(targets, predictions) -> float:
    """Share of rows whose largest target and largest prediction stand in the same place.

    targets: (N, K) one-hot. Of (N, 1) integers every argmax is 0; of (N,) integers Keras takes one
    argmax over the whole batch: both are the traps that the playground shows.
    predictions: (N, K). Source: `keras.metrics.categorical_accuracy`.
    """
    targets = np.asarray(targets)
    return float(np.mean(np.argmax(targets, axis=-1) == np.argmax(predictions, axis=-1)))


def sparse_categorical_accuracy(labels, predictions) -> float:
    """Share of rows whose label is the place of the largest prediction.

    labels: (N,) or (N, 1) class indices. predictions: (N, K).
    Raises ValueError for one-hot targets, which this metric cannot read.
    Source: `keras.metrics.sparse_categorical_accuracy`.
    """
    return float(np.mean(_flat_labels(labels) == np.argmax(predictions, axis=-1)))


def true_accuracy(labels, predictions, threshold: float = THRESHOLD) -> float:
    """Right answers ÷ examples.

    labels: (N,) or (N, 1) class indices; or (N, K) multi-hot, where only a row with all K cells
    right is a right answer. predictions: (N, K): the largest of K wins; (N, 1): above 0.5 is class 1.
    threshold: LOGIT_THRESHOLD for logits, of one unit or of several labels.
    """
    return float(np.mean(answers_right(labels, predictions, threshold)))


def answers_right(labels, predictions, threshold: float = THRESHOLD) -> np.ndarray:
    """(N,) booleans: which examples `true_accuracy` counts as right."""
    labels, predictions = np.asarray(labels), np.asarray(predictions)
    if labels.ndim == 2 and labels.shape[1] > 1:
        return np.all((predictions > threshold) == (labels > THRESHOLD), axis=-1)
    if predictions.shape[-1] == 1:
        return (predictions[:, 0] > threshold) == (_flat_labels(labels) > THRESHOLD)
    return _flat_labels(labels) == np.argmax(predictions, axis=-1)


def cells_right(targets, predictions, threshold: float | None = THRESHOLD) -> np.ndarray:
    """(N, K) booleans: which cells `binary_accuracy` counts as right; rounded without a threshold."""
    targets, predictions = same_rank(targets, predictions)
    return np.equal(targets, np.round(predictions) if threshold is None else predictions > threshold)


def same_rank(targets, predictions) -> tuple[np.ndarray, np.ndarray]:
    """(N,) targets of one unit become a column, as in Keras; other shapes are left to broadcast.

    Raises ValueError for (N,) targets and more than one cell a row.
    """
    targets, predictions = np.asarray(targets), np.asarray(predictions)
    if targets.ndim == predictions.ndim - 1:
        if predictions.shape[-1] != 1:
            raise ValueError(f"targets {targets.shape} do not fit predictions {predictions.shape}")
        targets = targets[..., np.newaxis]
    return targets, predictions


@dataclass(frozen=True)
class Kind:
    """One of the ways in which an answer can come out.

    sure: whether the largest of K one-hot classes is above 0.5; counted: whether `binary_accuracy`
    counts all cells as right. None where the one or the other makes no difference.
    """

    id: str
    right: bool
    sure: bool | None = None
    counted: bool | None = None


KINDS = (
    Kind("right_sure", right=True, sure=True),
    Kind("right_unsure", right=True, sure=False),
    Kind("wrong_sure", right=False, sure=True),
    Kind("wrong_unsure", right=False, sure=False),
)


RIGHT_OR_WRONG = (Kind("right", right=True), Kind("wrong", right=False))
RIGHT_AND_COUNTED = (
    Kind("right_as_right", right=True, counted=True),
    Kind("right_as_wrong", right=True, counted=False),
    Kind("wrong_as_right", right=False, counted=True),
    Kind("wrong_as_wrong", right=False, counted=False),
)


def kinds(task: str, threshold: float = THRESHOLD) -> tuple[Kind, ...]:
    """The ways in which an answer to this task can come out: four for classes, else two.

    threshold: of the task's answers. With another than `binary_accuracy` has, the two part.
    """
    if task == "classes":
        return KINDS
    return RIGHT_OR_WRONG if threshold == THRESHOLD else RIGHT_AND_COUNTED


def by_kind(
    kinds: Iterable[Kind], labels, predictions, threshold: float = THRESHOLD
) -> dict[Kind, np.ndarray]:
    """(N,) booleans by kind: which examples are of it. Sure: the largest prediction > threshold."""
    kinds = tuple(kinds)
    right = answers_right(labels, predictions, threshold)
    found = {kind: right == kind.right for kind in kinds}
    if any(kind.sure is not None for kind in kinds):
        sure = np.max(predictions, axis=-1) > threshold
        found |= {kind: found[kind] & (sure == kind.sure) for kind in kinds if kind.sure is not None}
    if any(kind.counted is not None for kind in kinds):
        counted = answers_right(labels, predictions)
        found |= {
            kind: found[kind] & (counted == kind.counted) for kind in kinds if kind.counted is not None
        }
    return found


def floor(classes: int) -> float:
    """Binary accuracy of one-hot targets when no cell is above 0.5: (K − 1) of K cells are right."""
    _check_classes(classes)
    return 1 - 1 / classes


def expected_binary_accuracy(true_accuracy: float, classes: int) -> float:
    """Binary accuracy of a confident net, one whose top cell alone is above 0.5: 1 − 2(1 − a)/K.

    A wrong answer then has two wrong cells of K: the one that is on, and the one that should be.
    """
    _check_classes(classes)
    _check_share("true_accuracy", true_accuracy)
    return 1 - 2 * (1 - true_accuracy) / classes


def true_accuracy_bounds(
    reported: float, classes: int, activation: str = "softmax"
) -> tuple[float, float]:
    """The true accuracies that a reported binary accuracy over K one-hot classes allows.

    softmax: at most one cell is above 0.5, so an example has 0 wrong cells (right and sure), 1
    (unsure, right or wrong) or 2 (wrong and sure). With e = K(1 − r) wrong cells an example on
    average: all of e may be right-but-unsure answers, and no wrong answer has under 1 wrong cell,
    so 1 − e ≤ a; each right answer has at most 1 wrong cell, so e ≤ 2 − a.

    sigmoid, linear: cells are free. A wrong answer still has a wrong cell, so 1 − e ≤ a. A right
    answer's own cell is the largest: it has 0 wrong cells, or 1 (nothing above 0.5), or its own cell
    is on and up to K − 1 others with it. A wrong answer can have all K wrong. So a ≤ K − e as well.

    K = 2 with softmax: both cells are right or both are wrong, so a = r (ties aside).
    Raises ValueError for a share outside [0, 1], fewer than two classes, or a report that no
    predictions can give.
    """
    _check_classes(classes)
    _check_share("reported", reported)
    wrong_cells = classes * (1 - reported)
    if activation == "softmax":
        if classes == 2:
            return reported, reported
        most_wrong = 2
    elif activation in ("sigmoid", "linear"):
        most_wrong = classes
    else:
        raise ValueError(f"no bounds are known for activation {activation!r}")
    if wrong_cells > most_wrong + 1e-6 * classes:
        raise ValueError(
            f"{activation} over {classes} one-hot classes cannot report {reported}: at most "
            f"{most_wrong} of {classes} cells can be wrong, so the least is "
            f"{1 - most_wrong / classes:.4g}"
        )
    return max(0.0, 1 - wrong_cells), min(1.0, max(0.0, most_wrong - wrong_cells))


def _flat_labels(labels) -> np.ndarray:
    labels = np.asarray(labels)
    if labels.ndim == 2 and labels.shape[1] == 1:
        return labels[:, 0]
    if labels.ndim != 1:
        raise ValueError(f"labels must be class indices, (N,) or (N, 1), not {labels.shape}")
    return labels


def _check_classes(classes: int) -> None:
    if classes < 2:
        raise ValueError(f"classes must be 2 or more, not {classes}")


def _check_share(name: str, share: float) -> None:
    if not 0 <= share <= 1:
        raise ValueError(f"{name} must be between 0 and 1, not {share}")
