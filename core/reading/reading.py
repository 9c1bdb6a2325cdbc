"""A run as one Keras version and metric read it: refused or not, which accuracy, which numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from core import keras_versions, language
from core.experiment import Experiment, nets
from core.keras_versions import Behaviour, KerasRefuses, Mends
from core.measures.snapshot import Snapshot
from core.reading.mends import mends
from core.reading.point import Point

ROUNDED = "rounded_binary_accuracy"


@dataclass(frozen=True)
class Reading:
    """An experiment, and what its Keras does with its setup and metric."""

    experiment: Experiment
    behaviour: Behaviour

    @property
    def refused(self) -> KerasRefuses | None:
        """What the experiment's Keras says to this setup and metric; None where it accepts both."""
        said = self.behaviour.said
        return KerasRefuses(*said, lambda: self.mends) if said else None

    @cached_property
    def mends(self) -> Mends:
        """Changes of a refused experiment, each of which its Keras accepts."""
        return mends(self.experiment, self.behaviour.mends)

    @property
    def picked(self) -> str:
        """The Keras function behind the metric, as this version picks it. Raises KerasRefuses."""
        if refused := self.refused:
            raise refused
        return self.behaviour.picked

    @property
    def loss_computed_on(self) -> str:
        """ "probabilities", "logits" or "outputs_as_logits": what this version's loss takes."""
        return self.behaviour.loss_computed_on

    @property
    def rounds(self) -> bool:
        """Whether this version's binary_accuracy rounds predictions where others compare with 0.5."""
        return self.experiment.activation == "linear" and self.behaviour.binary_accuracy_rounds

    @property
    def reported_name(self) -> str:
        """Which of a snapshot's accuracies this version reports. Raises KerasRefuses."""
        name = self.picked
        return ROUNDED if name == "binary_accuracy" and self.rounds else name

    @property
    def counts_cells(self) -> bool:
        """Whether cells of one-hot labels are counted, of which most are right anyway.

        Raises KerasRefuses.
        """
        one_hot = self.experiment.task == "classes" and self.experiment.labels == "one_hot"
        return one_hot and self.picked == "binary_accuracy"

    @property
    def counts_labels(self) -> bool:
        """Whether labels are counted where an answer is right only if all of its labels are.

        Raises KerasRefuses.
        """
        return self.experiment.task == "multi_label" and self.picked == "binary_accuracy"

    def points(self, snapshots: Sequence[Snapshot]) -> list[Point]:
        """Every snapshot that has the reported accuracy, as this version and metric read it.

        Nothing is trained. Raises KerasRefuses.
        """
        name = self.reported_name
        return [
            Point(
                each.epoch,
                each.examples,
                each.accuracies[name],
                each.true_accuracy,
                each.loss,
                each.loss_by_hand,
            )
            for each in snapshots
            if name in each.accuracies
        ]


def read(experiment: Experiment) -> Reading:
    """The reading of this experiment, made once in each language."""
    return _kept(experiment, language.current())


@lru_cache(maxsize=1024)
def _kept(experiment: Experiment, language: str) -> Reading:
    return Reading(experiment, keras_versions.behaviour(nets.setup(experiment)))
