"""An order trained: one experiment, or all members of a comparison a moment at a time."""

from collections.abc import Iterator, Sequence

from core.experiment import Experiment, Order, Script
from core.measures.snapshot import (
    ComparisonSnapshot,
    Gallery,
    RepeatSnapshot,
    ScriptSnapshot,
    Snapshot,
)
from core.training import in_turn, many, one, scripts


def snapshots_of(
    order: Order,
) -> Iterator[Snapshot] | Iterator[ComparisonSnapshot] | Iterator[ScriptSnapshot]:
    """Train an order; of a comparison, all its members a moment at a time."""
    if isinstance(order, Script):
        yield from scripts.run(order)
        return
    if isinstance(order, Experiment):
        yield from one.train(order)
        return
    runs = [
        _repeated(each, order.seeds) if order.seeds else one.train(each)
        for each in order.members.values()
    ]
    for moment in zip(*runs, strict=True):
        yield ComparisonSnapshot(dict(zip(order.members, moment, strict=True)))


def _repeated(experiment: Experiment, seeds: Sequence[int]) -> Iterator[RepeatSnapshot]:
    apart = in_turn.train_in_turn if many.in_the_way(experiment) else many.train_many
    return apart(experiment, seeds)


def gallery_of(order: Order) -> Gallery | None:
    """The test examples that an order's predictions belong to; of repeats and scripts, None."""
    if isinstance(order, Script):
        return None
    if isinstance(order, Experiment):
        return one.gallery(order)
    return None if order.seeds else one.gallery(order.shared)
