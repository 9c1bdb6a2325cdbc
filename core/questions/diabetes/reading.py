"""What the runs of both nets come to, in numbers and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from core.datasets import pima, tables
from core.experiment.comparison import Comparison
from core.language import _
from core.measures import statistics
from core.measures.snapshot import ComparisonSnapshot
from core.measures.statistics import Mean, Paired
from core.questions.diabetes import orders
from core.questions.diabetes.recordings import SHELF
from core.reading.point import as_printed, points_apart
from core.reading.words import percent

GAP = orders.ASKED_SIGMOID - orders.ASKED_SOFTMAX


@dataclass(frozen=True)
class Head:
    """The runs of one net. accuracies, train_accuracies: (S,); same: of the same rows.

    constant: (S,) booleans, the runs that give everyone the same answer.
    """

    accuracies: np.ndarray
    train_accuracies: np.ndarray
    same: bool
    constant: np.ndarray

    @property
    def mean(self) -> Mean:
        """Of the accuracies."""
        return _mean(tuple(self.accuracies))

    @property
    def train_mean(self) -> Mean:
        """Of the accuracies on the rows that were trained on."""
        return _mean(tuple(self.train_accuracies))


def heads_of(order: Comparison, snapshot: ComparisonSnapshot) -> tuple[Head, Head]:
    """Both nets at this moment: one sigmoid output, two softmax outputs."""
    return tuple(
        Head(
            accuracies=member.true_accuracies,
            train_accuracies=member.train_accuracies,
            same=not order.shared.holdout,
            constant=member.constant,
        )
        for member in snapshot.members.values()
    )


def majority() -> float:
    """The share of the more frequent answer in the data; the split keeps it, within an example."""
    return statistics.majority_share(pima.labels())


def measured_rows(order: Comparison) -> int:
    """How many rows the accuracies are counted on."""
    count = len(pima.labels())
    return tables.held_out(count) if order.shared.holdout else count


def ahead(found: Sequence[Head]) -> Paired:
    """By what share two softmax outputs are ahead of one sigmoid, seed by seed."""
    one, two = found
    return statistics.paired(two.accuracies, one.accuracies)


@cache
def recorded(name: str = "diabetes") -> tuple[Head, Head]:
    """Both nets at the end of the recording of that name."""
    recording = SHELF.load(name)
    return heads_of(recording.order, recording.snapshots[-1])


@cache
def recorded_ahead() -> dict[tuple[str, bool, bool], Paired]:
    """`ahead` of every recording, by its Keras, whether it is scaled, whether rows are held out."""
    return {
        (order.shared.keras, order.shared.scaled, order.shared.holdout): ahead(recorded(name))
        for name, order in orders.recorded().items()
    }


def headline(order: Comparison, found: Sequence[Head]) -> str:
    """Both means in a sentence."""
    one, two = (percent(head.mean.value) for head in found)
    if found[0].same:
        told = _(
            "{runs} runs each, on the rows they were trained on: one sigmoid is right {one} of the "
            "time, two softmax {two}."
        )
    else:
        told = _(
            "{runs} runs each, on rows they never saw: one sigmoid is right {one} of the time, "
            "two softmax {two}."
        )
    return told.format(runs=len(order.seeds), one=one, two=two)


def spread_in_words(found: Sequence[Head]) -> str:
    """How far single runs lie apart, and how many give everyone the same answer."""
    accuracies = np.concatenate([head.accuracies for head in found])
    words = _("Single runs of the same net spread from **{low}** to **{high}**.").format(
        low=percent(accuracies.min()), high=percent(accuracies.max())
    )
    one, two = (int(head.constant.sum()) for head in found)
    if one + two == 0:
        return words + " " + _("None gives everyone the same answer.")
    return (
        words
        + " "
        + _(
            "**{one}** of {runs} (sigmoid) and **{two}** of {runs} (softmax) end up giving every woman "
            "the same answer."
        ).format(one=one, two=two, runs=len(found[0].accuracies))
    )


def ahead_in_words(found: Sequence[Head]) -> str:
    """Which net is ahead seed by seed, and whether that is more than the seeds' doing."""
    paired = ahead(found)
    if mean_points(paired) == points(0) and not paired.sure:
        return _(
            "Seed by seed neither net is ahead: the difference is {mean} points ({low} to {high})."
        ).format(mean=points(0), low=points(paired.low), high=points(paired.high))
    softmax_leads = paired.mean > 0
    paired = ahead(found if softmax_leads else found[::-1])
    told = {
        (True, True): _(
            "Seed by seed two softmax outputs are **{mean} points** ahead ({low} to {high}), in {n} of "
            "{seeds} pairs: small beside the question's {gap}, but more than the seeds make."
        ),
        (False, True): _(
            "Seed by seed one sigmoid output is **{mean} points** ahead ({low} to {high}), in {n} of "
            "{seeds} pairs: small beside the question's {gap}, but more than the seeds make."
        ),
        (True, False): _(
            "Seed by seed two softmax outputs are {mean} points ahead ({low} to {high}): "
            "no more than the seeds make."
        ),
        (False, False): _(
            "Seed by seed one sigmoid output is {mean} points ahead ({low} to {high}): "
            "no more than the seeds make."
        ),
    }[softmax_leads, paired.sure]
    return told.format(
        mean=mean_points(paired),
        low=points(paired.low),
        high=points(paired.high),
        n=paired.positive,
        seeds=paired.seeds,
        gap=points(GAP),
    )


def paired_in_words(paired: Paired) -> str:
    """ "0.6 (0.4 to 0.8)": by how many points."""
    return _("{mean} ({low} to {high})").format(
        mean=mean_points(paired), low=points(paired.low), high=points(paired.high)
    )


def split_in_words(order: Comparison, found: Sequence[Head]) -> str:
    """How far another choice of held-out rows could move a mean: what no number of seeds covers."""
    rows = measured_rows(order)
    error = max(statistics.share_error(head.mean.value, rows) for head in found)
    return _(
        "The intervals cover other seeds, not other women: {rows} other rows held out would move each "
        "mean by up to ± {margin:.0f} points."
    ).format(rows=rows, margin=100 * 1.96 * error)


def mean_points(paired: Paired) -> str:
    """By how many points one net is ahead on average: as the means of both are printed."""
    return points(points_apart(paired.first, paired.second) / 100)


def points(share: float) -> str:
    """A difference of two shares in points, one digit: "0.6", "−2.8"."""
    written = f"{100 * share:.1f}".replace("-", "−")
    return "0.0" if written == "−0.0" else written


def of_all_runs(found: Sequence[Head]) -> str:
    """How many runs there are: below a number of them."""
    return _("of {runs} runs").format(runs=sum(len(head.constant) for head in found))


def interval(mean: Mean) -> str:
    """ "69.6 to 73.2 %"."""
    return _("{low:.1f} to {high}").format(low=as_printed(mean.low), high=percent(mean.high))


@lru_cache(maxsize=256)
def _mean(values: tuple[float, ...]) -> Mean:
    return statistics.mean_of(values)
