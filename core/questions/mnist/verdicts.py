"""What the question on MNIST and its answers claim, held against a run's numbers. Pure functions."""

import math

from core import keras_versions
from core.language import _, ngettext
from core.measures import accuracy, statistics
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, UNDECIDED, Verdict
from core.reading.words import moment, percent

NEAR = 0.0005  # of a prediction that holds
CEILING = 0.97  # the question: "cannot get above 97 %"


def ceiling(binary: float, categorical: float, epochs: float) -> Verdict:
    """ "categorical_crossentropy cannot get above 97 %."

    binary, categorical: true accuracies of the nets trained with either loss, after as many epochs.
    A run in which neither gets there decides nothing.
    """
    facts = _facts(binary, categorical, epochs)
    if categorical > CEILING:
        return Verdict(FAILS, facts)
    if binary > CEILING:
        return Verdict(HOLDS, facts)
    neither = _("Neither loss got above {ceiling}.").format(ceiling=percent(CEILING))
    return Verdict(UNDECIDED, f"{facts} {neither}")


def more_accurate(binary: float, categorical: float, examples: int) -> Verdict:
    """ "binary_crossentropy is more accurate": by more than chance between two tests on `examples`."""
    difference = binary - categorical
    chance = statistics.STANDARD_ERRORS * statistics.standard_error(binary, categorical, examples)
    told = {
        "difference": f"{100 * difference:+.2f}".replace("-", "−"),
        "chance": f"{100 * chance:.2f}",
        "examples": examples,
    }
    if difference > chance:
        words = _(
            "binary_crossentropy is {difference} points ahead, more than the "
            "±{chance} that chance makes on {examples:,} images."
        )
        return Verdict(HOLDS, words.format(**told))
    if difference < -chance:
        words = _(
            "binary_crossentropy is {difference} points behind, more than the ±{chance} "
            "that chance makes on {examples:,} images."
        )
    else:
        words = _(
            "The difference of {difference} points is within the ±{chance} that chance "
            "makes on {examples:,} images."
        )
    return Verdict(FAILS, words.format(**told))


def predicted(true: float, reported: float, classes: int = 10) -> Verdict:
    """ "A true accuracy a is reported as 1 − 2(1 − a)/K." Holds within NEAR.

    That counts two wrong cells in a wrong answer and none in a right one. An answer whose largest
    output is 0.5 or less has one, right or wrong, and makes the rest of the difference.
    """
    expected = accuracy.expected_binary_accuracy(true, classes)
    words = _(
        "Predicted: 1 − 2 · (1 − {true:.4f}) ÷ {classes} = {expected:.4f}. Reported: {reported:.4f}."
    ).format(true=true, classes=classes, expected=expected, reported=reported)
    if abs(expected - reported) <= NEAR:
        return Verdict(HOLDS, words)
    rest = _("The rest is in answers that are sure of nothing: no output above 0.5, one wrong cell.")
    return Verdict(DEPENDS, f"{words} {rest}")


def last_version_that_misreports() -> str:
    """The newest standalone Keras whose `accuracy` is binary_accuracy for this setup."""
    setup = ("binary_crossentropy", (None, 10), (None, 10))
    return [
        version
        for version in keras_versions.VERSIONS
        if not version.startswith("tf-")
        and keras_versions.resolve_accuracy(version, *setup, activation="softmax") == "binary_accuracy"
    ][-1]


def _facts(binary: float, categorical: float, epochs: float) -> str:
    return ngettext(
        "After {epochs} epoch categorical_crossentropy is right {categorical} of the time, "
        "binary_crossentropy {binary}.",
        "After {epochs} epochs categorical_crossentropy is right {categorical} of the time, "
        "binary_crossentropy {binary}.",
        math.ceil(epochs),
    ).format(epochs=moment(epochs), categorical=percent(categorical), binary=percent(binary))
