"""A `Comparison`: experiments that are trained side by side, so that their numbers can be compared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.experiment import Experiment
from core.snapshot import ComparisonSnapshot, Gallery, Snapshot


@dataclass(frozen=True)
class Comparison:
    """Experiments with the same data and epochs, trained a moment of each at a time.

    seeds: where there are any, each member is trained once with every one of them, all at once
    (`core.repeats`); else once, with its own seed.
    Raises ValueError for members that do not keep step.
    """

    members: tuple[Experiment, ...]
    seeds: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        steps = {(each.epochs, each.dataset, each.train_size, each.batch_size) for each in self.members}
        if len(steps) != 1:
            raise ValueError("the members of a comparison must have equal epochs, data and batch size")

    @property
    def epochs(self) -> int:
        """The epochs of every member."""
        return self.members[0].epochs

    @property
    def keras(self) -> str:
        """The Keras version that the first member is read with."""
        return self.members[0].keras

    @property
    def dataset(self) -> str:
        """The data set of every member."""
        return self.members[0].dataset

    @property
    def training_key(self) -> str:
        """Names what is trained, the same in every process."""
        keys = " | ".join(each.training_key for each in self.members)
        return f"{keys} | seeds={','.join(map(str, self.seeds))}" if self.seeds else keys


Order = Experiment | Comparison


def as_plain(order: Order) -> dict[str, Any]:
    """An order as plain data, which any version of this module can read."""
    if isinstance(order, Experiment):
        return order.as_dict()
    return {"members": [each.as_dict() for each in order.members], "seeds": list(order.seeds)}


def from_plain(plain: Mapping[str, Any]) -> Order:
    """The order that `as_plain` wrote."""
    if "members" not in plain:
        return Experiment(**plain)
    members: Sequence[Mapping[str, Any]] = plain["members"]
    return Comparison(tuple(Experiment(**each) for each in members), tuple(plain["seeds"]))


# Below, where TensorFlow is: `training` is the module core.training.


def snapshots_of(training: Any, order: Order) -> Iterator[Snapshot] | Iterator[ComparisonSnapshot]:
    """Train an order; of a comparison, all its members a moment at a time."""
    if isinstance(order, Experiment):
        return training.train(order)
    if order.seeds:
        from core import repeats

        members = [repeats.train_many(each, order.seeds) for each in order.members]
    else:
        members = [training.train(each) for each in order.members]
    return map(ComparisonSnapshot, zip(*members, strict=True))


def gallery_of(training: Any, order: Order) -> Gallery | None:
    """The test examples that an order's predictions belong to; repeats carry no predictions."""
    if isinstance(order, Experiment):
        return training.gallery(order)
    return None if order.seeds else training.gallery(order.members[0])
