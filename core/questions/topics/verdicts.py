"""The claims of the answer on topics, each held against a run: numbers in, a verdict out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.datasets import one_hot
from core.language import _, sentences
from core.measures import losses
from core.measures.snapshot import ComparisonSnapshot, Gallery
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, Verdict, decided
from core.reading.words import percent

SAME_RUN = 0.01  # two runs whose accuracies never part by more count as one
SAME_LOSS = 0.03  # two nets whose losses differ by rounding only; a test of 500 documents is coarse
SAME_NUMBER = 1e-5  # of two float32 losses, relative
SOFTMAX_SUM = 1e-5  # a row of float32 outputs sums to 1 within so much
SEEN = 0.05  # points that a reader would call a change


@dataclass(frozen=True)
class Ratio:
    """Both crossentropies by hand, of one and the same predictions, at one moment.

    rest: the mean over rows of Σ −log(1 − p_j) over the K − 1 other classes, so that
    binary × K = categorical + rest.
    """

    epoch: float
    binary: float
    categorical: float
    rest: float

    @property
    def value(self) -> float:
        """binary_crossentropy ÷ categorical_crossentropy."""
        return self.binary / self.categorical


def ratios(
    snapshots: Sequence[ComparisonSnapshot], gallery: Gallery, member: str = "binary"
) -> list[Ratio]:
    """One member's moments. Its predictions must be a softmax's, for the gallery's labels."""
    found = []
    for each in snapshots:
        predictions = each.member(member).predictions[: len(gallery.labels)].astype(np.float64)
        targets = one_hot(gallery.labels, predictions.shape[1])
        others = np.clip(1 - predictions, losses.EPSILON, 1 - losses.EPSILON)
        found.append(
            Ratio(
                each.epoch,
                losses.binary_crossentropy(targets, predictions),
                losses.categorical_crossentropy(targets, predictions),
                float(-np.mean(np.sum((1 - targets) * np.log(others), axis=-1))),
            )
        )
    return found


def ratio_verdict(found: Sequence[Ratio], classes: int) -> Verdict:
    """ "binary_crossentropy = K × categorical_crossentropy": is the ratio K, at any moment?"""
    values = [each.value for each in found]
    low, high = min(values), max(values)
    holds = low > 0.99 * classes and high < 1.01 * classes
    sentence = _(
        "The ratio goes from {low:.2f} to {high:.2f} in this run. It is never near K = {classes}, "
        "nor near 1 ÷ K = {inverse:.2f}. What is true of every document: "
        "binary = (categorical + Σ −log(1 − pⱼ)) ÷ K, the sum over the wrong topics."
    )
    if holds:
        sentence = _("The ratio stays between {low:.2f} and {high:.2f}; K = {classes}.")
    return Verdict(
        HOLDS if holds else FAILS,
        sentence.format(low=low, high=high, classes=classes, inverse=1 / classes),
    )


@dataclass(frozen=True)
class Apart:
    """How far two runs part at most: in accuracy, and in loss where the second's is divided by K."""

    accuracy: float
    loss: float


def apart(snapshots: Sequence[ComparisonSnapshot], first: str, second: str, factor: float) -> Apart:
    """The largest differences between two members, of which the second has its loss × `factor`."""
    pairs = [(each.member(first), each.member(second)) for each in snapshots]
    return Apart(
        max(abs(one.true_accuracy - other.true_accuracy) for one, other in pairs),
        max(abs(one.loss - other.loss / factor) for one, other in pairs),
    )


def factor_verdict(adam: Apart, sgd: Apart, factor: float) -> Verdict:
    """ "A constant factor on the loss matters, because of how Adam works": under which optimizer?"""
    told = _(
        "Loss × {factor:g} under `adam`: the accuracies part by at most {adam:.1f} points. "
        "Under `sgd`: by up to {sgd:.1f} points."
    ).format(factor=factor, adam=100 * adam.accuracy, sgd=100 * sgd.accuracy)
    if adam.accuracy <= SAME_RUN < sgd.accuracy:
        why = _(
            "Adam divides each step by the gradient's own size, so a factor cancels. "
            "With plain gradient descent it is a larger learning rate."
        )
        return Verdict(FAILS, sentences([told, why]))
    if adam.accuracy > SAME_RUN:
        return Verdict(HOLDS, told)
    return Verdict(FAILS, told + " " + _("Here it mattered under neither."))


@dataclass(frozen=True)
class RowSums:
    """At one moment, what a row of sigmoid outputs sums to: its mean, least and largest."""

    epoch: float
    mean: float
    least: float
    largest: float


def row_sums(snapshots: Sequence[ComparisonSnapshot], member: str = "sigmoid") -> list[RowSums]:
    """One member's moments, over the predictions that each snapshot carries."""
    sums = [(each.epoch, each.member(member).predictions.sum(axis=-1)) for each in snapshots]
    return [
        RowSums(epoch, float(row.mean()), float(row.min()), float(row.max())) for epoch, row in sums
    ]


def divides_verdict(loss: float, multiplied: float, times: int, undivided: float) -> Verdict:
    """ "categorical_crossentropy divides the outputs by their sum": what Keras reports for some rows.

    loss, multiplied: Keras's, of the rows and of `times` the rows. undivided: what the rows would cost
    by hand if nothing divided them.
    """
    divides = math.isclose(loss, multiplied, rel_tol=SAME_NUMBER) and not math.isclose(
        loss, undivided, rel_tol=SAME_NUMBER
    )
    return decided(
        HOLDS if divides else FAILS,
        _("{loss:.4f}, × {times}: {multiplied:.4f}").format(
            loss=loss, times=times, multiplied=multiplied
        ),
        _(
            "Keras's own loss of a sigmoid's recorded outputs, as plain arrays, is {loss:.4f}; of the "
            "same outputs × {times} it is {multiplied:.4f}. If nothing were divided they would cost "
            "{undivided:.4f} and {undivided_multiplied:.4f}."
        ).format(
            loss=loss,
            times=times,
            multiplied=multiplied,
            undivided=undivided,
            undivided_multiplied=undivided - math.log(times),
        ),
    )


def division_verdict(sums: Sequence[RowSums]) -> Verdict:
    """ "That division harmed": what the rows of the question's own softmax sum to before it."""
    apart = max(max(abs(each.least - 1), abs(each.largest - 1)) for each in sums)
    return decided(
        FAILS if apart < SOFTMAX_SUM else DEPENDS,
        _("sums off 1 by {apart:.0e} at most").format(apart=apart),
        _(
            "The question's net ends in a softmax: its rows sum to 1 before anything divides them, so "
            "the division changes nothing there."
        ),
    )


def mends_verdict(to_categorical: Sequence[float], sparse: Sequence[float]) -> Verdict:
    """ "Either mend will do": the true accuracies of both nets, moment by moment."""
    widest = max(abs(one - other) for one, other in zip(to_categorical, sparse, strict=True))
    told = _(
        "One-hot targets end at {one}, the sparse loss at {other}. On the way they part by at most "
        "{points:.1f} points: both losses are the same number but for its last digits, which the "
        "training carries on."
    )
    if widest == 0:
        told = _(
            "One-hot targets end at {one}, the sparse loss at {other}, and they never part on the way: "
            "both losses are the same number but for its last digits."
        )
    told = told.format(one=percent(to_categorical[-1]), other=percent(sparse[-1]), points=100 * widest)
    return Verdict(HOLDS if widest <= SAME_LOSS else DEPENDS, told)
