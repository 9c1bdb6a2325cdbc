"""What the runs of several seeds say: two nets at a time that started alike, and verdicts from them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.language import _, ngettext, sentences
from core.measures.snapshot import ComparisonSnapshot
from core.measures.statistics import Paired, paired
from core.questions.topics.reading import TOGETHER
from core.questions.topics.verdicts import SEEN
from core.reading.point import points_apart
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, UNDECIDED, Verdict, decided
from core.reading.words import percent

MOSTLY = 0.5  # of all answers


def points(share: float) -> str:
    """A difference of shares with its sign, in points; 0.0 has none."""
    return _signed(100 * share)


def _signed(points: float) -> str:
    rounded = round(points, 1)
    return (f"{rounded:+.1f}" if rounded else "0.0").replace("-", "\N{MINUS SIGN}")


def ahead(apart: Paired) -> str:
    """How far the one net is ahead on average, in points: as both means are printed."""
    return _signed(points_apart(apart.first, apart.second))


def interval(apart: Paired) -> str:
    """The mean difference of the pairs, between which bounds it lies, and how many are positive."""
    return ngettext(
        "{mean} points, 95 %: {low} to {high}; above 0 in {positive} of {n} pair",
        "{mean} points, 95 %: {low} to {high}; above 0 in {positive} of {n} pairs",
        apart.seeds,
    ).format(
        mean=ahead(apart),
        low=points(apart.low),
        high=points(apart.high),
        positive=apart.positive,
        n=apart.seeds,
    )


def missing() -> Verdict:
    """Of a claim that only several seeds can decide, where they are not shipped."""
    return decided(
        UNDECIDED,
        _("one seed"),
        _("One seed can turn this verdict, and the runs of several are not part of this copy."),
    )


def alike_verdict(binary: Sequence[float], categorical: Sequence[float], epochs: int) -> Verdict:
    """ "The net is right more often with binary_crossentropy": the true accuracies of S pairs of nets.

    They are called alike where the whole interval of their difference lies within TOGETHER.
    """
    apart = paired(binary, categorical)
    together = apart.low > -TOGETHER and apart.high < TOGETHER
    return decided(
        FAILS if together else DEPENDS,
        _("true: {binary} and {categorical}").format(
            binary=percent(np.mean(binary)), categorical=percent(np.mean(categorical))
        ),
        _(
            "After {epochs} epochs, over {n} seeds, the net of `binary_crossentropy` is ahead of that "
            "of `categorical_crossentropy` by {interval}."
        ).format(epochs=epochs, n=apart.seeds, interval=interval(apart)),
    )


def weights_verdict(plain: np.ndarray, weighted: np.ndarray) -> Verdict:
    """ "class_weight = 1 / frequency helps the rarer topics": recalls, (S, K), the smallest topic last.

    The smallest topic decides; the mean of all topics is said beside it.
    """
    plain, weighted = np.asarray(plain), np.asarray(weighted)
    smallest = paired(weighted[:, -1], plain[:, -1])
    average = paired(weighted.mean(axis=1), plain.mean(axis=1))
    kind = HOLDS if smallest.low > 0 else FAILS if smallest.high < 0 else DEPENDS
    return decided(
        kind,
        _("smallest topic: {points} points").format(points=ahead(smallest)),
        _(
            "With weights the net finds {before} → {after} of the smallest topic's documents "
            "({smallest}), and {all_before} → {all_after} of all topics', on average ({average})."
        ).format(
            before=percent(plain[:, -1].mean()),
            after=percent(weighted[:, -1].mean()),
            smallest=interval(smallest),
            all_before=percent(plain.mean()),
            all_after=percent(weighted.mean()),
            average=interval(average),
        ),
    )


def mismatch_verdict(sigmoid: Sequence[float], softmax: Sequence[float], epochs: int) -> Verdict:
    """ "An activation that does not fit the loss can make it worse": true accuracies of S pairs."""
    apart = paired(softmax, sigmoid)
    return decided(
        HOLDS if apart.low > 0 else DEPENDS,
        _("sigmoid {sigmoid}, softmax {softmax}").format(
            sigmoid=percent(np.mean(sigmoid)), softmax=percent(np.mean(softmax))
        ),
        _(
            "`categorical_crossentropy` on probabilities, {epochs} epochs: the softmax is ahead of the "
            "sigmoid by {interval}."
        ).format(epochs=epochs, interval=interval(apart)),
    )


def restart_verdict(ends: Sequence[float], epochs: int) -> Verdict:
    """ "Restart the training a few times": the true accuracies that S starts end at."""
    gain = float(np.max(ends) - np.mean(ends))
    told = _(
        "{n} starts end between {low} and {high} after {epochs} epochs. Who keeps the best of them, by "
        "these very test documents, gains {gain:.1f} points on their mean."
    ).format(
        n=len(ends),
        low=percent(np.min(ends)),
        high=percent(np.max(ends)),
        epochs=epochs,
        gain=100 * gain,
    )
    why = (
        _("Some starts are much better than others.")
        if gain > SEEN
        else _("No start is caught in a poor minimum, so there is none to leave.")
    )
    return decided(
        HOLDS if gain > SEEN else FAILS,
        _("{low} to {high}").format(low=percent(np.min(ends)), high=percent(np.max(ends))),
        sentences([told, why]),
    )


@dataclass(frozen=True)
class FirstAnswers:
    """At one moment, the share of all answers that is the most frequent topic: over the runs' seeds."""

    epoch: float
    mean: float
    least: float
    largest: float


def _shares(snapshots: Sequence[ComparisonSnapshot]) -> np.ndarray:
    """(moments, seeds): of the documents kept, how many are answered with the first topic."""
    return np.array(
        [
            [np.mean(each.predictions.argmax(axis=-1) == 0) for each in moment.members.values()]
            for moment in snapshots
        ]
    )


def first_answers(snapshots: Sequence[ComparisonSnapshot]) -> list[FirstAnswers]:
    """Every moment of runs that differ in their seeds alone; the most frequent topic is the first."""
    shares = _shares(snapshots)
    return [
        FirstAnswers(moment.epoch, float(row.mean()), float(row.min()), float(row.max()))
        for moment, row in zip(snapshots, shares, strict=True)
    ]


def first_verdict(snapshots: Sequence[ComparisonSnapshot]) -> Verdict:
    """ "At first the net answers mostly with the most frequent class": in the first epoch."""
    early = [each for each in snapshots if 0 < each.epoch <= 1]
    shares = _shares(early)
    if not early or shares.shape[1] < 2:
        return missing()
    by_seed = shares.mean(axis=0)
    apart = paired(by_seed, np.full(len(by_seed), MOSTLY))
    classes = early[0].member(next(iter(early[0].members))).predictions.shape[1]
    kind = HOLDS if apart.low > 0 else FAILS if apart.high < 0 else DEPENDS
    number = _("{share} of the answers").format(share=percent(by_seed.mean()))
    told = _(
        "With topics of unequal sizes, {share} of all answers in the first epoch are the most frequent "
        "of {classes} topics, on average over {n} seeds (95 %: {low} to {high}); in {most} of them it "
        "is more than half."
    ).format(
        share=percent(by_seed.mean()),
        classes=classes,
        n=len(by_seed),
        low=percent(max(0.0, apart.low + MOSTLY)),
        high=percent(min(1.0, apart.high + MOSTLY)),
        most=apart.positive,
    )
    return decided(kind, number, told)
