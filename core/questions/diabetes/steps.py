"""The step of a lesson that this question's runs answer: a spread is not a difference."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from core.language import _, clauses, listed
from core.questions.diabetes import luck, orders
from core.questions.diabetes.reading import GAP, Head, points, recorded
from core.questions.diabetes.recordings import SHELF
from core.reading import picture
from core.reading.picture import Axis, Mark, Picture, Row
from core.reading.step import Span, Step
from core.reading.words import percent

SHOWN, ASKED = 5, luck.ASKED_RUNS  # runs that are shown first, and those to be guessed
LOW, HIGH = 0.3, 1.0  # of the axis, and of the slider on it


def steps() -> tuple[Step, ...]:
    """One."""
    return (spread(),)


def spread() -> Step:
    """Some runs are shown; where do the next ones fall, and what does a gap of two means say?"""
    found = recorded()
    first = found[0].accuracies
    shown, asked = first[:SHOWN], first[SHOWN : SHOWN + ASKED]
    then, _learnt, now = luck.by_loss()
    alike = int(found[0].constant[SHOWN : SHOWN + ASKED].sum())
    asks = Span(
        _("Between which percentages will the next ten fall?"),
        tuple(float(each) for each in asked),
        round(100 * LOW),
        round(100 * HIGH),
    )
    seldom = luck.small_percent(now.chance.share)
    return Step(
        id="spread",
        name=_("Spread"),
        title=_("Where will the next ten runs fall?"),
        told=_(
            "One net is to tell who has diabetes. {n} runs of it, each from another random start, "
            "are right {shares} of the time."
        ).format(n=SHOWN, shares=listed(percent(each) for each in shown)),
        before=(
            Axis(
                (Row(_("{n} runs").format(n=SHOWN), _dots(shown)),),
                _("{n} runs, between {low} and {high}.").format(
                    n=SHOWN, low=percent(shown.min()), high=percent(shown.max())
                ),
                LOW,
                HIGH,
            ),
        ),
        asks=asks,
        answer=_("The next ten runs of this very net lie between {low} and {high}.").format(
            low=percent(asked.min()), high=percent(asked.max())
        ),
        why=_(
            "In {alike} of the ten runs the net learnt to give everybody the same answer. Somebody "
            "took ten runs of this net and ten of another, found the means {gap} points apart, and "
            "called one net better. If no net is better, two means of ten still lie so far apart "
            "in {chance} of all cases. With the loss of today's Keras: in {now}."
        ).format(
            alike=alike,
            gap=points(GAP),
            chance=luck.with_interval(then.chance),
            now=seldom,
        ),
        briefly=_(
            "Somebody found two means of ten {gap} points apart, and called one net better. If no "
            "net is better, that still comes about in {chance} of all cases. With the loss of "
            "today's Keras: in {now}."
        ).format(gap=points(GAP), chance=luck.with_interval(then.chance), now=seldom),
        after=partial(_tens, found, asks),
        source=_(
            "{n} recorded runs a net on the Pima data, by Keras {version} with the loss of Keras "
            "{keras}."
        ).format(n=orders.MANY, version=SHELF.load("diabetes").versions["keras"], keras=orders.THEN),
        link="diabetes",
        link_words=_("See all runs of both nets"),
    )


def _tens(found: Sequence[Head], asks: Span, guess: tuple[int, int]) -> tuple[Picture, ...]:
    """The ten asked for, below the guess, and the same ten of the other net."""
    low, high = guess
    names = (
        _("This net, mean {mean}: one sigmoid output"),
        _("Another net, mean {mean}: two softmax outputs"),
    )
    tens = [head.accuracies[SHOWN : SHOWN + ASKED] for head in found]
    rows = [
        Row(
            _("You guessed {low} to {high} %: {n} of {all} runs").format(
                low=low, high=high, n=asks.within(guess), all=ASKED
            ),
            (Mark(picture.GUESS, low / 100, high / 100),),
        ),
        *(
            Row(
                name.format(mean=percent(ten.mean())),
                (*_dots(ten), Mark(picture.MEAN, float(ten.mean()))),
            )
            for name, ten in zip(names, tens, strict=True)
        ),
    ]
    return (Axis(tuple(rows), clauses(row.name for row in rows), LOW, HIGH),)


def _dots(accuracies: np.ndarray) -> tuple[Mark, ...]:
    return tuple(Mark(picture.RUN, float(each)) for each in accuracies)
