"""What scikit-learn says of labels and predictions, by hand: per class, per threshold, per confidence.

NumPy only: scikit-learn itself costs a server 68 MB and a second. The tests hold each function to the
one of `sklearn.metrics` that its docstring names.
"""

from dataclasses import dataclass

import numpy as np

BINS = 10  # of a calibration: tenths of the confidence


def confusion(labels, answers, classes: int) -> np.ndarray:
    """(K, K) counts: of label i (row) how many were answered j (column).

    labels, answers: (N,) class indices below `classes`. Source: `sklearn.metrics.confusion_matrix`.
    """
    cells = np.asarray(labels, np.int64) * classes + np.asarray(answers, np.int64)
    return np.bincount(cells, minlength=classes * classes).reshape(classes, classes)


@dataclass(frozen=True)
class PerClass:
    """(K,) each. A share that nothing stands under is 0, as scikit-learn has it with a warning.

    precision: of what was answered so, how much is. recall: of what is so, how much was answered.
    f1: their harmonic mean. support: how many labels there are.
    """

    precision: np.ndarray
    recall: np.ndarray
    f1: np.ndarray
    support: np.ndarray


def per_class(labels, answers, classes: int) -> PerClass:
    """Of each class. labels, answers: (N,) class indices.

    Source: `sklearn.metrics.precision_recall_fscore_support`.
    """
    labels, answers = np.asarray(labels, np.int64), np.asarray(answers, np.int64)
    hits = np.bincount(labels[labels == answers], minlength=classes)
    support = np.bincount(labels, minlength=classes)
    return _shares(hits, np.bincount(answers, minlength=classes), support)


def per_label(targets, on) -> PerClass:
    """Of each of K labels that can be true at once. targets, on: (N, K) booleans."""
    targets, on = np.asarray(targets, bool), np.asarray(on, bool)
    return _shares((targets & on).sum(axis=0), on.sum(axis=0), targets.sum(axis=0))


def _shares(hits: np.ndarray, answered: np.ndarray, support: np.ndarray) -> PerClass:
    precision, recall = hits / np.maximum(answered, 1), hits / np.maximum(support, 1)
    f1 = 2 * hits / np.maximum(answered + support, 1)
    return PerClass(precision, recall, f1, support)


def balanced_accuracy(labels, answers) -> float:
    """The mean recall of the classes that have a label.

    labels, answers: (N,) class indices. Source: `sklearn.metrics.balanced_accuracy_score`.
    """
    classes = int(max(np.max(labels), np.max(answers))) + 1
    found = per_class(labels, answers, classes)
    return float(np.mean(found.recall[found.support > 0]))


def top_k_accuracy(labels, predictions, k: int) -> float:
    """Share of rows with fewer than k predictions larger than the label's own.

    labels: (N,) class indices. predictions: (N, K). Equal ones count for the row, as in
    `keras.metrics.top_k_categorical_accuracy`.
    """
    predictions = np.asarray(predictions)
    own = np.take_along_axis(predictions, np.asarray(labels, np.int64)[:, np.newaxis], axis=-1)
    return float(np.mean(np.sum(predictions > own, axis=-1) < k))


def mean_of_batches(counted, batch: int) -> float:
    """The mean of the batches' means, in which an example of a short last batch weighs more.

    counted: (N, …) booleans.
    """
    counted = np.asarray(counted, dtype=np.float64)
    rows = counted.reshape(len(counted), -1).mean(axis=1)
    starts = np.arange(0, len(rows), batch)
    sizes = np.minimum(batch, len(rows) - starts)
    return float(np.mean(np.add.reduceat(rows, starts) / sizes))


@dataclass(frozen=True)
class Curve:
    """(M,) points of a curve, from the strictest threshold on; and the area under it.

    x, y: false positive rate and true positive rate (ROC), or recall and precision (PR).
    """

    x: np.ndarray
    y: np.ndarray
    area: float


