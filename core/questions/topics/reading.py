"""The page on topics in numbers and words: two losses, two reports, one truth."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.experiment import LIMITS
from core.experiment.comparison import Comparison
from core.language import _, sentences
from core.measures import accuracy
from core.measures.snapshot import ComparisonSnapshot, Snapshot
from core.reading.reading import read
from core.reading.words import moment as in_epochs
from core.reading.words import percent

ASKED = (0.8, 0.5)  # of the question: with binary_crossentropy, with categorical_crossentropy
TOGETHER = 0.05  # true accuracies that differ by less are "about" the same


@dataclass(frozen=True)
class Answers:
    """How the binary net answers: shares of the documents, together 1.

    Sure: a topic is above 0.5. A sure right answer has no wrong cell, an unsure one has one (its own
    topic's), a sure wrong answer has two.
    """

    right_sure: float
    unsure: float
    wrong_sure: float

    @property
    def wrong_cells(self) -> float:
        """Of a document's cells, how many are wrong on average."""
        return self.unsure + 2 * self.wrong_sure


@dataclass(frozen=True)
class Moment:
    """Both nets at one moment; shares from 0 to 1, on the first `examples` test documents.

    answers: of the binary net; None where the run did not keep them.
    """

    epoch: float
    examples: int
    reported_binary: float
    reported_categorical: float
    true_binary: float
    true_categorical: float
    answers: Answers | None = None

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
    first, *_others = order.members
    return [
        Moment(
            one.epoch,
            one.examples,
            one.reported,
            other.reported,
            one.true,
            other.true,
            answers(each.member(first)),
        )
        for one, other, each in zip(binary, categorical, snapshots, strict=True)
    ]


def answers(snapshot: Snapshot) -> Answers | None:
    """How sure and how right the answers of one net are; None where that was not kept."""
    sure, right = snapshot.answered_surely, snapshot.answered_right
    if not len(sure):
        return None
    return Answers(
        right_sure=float(np.mean(sure & right)),
        unsure=float(np.mean(~sure)),
        wrong_sure=float(np.mean(sure & ~right)),
    )


def telling(moments: Sequence[Moment]) -> Moment:
    """The trained moment at which the two reports are nearest to the question's 80 % and 50 %."""
    trained = [each for each in moments if each.epoch > 0] or moments
    return min(
        trained,
        key=lambda each: (
            abs(each.reported_binary - ASKED[0]) + abs(each.reported_categorical - ASKED[1])
        ),
    )


def reports_in_words(moment: Moment) -> str:
    """What both losses report at this moment of a run, and what the one and the other count."""
    return _(
        "At epoch {epoch} of one run {binary} and {categorical} are reported: the one counts cells, "
        "the other answers."
    ).format(
        epoch=in_epochs(moment.epoch),
        binary=percent(moment.reported_binary),
        categorical=percent(moment.reported_categorical),
    )


def in_words(moment: Moment, version: str) -> str:
    """The page's sentence: what is reported with each loss, and how often both nets are right."""
    words = _(
        "Keras {version} would report {binary} with `binary_crossentropy` and {categorical} with "
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
    return sentences([reported, true])


def arithmetic_in_words(moment: Moment, classes: int) -> str:
    """How the wrong cells of all answers make the report of the binary net."""
    if moment.answers is None:
        return _("Of the {classes} cells of a document {cells:.2f} are wrong, on average.").format(
            classes=classes, cells=classes * (1 - moment.reported_binary)
        )
    if moment.answers.unsure == 1:
        return _(
            "No answer is sure, so one cell of each document is wrong, however the net answers: "
            "1\N{NO-BREAK SPACE}−\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}÷\N{NO-BREAK SPACE}{classes} = "
            "**{reported}**."
        ).format(classes=classes, reported=percent(moment.reported_binary))
    return _(
        "That is {cells:.3f} wrong cells a document: 1\N{NO-BREAK SPACE}−\N{NO-BREAK SPACE}{cells:.3f}"
        "\N{NO-BREAK SPACE}÷\N{NO-BREAK SPACE}{classes} = **{reported}**."
    ).format(
        cells=moment.answers.wrong_cells, classes=classes, reported=percent(moment.reported_binary)
    )


def allowed_in_words(moment: Moment, classes: int) -> str:
    """What the report of the binary net alone leaves possible."""
    try:
        low, high = accuracy.true_accuracy_bounds(moment.reported_binary, classes)
    except ValueError:
        return ""
    if low == high:
        return _("With two topics both cells are right or both are wrong: nothing parts.")
    return _("The report alone leaves anything from {low} to {high} possible; it is {true}.").format(
        low=percent(low), high=percent(high), true=percent(moment.true_binary)
    )


def topics_possible(reported: float, true: float) -> tuple[int, int]:
    """The fewest and the most topics with which a softmax net can be `true` and so be `reported`.

    Raises ValueError where none of the numbers of topics on this page allows it.
    """
    limits, possible = LIMITS["topics"], []
    for classes in range(limits.low, limits.high + 1):
        try:
            low, high = accuracy.true_accuracy_bounds(reported, classes)
        except ValueError:  # with so many topics no net reports so little
            continue
        if low - 1e-9 <= true <= high + 1e-9:
            possible.append(classes)
    return min(possible), max(possible)


def question_in_words(classes: int) -> str:
    """What the question leaves open, and what a net sure of all its answers reports."""
    reported, true = ASKED
    fewest, most = topics_possible(reported, true)
    return _(
        "The question does not say how many topics it had: {classes} is this page's choice. A net that "
        "is sure of all its answers, and right half of the time, reports "
        "1\N{NO-BREAK SPACE}−\N{NO-BREAK SPACE}2\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}0.5"
        "\N{NO-BREAK SPACE}÷\N{NO-BREAK SPACE}{classes} = {expected}. With unsure answers among them, "
        "{reported:.0f}\N{NO-BREAK SPACE}% for a true {true:.0f}\N{NO-BREAK SPACE}% can come of "
        "{fewest} to {most} topics."
    ).format(
        classes=classes,
        expected=percent(accuracy.expected_binary_accuracy(true, classes)),
        reported=100 * reported,
        true=100 * true,
        fewest=fewest,
        most=most,
    )


def opening_in_words(opening: Moment, last: Moment) -> str:
    """Which moment of the recording is shown first, and why that one."""
    return _(
        "It opens at epoch {epoch}, picked because the reports are nearest to the question's "
        "80\N{NO-BREAK SPACE}% and 50\N{NO-BREAK SPACE}% there: in mid-climb, on {examples:,} test "
        "documents. At the end, epoch {epochs}, they are {binary} and {categorical}, for a true {true}."
    ).format(
        epoch=in_epochs(opening.epoch),
        examples=opening.examples,
        epochs=in_epochs(last.epoch),
        binary=percent(last.reported_binary),
        categorical=percent(last.reported_categorical),
        true=percent(last.true),
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
