"""Arrays to open the page on: the last predictions of runs that the app ships, on all test data."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core import datasets
from core.brought import Pair
from core.experiment import Experiment
from core.experiment.presets import presets
from core.questions import parts
from core.questions.predictions.case import Case
from core.questions.predictions.fitting import case as held_together
from core.recordings import Recording

FAMOUS, OWN = "famous", "own"
_SHUFFLED_BY = 1  # the seed of another order


@dataclass(frozen=True)
class Example:
    """A run of the playground by its preset; its predictions in another order, or as they are.

    told: which accuracy of its last moment is told, as what metric it was printed.
    """

    preset: str
    told: str
    shuffled: bool = False


BY_ID = {
    FAMOUS: Example("classic", "binary_accuracy"),
    "shuffled": Example("classic", "categorical_accuracy", shuffled=True),
    "several_labels": Example("multi_label", "categorical_accuracy"),
    "logits": Example("logits", "binary_accuracy"),
}
ALL = (*BY_ID, OWN)


@lru_cache(maxsize=len(BY_ID))
def case(example: str) -> Case:
    """The arrays of an example."""
    made, recording = BY_ID[example], _recording(example)
    order, last = recording.order, recording.snapshots[-1]
    digits, predictions = recording.gallery.labels, last.predictions
    labels = datasets.encode(datasets.labels_of(order.task, digits), order.targets, 10)
    if made.shuffled:
        predictions = np.random.default_rng(_SHUFFLED_BY).permutation(predictions)
    return held_together(Pair(np.asarray(labels), predictions))


def told(example: str) -> str:
    """The number that Keras printed for it, with the four digits of its progress bar; "" of none."""
    if example not in BY_ID:
        return ""
    return f"{_recording(example).snapshots[-1].accuracies[BY_ID[example].told]:.4f}"


def experiment(example: str) -> Experiment:
    """What was trained."""
    return _recording(example).order


def epochs(example: str) -> int:
    """After how many epochs its predictions were made."""
    return int(_recording(example).snapshots[-1].epoch)


def _recording(example: str) -> Recording:
    wanted = next(each for each in presets() if each.id == BY_ID[example].preset)
    order = wanted.apply(Experiment())
    found = (each.SHELF.find(order) for each in parts("recordings"))
    return next(each for each in found if each)
