"""What the question on MNIST and its answers claim, held against a run's numbers. Pure functions."""

import math

import numpy as np

from core import keras_versions
from core.language import _, ngettext, sentences
from core.measures import statistics
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, UNDECIDED, Verdict
from core.reading.words import moment, percent

HALF_A_CELL = 0.5  # a count that is off by less is off by nothing but rounding
CEILING = 0.97  # the question: "cannot get above 97 %"


def ceiling(binary: float, categorical: float, epochs: float) -> Verdict:
    """ "categorical_crossentropy cannot get above 97 %."

    binary, categorical: true accuracies of the nets trained with either loss, after as many epochs.
    One run above it refutes the claim, whatever other seeds do; one in which neither gets there decides
    nothing.
    """
    facts = _facts(binary, categorical, epochs)
    if categorical > CEILING:
        return Verdict(FAILS, sentences([facts, _("One run above it is enough to refute the claim.")]))
    if binary > CEILING:
        return Verdict(HOLDS, facts)
    neither = _("Neither loss got above {ceiling}.").format(ceiling=percent(CEILING))
    return Verdict(UNDECIDED, sentences([facts, neither]))


def always_better(binary, categorical) -> Verdict:
    """ "binary_crossentropy is always better."

    binary, categorical: (S,) true accuracies of nets trained with either loss, of the same S seeds.
    One pair in which it is not ahead refutes *always*.
    """
    found = statistics.paired(binary, categorical)
    kind = HOLDS if found.positive == found.seeds and found.sure else DEPENDS
    if found.positive < found.seeds:
        kind = FAILS
    words = _(
        "Over {seeds} seeds it is ahead in {positive} of {seeds} pairs: {mean} points on average "
        "({interval})."
    ).format(
        seeds=found.seeds,
        positive=found.positive,
        mean=signed(found.mean),
        interval=interval(found),
    )
    return Verdict(kind, words)


def interval(found: statistics.Paired) -> str:
    """In which the mean difference lies, in points."""
    return _("95 % interval: {low} to {high}").format(low=signed(found.low), high=signed(found.high))


def in_one_run(binary_right, categorical_right) -> str:
    """How far two nets are apart on the same images, and what other images alone would change.

    binary_right, categorical_right: (N,) booleans, which images each has right; (0,) where a run did
    not keep that.
    """
    if not len(binary_right):
        return _kept_none()
    binary, categorical = (np.asarray(each, bool) for each in (binary_right, categorical_right))
    error = statistics.paired_standard_error(binary, categorical)
    return _(
        "In this run binary_crossentropy is right about {gained:,} of {examples:,} images that "
        "categorical_crossentropy has wrong, and wrong about {lost:,} that the other has right: "
        "{ahead} ± {chance} points, by the choice of images alone. Another seed gives another number."
    ).format(
        gained=int(np.sum(binary & ~categorical)),
        lost=int(np.sum(categorical & ~binary)),
        examples=len(binary),
        ahead=signed(binary.mean() - categorical.mean()),
        chance=f"{100 * statistics.STANDARD_ERRORS * error:.2f}",
    )


def counted(right, sure, reported: float, classes: int = 10) -> Verdict:
    """ "binary_accuracy counts cells": wrong ones, out of which answers are right and which are sure.

    right, sure: (N,) booleans; (0,) where a run did not keep them. A right and sure answer has no wrong
    cell, one that is sure of nothing has one, a wrong and sure one two. Holds to the cell.
    """
    if not len(right):
        return Verdict(UNDECIDED, _kept_none())
    right, sure = np.asarray(right, bool), np.asarray(sure, bool)
    unsure, twice = int(np.sum(~sure)), int(np.sum(sure & ~right))
    wrong, cells = unsure + 2 * twice, classes * len(right)
    expected = 1 - wrong / cells
    words = _(
        "Wrong and sure: {twice:,} answers, 2 wrong cells each. Sure of nothing: {unsure:,}, 1 each. "
        "So {wrong:,} of {cells:,} cells are wrong, a share of {expected:.5f} is right. Reported: "
        "{reported:.5f}."
    ).format(twice=twice, unsure=unsure, wrong=wrong, cells=cells, expected=expected, reported=reported)
    return Verdict(HOLDS if abs(expected - reported) * cells < HALF_A_CELL else FAILS, words)


def signed(share: float) -> str:
    """A difference of shares in points, with its sign: "+0.06", "−0.10"."""
    return f"{100 * share:+.2f}".replace("-", "−")


def _kept_none() -> str:
    return _("It did not keep which of its answers are right.")


def versions_that_misreport() -> tuple[str, str]:
    """The oldest and the newest standalone Keras whose `accuracy` is binary_accuracy for this setup."""
    setup = ("binary_crossentropy", (None, 10), (None, 10))
    found = [
        version
        for version in keras_versions.VERSIONS
        if not version.startswith("tf-")
        and keras_versions.resolve_accuracy(version, *setup, activation="softmax") == "binary_accuracy"
    ]
    return found[0], found[-1]


def _facts(binary: float, categorical: float, epochs: float) -> str:
    return ngettext(
        "After {epochs} epoch categorical_crossentropy is right {categorical} of the time, "
        "binary_crossentropy {binary}.",
        "After {epochs} epochs categorical_crossentropy is right {categorical} of the time, "
        "binary_crossentropy {binary}.",
        math.ceil(epochs),
    ).format(epochs=moment(epochs), categorical=percent(categorical), binary=percent(binary))
