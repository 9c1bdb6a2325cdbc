"""Trains one experiment with many seeds, one after the other: a net of any layers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from core.experiment import Experiment
from core.measures.snapshot import RepeatSnapshot
from core.training import one


def train_in_turn(experiment: Experiment, seeds: Sequence[int]) -> Iterator[RepeatSnapshot]:
    """Train to the end once with each of the seeds, yielding what the last epochs end at.

    Each run is what `one.train` gives the experiment with that seed; its own seed is not used.
    Raises ValueError without seeds; KerasRefuses where the experiment's Keras refuses the setup.
    """
    if not seeds:
        raise ValueError("there must be at least one seed")
    ended = []
    for seed in seeds:
        for snapshot in one.train(replace(experiment, seed=seed)):
            last = snapshot
        ended.append(last)
    yield RepeatSnapshot(
        epoch=experiment.epochs,
        true_accuracies=np.array([each.true_accuracy for each in ended]),
        recalls=np.array([each.recalls for each in ended]),
    )
