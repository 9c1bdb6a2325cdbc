"""Arrays to open the page on: the last predictions of recorded runs, on all their test data."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core import datasets
from core.brought import Pair
from core.experiment import Experiment
from core.experiment.presets import presets
from core.questions import parts
from core.questions.predictions import famous, orders
from core.questions.predictions.case import Case
from core.questions.predictions.fitting import case as held_together
from core.recordings import Recording

FAMOUS, OWN = "famous", "own"
_SHUFFLED_BY = 1  # the seed of another order


@dataclass(frozen=True)
class Example:
    """A run of the playground by its preset, or the famous one; its predictions as they are or not.

    told: which of its last accuracies is the number.
    """

    told: str
    preset: str | None = None
    shuffled: bool = False


BY_ID = {
    FAMOUS: Example("binary_accuracy"),
    "shuffled": Example("categorical_accuracy", shuffled=True),
    "several_labels": Example("categorical_accuracy", "multi_label"),
    "logits": Example("binary_accuracy", "logits"),
}
ALL = (*BY_ID, OWN)


@lru_cache(maxsize=len(BY_ID))
def case(example: str) -> Case:
    """The arrays of an example."""
    made = BY_ID[example]
    if made.preset is None:
        labels, predictions = famous.load().labels, famous.load().predictions
        labels = datasets.encode(labels, orders.FAMOUS.targets, predictions.shape[1])
    else:
        recording = _recording(made.preset)
        order, predictions = recording.order, recording.snapshots[-1].predictions
        labels = datasets.labels_of(order.task, recording.gallery.labels)
        labels = datasets.encode(labels, order.targets, predictions.shape[1])
    if made.shuffled:
        predictions = np.random.default_rng(_SHUFFLED_BY).permutation(predictions)
    return held_together(Pair(np.asarray(labels), predictions))


def told(example: str) -> str:
    """The number that Keras printed for it, with the four digits of its progress bar; "" of none."""
    if example not in BY_ID:
        return ""
    made = BY_ID[example]
    found = famous.load() if made.preset is None else _recording(made.preset).snapshots[-1]
    return f"{found.accuracies[made.told]:.4f}"


def experiment(example: str) -> Experiment:
    """What was trained, to its end."""
    made = BY_ID[example]
    return orders.FAMOUS if made.preset is None else _recording(made.preset).order


def _recording(preset: str) -> Recording:
    order = next(each for each in presets() if each.id == preset).apply(Experiment())
    found = (each.SHELF.find(order) for each in parts("recordings"))
    return next(each for each in found if each)
