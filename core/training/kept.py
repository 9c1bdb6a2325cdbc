"""Nets that were trained lately, with their graphs: to trace these takes most of a small run's time."""

from dataclasses import replace
from typing import Protocol

from core.experiment import Experiment, nets

NETS = 4  # a class tries a few setups, each of a few MB
REWOUND = frozenset({"Dense", "Flatten", "Conv2D", "MaxPooling2D"})  # no state but their weights
BYTES = 16 * 2**20  # of data that may stay on the device for one net


class Rewindable(Protocol):
    """A trainer that can train its net from the start again."""

    experiment: Experiment
    device_bytes: int

    def rewind(self, experiment: Experiment) -> None:
        """To the untrained weights of an experiment that differs in its seed or epochs alone."""


_kept: dict[str, Rewindable] = {}  # by all that their graphs depend on, least recently used first


def take(experiment: Experiment) -> Rewindable | None:
    """A kept trainer, at this experiment's untrained weights: the caller alone has it from then on."""
    found = _kept.pop(_graphs(experiment), None)
    if found:
        found.rewind(experiment)
    return found


def keep(ended: Rewindable) -> None:
    """Have it ready for another seed, or for more epochs. Not where a net draws lots as it trains."""
    layers = {layer.name for layer in nets.layers(ended.experiment)}
    if not layers <= REWOUND or ended.device_bytes > BYTES:
        return
    _kept[_graphs(ended.experiment)] = ended
    while len(_kept) > NETS:
        del _kept[next(iter(_kept))]


def _graphs(experiment: Experiment) -> str:
    return replace(experiment, seed=0, epochs=1).training_key
