"""The page on topics in numbers and words: two losses, two reports, one truth."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.experiment.comparison import Comparison
from core.language import _
from core.measures import accuracy
from core.measures.snapshot import ComparisonSnapshot
from core.reading.reading import read
from core.reading.words import percent

ASKED = (0.8, 0.5)  # of the question: with binary_crossentropy, with categorical_crossentropy
TOGETHER = 0.05  # true accuracies that differ by less are "about" the same


@dataclass(frozen=True)
class Moment:
    """Both nets at one moment; shares from 0 to 1, on the first `examples` test documents."""

    epoch: float
    examples: int
    reported_binary: float
    reported_categorical: float
    true_binary: float
    true_categorical: float

    @property
    def true(self) -> float:
        """How often the two nets are right, on average."""
        return (self.true_binary + self.true_categorical) / 2


def moments(order: Comparison, snapshots: Sequence[ComparisonSnapshot]) -> list[Moment]:
    """Every moment, as each member's Keras version reports it. Nothing is trained."""
    binary, categorical = (
        read(member).points([each.member(name) for each in snapshots])
        for name, member in order.members.items()
    )
    return [
        Moment(one.epoch, one.examples, one.reported, other.reported, one.true, other.true)
        for one, other in zip(binary, categorical, strict=True)
    ]


def telling(moments: Sequence[Moment]) -> Moment:
    """The trained moment at which the two reports are nearest to the question's 80 % and 50 %."""
    trained = [each for each in moments if each.epoch > 0] or moments
    return min(
        trained,
        key=lambda each: (
            abs(each.reported_binary - ASKED[0]) + abs(each.reported_categorical - ASKED[1])
        ),
    )


def in_words(moment: Moment, version: str) -> str:
    """The page's sentence: what is reported with each loss, and how often both nets are right."""
    words = _(
        "Keras {version} reports {binary} with `binary_crossentropy` and {categorical} with "
        "`categorical_crossentropy`."
    )
    reported = words.format(
        version=version,
        binary=percent(moment.reported_binary),
        categorical=percent(moment.reported_categorical),
    )
    if moment.epoch == 0:
        reported = _("Before learning anything: {words}").format(words=reported)
    if abs(moment.true_binary - moment.true_categorical) < TOGETHER:
        true = _("Both nets are right about {true:.0f}\N{NO-BREAK SPACE}% of the time.").format(
            true=100 * moment.true
        )
    else:
        true = _("They are right {binary} and {categorical} of the time.").format(
            binary=percent(moment.true_binary), categorical=percent(moment.true_categorical)
        )
    return f"{reported} {true}"


def arithmetic_in_words(moment: Moment, classes: int) -> str:
    """What the report of the binary net allows, and what a net sure of all its answers reports."""
    expected = accuracy.expected_binary_accuracy(ASKED[1], classes)
    said = _(
        "Each document has {classes} cells, and a sure wrong answer gets only two of them wrong. "
        "So a net that is sure, and right **half** of the time, reports "
        "1\N{NO-BREAK SPACE}−\N{NO-BREAK SPACE}2\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}0.5"
        "\N{NO-BREAK SPACE}÷\N{NO-BREAK SPACE}{classes} = **{expected}**."
    ).format(classes=classes, expected=percent(expected))
    try:
        low, high = accuracy.true_accuracy_bounds(moment.reported_binary, classes)
    except ValueError:
        return said
    if low == high:
        return _("With two topics both cells are right or both are wrong: nothing parts.")
    return (
        said
        + " "
        + _(
            "The reported {reported} leaves anything from {low} to {high} possible; it is {true}."
        ).format(
            reported=percent(moment.reported_binary),
            low=percent(low),
            high=percent(high),
            true=percent(moment.true_binary),
        )
    )


def course_in_words(moments: Sequence[Moment]) -> str:
    """What the four lines do from the first moment to the last."""
    first, last = moments[0], moments[-1]
    return _(
        "Reported with binary_crossentropy: {a} to {b}; with categorical_crossentropy: {c} to {d}. "
        "True: {e} to {f}, and {g} to {h}."
    ).format(
        a=percent(first.reported_binary),
        b=percent(last.reported_binary),
        c=percent(first.reported_categorical),
        d=percent(last.reported_categorical),
        e=percent(first.true_binary),
        f=percent(last.true_binary),
        g=percent(first.true_categorical),
        h=percent(last.true_categorical),
    )