def roc(truth, scores) -> Curve:
    """True positive rate over false positive rate, one point for each different score.

    truth: (N,) booleans with both values among them. scores: (N,), higher for yes.
    Source: `sklearn.metrics.roc_curve` (without dropping points), `roc_auc_score`.
    Raises ValueError where one of the two has no example.
    """
    hits, alarms = _counts(truth, scores)
    x = np.concatenate([[0.0], alarms / alarms[-1]])
    y = np.concatenate([[0.0], hits / hits[-1]])
    return Curve(x, y, float(np.sum(np.diff(x) * (y[1:] + y[:-1]) / 2)))


def precision_recall(truth, scores) -> Curve:
    """Precision over recall, one point for each different score; the area is the average precision.

    Arguments and errors as for `roc`. Source: `sklearn.metrics.precision_recall_curve` (which gives
    the points in reverse), `average_precision_score`.
    """
    hits, alarms = _counts(truth, scores)
    recall, precision = hits / hits[-1], hits / (hits + alarms)
    area = float(np.sum(np.diff(recall, prepend=0.0) * precision))
    return Curve(np.concatenate([[0.0], recall]), np.concatenate([[1.0], precision]), area)


def _counts(truth, scores) -> tuple[np.ndarray, np.ndarray]:
    """(M,) hits and false alarms at each different score as the threshold, from the highest down."""
    truth, scores = np.asarray(truth, bool), np.asarray(scores)
    if truth.all() or not truth.any():
        raise ValueError("a curve needs examples of both kinds")
    order = np.argsort(-scores, kind="stable")
    truth, scores = truth[order], scores[order]
    last = np.append(np.flatnonzero(np.diff(scores)), len(scores) - 1)
    hits = np.cumsum(truth)[last]
    return hits, last + 1 - hits


@dataclass(frozen=True)
class Calibration:
    """Bins of confidence that have answers. (B,) each; `error` is the expected calibration error.

    confidence: the mean in the bin. right: the share of right answers there. count: how many answers.
    """

    confidence: np.ndarray
    right: np.ndarray
    count: np.ndarray
    error: float


def calibration(confidence, right, bins: int = BINS) -> Calibration:
    """How often answers of each confidence are right.

    confidence: (N,) from 0 to 1. right: (N,) booleans. Bins of equal width, each without its lower
    edge. Source: `sklearn.calibration.calibration_curve`, whose bins these are.
    """
    confidence, right = np.asarray(confidence, np.float64), np.asarray(right, np.float64)
    place = np.searchsorted(np.linspace(0, 1, bins + 1)[1:-1], confidence)
    count = np.bincount(place, minlength=bins)
    some = count > 0
    sure = np.bincount(place, confidence, bins)[some] / count[some]
    share = np.bincount(place, right, bins)[some] / count[some]
    error = float(np.sum(count[some] * np.abs(sure - share)) / len(confidence))
    return Calibration(sure, share, count[some], error)


@dataclass(frozen=True)
class Agreement:
    """How often two arrays agree, and how often they would if one were put in another order.

    share: seen. expected, error: mean and standard error over all orders of one of the two.
    """

    share: float
    expected: float
    error: float

    @property
    def no_better(self) -> bool:
        """Whether another order would agree as often: within two standard errors."""
        return self.share <= self.expected + 2 * self.error


def agreement(labels, answers, classes: int) -> Agreement:
    """Of (N,) class indices, two or more. The product of the class shares, exact over all N! orders.

    With r and c of each class among labels and answers, matches have the mean Σrc/N and the variance
    (Σrc(N − r)(N − c) + Σ_{k≠l} r_k c_k r_l c_l) / (N²(N − 1)).
    """
    labels, answers = np.asarray(labels), np.asarray(answers)
    n = len(labels)
    r = np.bincount(labels, minlength=classes).astype(float)
    c = np.bincount(answers, minlength=classes).astype(float)
    both = r * c
    spread = np.sum(both * (n - r) * (n - c)) + both.sum() ** 2 - np.sum(both**2)
    error = np.sqrt(spread / (n**2 * (n - 1))) / n
    return Agreement(float(np.mean(labels == answers)), float(both.sum() / n**2), float(error))
