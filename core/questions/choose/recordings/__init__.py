"""What each alternative's net came to: the numbers at the end of its run, of all runs in one file."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from core.experiment import Experiment
from core.questions.choose.alternatives import trained
from core.recordings import Shelf, record

NAME = "choose"


@dataclass(frozen=True)
class Ended:
    """The end of a run. accuracies: by Keras's names; loss: as Keras reports it."""

    true_accuracy: float
    loss: float
    accuracies: dict[str, float]


def _make(path: Path) -> None:
    """Train every one of them here and now. Needs TensorFlow."""
    ends, by = {}, {}
    for key, experiment in trained().items():
        made = record(experiment)
        last, by = made.snapshots[-1], made.versions
        ends[key] = {
            "true_accuracy": last.true_accuracy,
            "loss": last.loss,
            "accuracies": dict(last.accuracies),
        }
    told = {"versions": by, "ends": ends}
    np.savez_compressed(path, told=np.array(json.dumps(told)))
    _told.cache_clear()


SHELF = Shelf(Path(__file__).parent, {}, {NAME: _make})


@cache
def _told() -> dict:
    with np.load(SHELF.path(NAME), allow_pickle=False) as archive:
        return json.loads(str(archive["told"]))


def versions() -> dict[str, str]:
    """What trained them: "keras" and "tensorflow"."""
    return _told()["versions"]


def end(experiment: Experiment) -> Ended:
    """The end of the run that trains the same as this. Raises KeyError where none was shipped."""
    return Ended(**_told()["ends"][experiment.training_key])
