"""What a binary accuracy over K one-hot classes leaves open, and answers that reach its bounds.

`accuracy.true_accuracy_bounds` has the interval, `accuracy.expected_binary_accuracy` the net that is
sure; here is what else a reader of a report can be told. NumPy only.

The derivation. A report r means E = K(1 − r) wrong cells an answer, on average; a is the share of right
answers, those whose largest output is the label's. An output is on if it is > 0.5 (`keras.metrics.
binary_accuracy`), so exactly 0.5 is off; of equal largest outputs the first is the answer (np.argmax).

Softmax: outputs sum to 1, so at most one is on. It is then the largest, and the answer.
  right, on       0 wrong cells
  nothing on      1, the label's own, whether the answer is right or wrong
  wrong, on       2, the answer's and the label's
  Wrong answers have 1 at least: 1 − a ≤ E. Right ones 1 at most, wrong ones 2: E ≤ a + 2(1 − a).
  K = 2: the larger of two is on, unless both are exactly 0.5. So nothing has 1 wrong cell, and a = r.

Sigmoid: outputs are free of each other.
  right           0; or 1 where nothing is on; or 1 to K − 1 more that are on beside the label's
  wrong           1 to K: the label's own if it is off, and every other that is on
  Wrong answers have 1 at least: 1 − a ≤ E. Right ones K − 1 at most, wrong ones K: E ≤ K − a.

Sure: exactly one output is on, the answer's. Wrong answers have 2 wrong cells, right ones none, so
E = 2(1 − a). Whatever the activation.

The tests hold all of it against every prediction on a grid, against random ones, and against Keras.
"""

import math
from dataclasses import dataclass

import numpy as np

from core.measures.accuracy import THRESHOLD, floor, true_accuracy_bounds

_CLOSE = 1e-9  # of wrong cells: what computing K(1 − r) adds or takes


@dataclass(frozen=True)
class Group:
    """Some of the answers: their share of all, whether they are right, and the wrong cells of each."""

    share: float
    right: bool
    wrong_cells: int


@dataclass(frozen=True)
class Allowed:
    """What a report leaves open.

    wrong_cells: E, an answer, on average. low, high: the true accuracy is between, both included.
    sure: what it is if exactly one output is on in every answer; None where no such net reports this.
    least, most: answers that report this and reach either end.
    """

    wrong_cells: float
    low: float
    high: float
    sure: float | None
    least: tuple[Group, ...]
    most: tuple[Group, ...]


def allowed(reported: float, classes: int, activation: str = "softmax") -> Allowed:
    """What a reported binary accuracy over K one-hot classes says of the true one.

    activation: softmax or sigmoid. Raises ValueError for what `true_accuracy_bounds` refuses.
    """
    low, high = true_accuracy_bounds(reported, classes, activation)
    wrong_cells = classes * (1 - reported)
    return Allowed(
        wrong_cells,
        low,
        high,
        true_accuracy_if_sure(reported, classes),
        _least(wrong_cells, classes, activation),
        _most(wrong_cells, classes, activation),
    )


def true_accuracy_if_sure(reported: float, classes: int) -> float | None:
    """The true accuracy of a net of which exactly one output is on in each answer: 1 − K(1 − r)/2.

    The inverse of `accuracy.expected_binary_accuracy`. None where such a net cannot report this: its
    least is 1 − 2/K, every answer wrong.
    """
    floor(classes)  # refuses what is no number of classes
    share = 1 - classes * (1 - reported) / 2
    return None if share < -_CLOSE * classes or share > 1 else max(0.0, share)


def least_reported(classes: int, activation: str = "softmax") -> float:
    """The lowest binary accuracy that any predictions have: 1 − 2/K under softmax, else 0."""
    floor(classes)
    return 1 - 2 / classes if activation == "softmax" else 0.0


def most_on(classes: int, threshold: float = THRESHOLD) -> int:
    """How many outputs of a softmax over K can be above the threshold at once.

    They sum to 1, so m of them leave room above the threshold while m times it is under 1.
    """
    if threshold <= 0:
        return classes
    return min(classes, math.ceil(round(1 / threshold, 9)) - 1)


def band(classes: int, activation: str, lowest: float) -> np.ndarray:
    """(M, 3) reports from `lowest` to 1 with both bounds of each: corners of straight lines.

    lowest: not under `least_reported`.
    """
    corners = {1 - cells / classes for cells in (0, 1, 2, classes - 1, classes)}
    inside = sorted({lowest, 1.0} | {each for each in corners if lowest < each < 1})
    return np.array([(each, *true_accuracy_bounds(each, classes, activation)) for each in inside])


def shares(weights, total: int) -> np.ndarray:
    """(K,) whole numbers that sum to `total`, as near to the weights' proportions as they can be.

    Weights that are all 0 count alike. The largest remainders are rounded up, the first of equal ones.
    """
    weights = np.asarray(weights, float)
    if weights.sum() <= 0:
        weights = np.ones_like(weights)
    exact = weights / weights.sum() * total
    whole = np.floor(exact + _CLOSE).astype(int)
    missing = total - int(whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:missing]] += 1
    return whole


def rescaled(outputs, moved: int, total: int) -> np.ndarray:
    """(K,) whole numbers that sum to `total`: the moved one as it is, the others in proportion."""
    kept = int(min(total, max(0, outputs[moved])))
    return np.insert(shares(np.delete(outputs, moved), total - kept), moved, kept)


def _least(wrong_cells: float, classes: int, activation: str) -> tuple[Group, ...]:
    """Answers of so many wrong cells on average, as few of them right as can be."""
    if activation == "softmax" and classes == 2:
        return _two_classes(wrong_cells)
    if wrong_cells <= 1:
        return _groups((1 - wrong_cells, True, 0), (wrong_cells, False, 1))
    return _evenly(wrong_cells, right=False)


def _most(wrong_cells: float, classes: int, activation: str) -> tuple[Group, ...]:
    """Answers of so many wrong cells on average, as many of them right as can be."""
    if activation == "softmax" and classes == 2:
        return _two_classes(wrong_cells)
    in_right, in_wrong = (1, 2) if activation == "softmax" else (classes - 1, classes)
    if wrong_cells <= in_right:
        return _evenly(wrong_cells, right=True)
    return _groups((in_wrong - wrong_cells, True, in_right), (wrong_cells - in_right, False, in_wrong))


def _two_classes(wrong_cells: float) -> tuple[Group, ...]:
    return _groups((1 - wrong_cells / 2, True, 0), (wrong_cells / 2, False, 2))


def _evenly(wrong_cells: float, right: bool) -> tuple[Group, ...]:
    below = math.floor(wrong_cells + _CLOSE)
    over = max(0.0, wrong_cells - below)
    return _groups((1 - over, right, below), (over, right, below + 1))


def _groups(*found: tuple[float, bool, int]) -> tuple[Group, ...]:
    return tuple(Group(*each) for each in found if each[0] > _CLOSE)
