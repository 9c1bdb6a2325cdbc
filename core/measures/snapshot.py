"""What a run measures at one moment, as plain data that any process can hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np


def none_measured() -> np.ndarray:
    """(0,): what a run did not measure."""
    return np.zeros(0)


@dataclass(frozen=True)
class Snapshot:
    """Measurements on the first `examples` test images after `epoch` epochs (0: untrained).

    loss: as this Keras reports it; loss_by_hand: from the predictions, on probabilities.
    accuracies: every accuracy that Keras computes for these targets, from its own metric objects;
    accuracies_by_hand: the same names, from `core.measures.accuracy`.
    predictions: (M, K) float32 for the first M test images: the gallery, and in a run's last
    snapshot all of them.
    recalls: of each class, the share of its test examples that were answered right; NaN for a class
    without one; empty unless the task is to tell classes apart.
    right: (⌈N / 8⌉,) uint8, a bit for each of all N test examples, set for those among the first
    `examples` that were answered right; see `answered_right`.
    sure: the same of those whose largest prediction is above 0.5; see `answered_surely`.
    """

    epoch: float
    examples: int
    loss: float
    loss_by_hand: float
    accuracies: dict[str, float]
    accuracies_by_hand: dict[str, float]
    true_accuracy: float
    predictions: np.ndarray
    recalls: tuple[float, ...] = ()
    right: np.ndarray = field(default_factory=none_measured)
    sure: np.ndarray = field(default_factory=none_measured)

    @property
    def answered_right(self) -> np.ndarray:
        """(examples,) booleans: which answers are right; (0,) of a run that did not keep them."""
        return self._bits(self.right)

    @property
    def answered_surely(self) -> np.ndarray:
        """(examples,) booleans: in which one prediction is above 0.5; (0,) where that was not kept."""
        return self._bits(self.sure)

    def _bits(self, packed: np.ndarray) -> np.ndarray:
        return np.unpackbits(packed.astype(np.uint8))[: self.examples].astype(bool)

    @property
    def nbytes(self) -> int:
        """Bytes that this snapshot holds, within a few hundred."""
        return self.predictions.nbytes + self.right.nbytes + self.sure.nbytes + 1000


@dataclass(frozen=True)
class RepeatSnapshot:
    """One experiment trained with S seeds, after `epoch` epochs (0: untrained).

    true_accuracies: (S,) on the test examples; train_accuracies: (S,) on the training examples, where
    they were measured; recalls: (S, K) of each class, as a Snapshot has them, where they were measured;
    constant: (S,) booleans, which nets answer all training examples alike, where that was measured.
    """

    epoch: float
    true_accuracies: np.ndarray
    train_accuracies: np.ndarray = field(default_factory=none_measured)
    recalls: np.ndarray = field(default_factory=none_measured)
    constant: np.ndarray = field(default_factory=none_measured)

    @property
    def nbytes(self) -> int:
        """Bytes that this snapshot holds, within a few hundred."""
        measured = (self.true_accuracies, self.train_accuracies, self.recalls, self.constant)
        return sum(each.nbytes for each in measured) + 500


@dataclass(frozen=True)
class ComparisonSnapshot:
    """The same moment of every member of a comparison, by its name."""

    members: Mapping[str, Snapshot] | Mapping[str, RepeatSnapshot]

    def member(self, name: str) -> Snapshot | RepeatSnapshot:
        """The member of that name. Raises KeyError."""
        return self.members[name]

    @property
    def epoch(self) -> float:
        """The moment, in epochs."""
        return next(iter(self.members.values())).epoch

    @property
    def nbytes(self) -> int:
        """Bytes that this snapshot holds, within a few hundred."""
        return sum(each.nbytes for each in self.members.values())


@dataclass(frozen=True)
class ScriptSnapshot:
    """What a script has said and found after so many of its lines, which `epoch` counts.

    lines: what it printed, and what Keras warned of. numbers, arrays: by the variable's name.
    """

    epoch: float
    lines: tuple[str, ...]
    numbers: Mapping[str, float]
    arrays: Mapping[str, np.ndarray]

    @property
    def nbytes(self) -> int:
        """Bytes that this snapshot holds, within a few hundred."""
        return sum(each.nbytes for each in self.arrays.values()) + sum(map(len, self.lines)) + 500


@dataclass(frozen=True)
class Gallery:
    """The test examples that predictions belong to. labels: (M,) class indices.

    images: (M, side, side) from 0 to `brightest`; of documents (M, 0, 0), with how each begins in
    `texts`.
    """

    images: np.ndarray
    labels: np.ndarray
    brightest: int
    texts: tuple[str, ...] = ()

    @property
    def nbytes(self) -> int:
        """Bytes that this gallery holds."""
        return self.images.nbytes + self.labels.nbytes + sum(map(len, self.texts))


@dataclass(frozen=True)
class Device:
    """What trains: `kind` is "CPU" or "GPU"; `name` is the GPU's own; `threads` the CPU's.

    machine: its name, where it belongs to a cluster.
    """

    kind: str
    name: str
    threads: int
    machine: str = ""
