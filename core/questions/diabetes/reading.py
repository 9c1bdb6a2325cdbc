"""What the runs of both nets come to, in numbers and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.datasets import pima, tables
from core.experiment.comparison import Comparison
from core.language import _, ngettext
from core.measures import statistics
from core.measures.snapshot import ComparisonSnapshot
from core.measures.statistics import Mean
from core.questions.diabetes import orders
from core.reading.words import percent

GAP = orders.ASKED_SIGMOID - orders.ASKED_SOFTMAX
ASKED_RUNS = 10
EASILY = 0.05  # from how often on chance is a good answer


@dataclass(frozen=True)
class Head:
    """The runs of one net. accuracies, train_accuracies: (S,); same: of the same rows.

    stuck: (S,) booleans, the runs that answer everyone alike.
    """

    accuracies: np.ndarray
    train_accuracies: np.ndarray
    same: bool
    stuck: np.ndarray
    mean: Mean
    train_mean: Mean


def heads_of(order: Comparison, snapshot: ComparisonSnapshot) -> tuple[Head, Head]:
    """Both nets at this moment: one sigmoid output, two softmax outputs."""
    examples = training_examples(order)
    found = []
    for member in snapshot.members.values():
        mean = _mean(tuple(member.true_accuracies))
        found.append(
            Head(
                accuracies=member.true_accuracies,
                train_accuracies=member.train_accuracies,
                same=not order.shared.holdout,
                stuck=statistics.at_one_answer(member.train_accuracies, majority(), examples),
                mean=mean,
                train_mean=_mean(tuple(member.train_accuracies)),
            )
        )
    return tuple(found)


def majority() -> float:
    """The share of the more frequent answer in the data; the split keeps it, within an example."""
    return statistics.majority_share(pima.labels())


def training_examples(order: Comparison) -> int:
    """How many rows are trained on."""
    count = len(pima.labels())
    return count - tables.held_out(count) if order.shared.holdout else count


def chance(found: Sequence[Head]) -> float:
    """How often two means of ten runs lie as far apart as the question's, if nothing differs."""
    one, two = found
    return statistics.chance_of_gap(one.accuracies, two.accuracies, GAP, ASKED_RUNS)


def headline(order: Comparison, found: Sequence[Head]) -> str:
    """Both means in a sentence."""
    one, two = (percent(head.mean.value) for head in found)
    if found[0].same:
        told = _("{runs} runs each: one sigmoid is right {one} of the time, two softmax {two}.")
    else:
        told = _(
            "{runs} runs each, on rows they never saw: one sigmoid is right {one} of the time, "
            "two softmax {two}."
        )
    return told.format(runs=len(order.seeds), one=one, two=two)


def spread_in_words(found: Sequence[Head]) -> str:
    """How far single runs lie apart, and how many never learnt."""
    accuracies = np.concatenate([head.accuracies for head in found])
    words = _("Single runs of the same net spread from **{low}** to **{high}**.").format(
        low=percent(accuracies.min()), high=percent(accuracies.max())
    )
    one, two = (int(head.stuck.sum()) for head in found)
    if one + two == 0:
        return words + " " + _("Every run learnt something.")
    return (
        words
        + " "
        + _(
            "**{one}** of {runs} (sigmoid) and **{two}** of {runs} (softmax) never learnt: they "
            "are right as often as one answer for everyone."
        ).format(one=one, two=two, runs=len(found[0].accuracies))
    )


def chance_in_words(share: float) -> str:
    """The chance of the question's gap."""
    if share == 0:
        return _(
            "If nothing differed, two means of ten runs would lie {gap:.1f} points apart in none of "
            "{draws:,} draws from these runs."
        ).format(gap=100 * GAP, draws=statistics.DRAWS)
    return _(
        "If nothing differed, two means of ten runs would lie {gap:.1f} points apart in **{share}** of "
        "{draws:,} draws from these runs."
    ).format(gap=100 * GAP, share=small_percent(share), draws=statistics.DRAWS)


def verdict(share: float) -> str:
    """What that chance says about the question."""
    if share >= EASILY:
        return _(
            "Luck alone makes such a gap so often that ten runs a head show nothing about the head."
        )
    if share >= 0.001:
        return _("So luck alone would seldom make the question's gap in this setup.")
    return _("So in this setup luck does not make the question's gap, and the head does not either.")


def small_percent(share: float) -> str:
    """A share as text, with two digits that say something: "11 %", "0.4 %", "0.012 %"."""
    return f"{100 * share:.2g}\N{NO-BREAK SPACE}%"


def stuck_in_words(found: Sequence[Head]) -> str:
    """How many runs of all never learnt."""
    stuck = sum(int(head.stuck.sum()) for head in found)
    runs = sum(len(head.stuck) for head in found)
    return ngettext("{n} run of {runs}", "{n} runs of {runs}", stuck).format(n=stuck, runs=runs)


def interval(mean: Mean) -> str:
    """ "69.6 to 73.2 %"."""
    return _("{low:.1f} to {high}").format(low=100 * mean.low, high=percent(mean.high))


@lru_cache(maxsize=256)
def _mean(values: tuple[float, ...]) -> Mean:
    return statistics.mean_of(values)
