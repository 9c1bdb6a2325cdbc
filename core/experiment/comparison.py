"""A `Comparison`: experiments that are trained side by side, so that their numbers can be compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.experiment.experiment import Experiment
from core.experiment.script import Script


@dataclass(frozen=True, init=False)
class Comparison:
    """Experiments with the same data and epochs, each under a name, trained a moment of each at a time.

    seeds: where there are any, each member is trained once with every one of them, all at once
    (`core.training.many`); else once, with its own seed.
    Raises ValueError for members that do not keep step.
    """

    named: tuple[tuple[str, Experiment], ...]
    seeds: tuple[int, ...]

    def __init__(self, members: Mapping[str, Experiment], seeds: Sequence[int] = ()) -> None:
        object.__setattr__(self, "named", tuple(members.items()))
        object.__setattr__(self, "seeds", tuple(seeds))
        steps = {
            (each.epochs, each.dataset, each.train_size, each.batch_size) for each in members.values()
        }
        if len(steps) != 1:
            raise ValueError("the members of a comparison must have equal epochs, data and batch size")

    @property
    def members(self) -> dict[str, Experiment]:
        """Every member by its name, in the order of the comparison."""
        return dict(self.named)

    def member(self, name: str) -> Experiment:
        """The member of that name. Raises KeyError."""
        return self.members[name]

    @property
    def shared(self) -> Experiment:
        """Any member, to be asked for what all members share."""
        return self.named[0][1]

    @property
    def epochs(self) -> int:
        """The epochs of every member."""
        return self.shared.epochs

    @property
    def keras(self) -> str:
        """The Keras version that the first member is read with."""
        return self.shared.keras

    @property
    def dataset(self) -> str:
        """The data set of every member."""
        return self.shared.dataset

    @cached_property
    def training_key(self) -> str:
        """Names what is trained, the same in every process; the members' names are no part of it."""
        keys = " | ".join(each.training_key for _name, each in self.named)
        return f"{keys} | seeds={','.join(map(str, self.seeds))}" if self.seeds else keys


Order = Experiment | Comparison | Script


def as_plain(order: Order) -> dict[str, Any]:
    """An order as plain data, which any version of this module can read."""
    if isinstance(order, Experiment):
        return order.as_dict()
    if isinstance(order, Script):
        return {"script": order.path, "settings": order.settings, "kept": list(order.kept)}
    members = {name: each.as_dict() for name, each in order.named}
    return {"members": members, "seeds": list(order.seeds)}


def from_plain(plain: Mapping[str, Any]) -> Order:
    """The order that `as_plain` wrote."""
    if "script" in plain:
        return Script(plain["script"], plain["settings"], tuple(plain["kept"]))
    if "members" not in plain:
        return Experiment(**plain)
    members = {name: Experiment(**each) for name, each in plain["members"].items()}
    return Comparison(members, plain["seeds"])
