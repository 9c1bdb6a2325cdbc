"""Whether luck makes the question's gap, in numbers and in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from core.experiment.comparison import Comparison
from core.language import _
from core.measures import statistics
from core.measures.statistics import Chance
from core.questions.diabetes import orders
from core.questions.diabetes.reading import GAP, Head, measured_rows, points, recorded

ASKED_RUNS = 10
SELDOM = 0.05  # what comes about less often is not put down to luck
SMALLEST = 1e-5  # of the shares that are written with their digits


@dataclass(frozen=True)
class Luck:
    """How often luck alone makes the question's gap, drawn from so many runs with this Keras's loss.

    constant: how many of the runs give everyone the same answer.
    """

    version: str
    runs: int
    constant: int
    chance: Chance


def possible(found: Chance) -> bool:
    """Whether luck is not ruled out: at the upper end of the interval it is not seldom."""
    return found.high >= SELDOM


def chance(order: Comparison, found: Sequence[Head]) -> Chance:
    """How often two means of ten runs lie as far apart as the question's, if nothing differs."""
    one, two = (head.accuracies for head in found)
    return statistics.chance_of_gap(one, two, GAP, ASKED_RUNS, measured_rows(order))


@cache
def by_loss() -> tuple[Luck, Luck, Luck]:
    """With the loss of then; of then, but without the runs of one answer; of today."""
    then, now = _luck("diabetes"), _luck("diabetes_3.15.1")
    return then, _luck("diabetes", learnt=True), now


def _luck(name: str, learnt: bool = False) -> Luck:
    order, found = orders.recorded()[name], recorded(name)
    if learnt:
        found = [
            replace(head, accuracies=head.accuracies[~head.constant], constant=np.zeros(0, bool))
            for head in found
        ]
    return Luck(
        version=order.shared.keras,
        runs=sum(len(head.accuracies) for head in found),
        constant=sum(int(head.constant.sum()) for head in found),
        chance=chance(order, found),
    )


def chance_in_words(found: Chance) -> str:
    """How often luck makes the question's gap with these runs, and what that says."""
    if possible(found):
        told = _(
            "If the heads made no difference, two means of ten runs would lie {gap} points or more "
            "apart in {chance} of draws: that does not rule luck out, and does not prove it."
        )
    else:
        told = _(
            "If the heads made no difference, two means of ten runs would lie {gap} points or more "
            "apart in {chance} of draws: luck does not make the question's gap here."
        )
    return told.format(gap=points(GAP), chance=with_interval(found, strong=True))


def with_interval(found: Chance, strong: bool = False) -> str:
    """ "9.7 % (3.4 to 17 %)": a chance, and between which bounds it lies for all that the runs tell."""
    share = f"**{small_percent(found.share)}**" if strong else small_percent(found.share)
    interval = chance_interval(found)
    return _("{share} ({interval})").format(share=share, interval=interval) if interval else share


def small_percent(share: float) -> str:
    """A share as text, with two digits that say something: "11 %", "0.4 %"; "< 0.001 %" at least."""
    if share < SMALLEST:
        return f"< {100 * SMALLEST:.3f}\N{NO-BREAK SPACE}%"
    return f"{100 * share:.2g}\N{NO-BREAK SPACE}%"


def chance_interval(found: Chance) -> str:
    """ "3.4 to 17 %"; empty where all of it is too small for digits."""
    if found.high < SMALLEST:
        return ""
    low = f"{100 * found.low:.2g}" if found.low >= SMALLEST else "0"
    return _("{low} to {high}").format(low=low, high=small_percent(found.high))
