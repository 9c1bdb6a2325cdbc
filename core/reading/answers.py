"""One test image and its K cells: what each accuracy sees in one answer."""

from dataclasses import dataclass

import numpy as np

from core import datasets
from core.language import _
from core.measures import accuracy
from core.measures.snapshot import Gallery


@dataclass(frozen=True)
class Answer:
    """One test example with its K predictions and its row of targets.

    label: the digit. threshold: what the net's own answer to a yes-or-no question is held against;
    0 for logits.
    """

    image: np.ndarray
    brightest: int
    label: int
    predictions: np.ndarray
    rounds: bool = False
    task: str = "classes"
    threshold: float = accuracy.THRESHOLD

    @property
    def guess(self) -> int:
        """The class with the largest prediction."""
        return int(np.argmax(self.predictions))

    @property
    def right(self) -> bool:
        """Whether the answer counts as right in `core.measures.accuracy.true_accuracy`."""
        labels = datasets.labels_of(self.task, np.array([self.label]))
        return bool(accuracy.answers_right(labels, self.predictions[np.newaxis], self.threshold)[0])

    @property
    def answered(self) -> np.ndarray:
        """(K,) booleans: the cells that the net's answer consists of."""
        if self.task == "classes":
            return np.arange(len(self.predictions)) == self.guess
        return self.predictions > self.threshold

    @property
    def targets(self) -> np.ndarray:
        """(K,) zeros and ones: the label's one-hot row, or what is true of the digit."""
        if self.task == "classes":
            return np.eye(len(self.predictions))[self.label]
        return np.atleast_1d(datasets.labels_of(self.task, np.array(self.label))).astype(float)

    @property
    def cells_right(self) -> np.ndarray:
        """(K,) booleans: the cells that binary_accuracy counts as right."""
        return accuracy.cells_right(self.targets, self.predictions, threshold(self.rounds))

    @property
    def rounded(self) -> np.ndarray:
        """(K,) what binary_accuracy compares with the targets."""
        return np.round(self.predictions) if self.rounds else self.predictions > accuracy.THRESHOLD


def threshold(rounds: bool) -> float | None:
    """What a Keras version that rounds, or does not, asks `core.measures.accuracy` to compare with."""
    return None if rounds else accuracy.THRESHOLD


def of_kind(
    gallery: Gallery,
    predictions: np.ndarray,
    kind: accuracy.Kind,
    rounds: bool = False,
    task: str = "classes",
    threshold: float = accuracy.THRESHOLD,
) -> list[Answer]:
    """The gallery's examples of one kind, in the order of the test set.

    rounds: whether the Keras version rounds predictions, instead of comparing them with 0.5.
    """
    return [
        Answer(
            gallery.images[place],
            gallery.brightest,
            int(gallery.labels[place]),
            predictions[place],
            rounds,
            task,
            threshold,
        )
        for place in np.flatnonzero(those(gallery, predictions, kind, task, threshold))
    ]


def those(
    gallery: Gallery,
    predictions: np.ndarray,
    kind: accuracy.Kind,
    task: str = "classes",
    threshold: float = accuracy.THRESHOLD,
) -> np.ndarray:
    """(M,) booleans: which of the gallery's examples are of this kind."""
    shown = min(len(gallery.labels), len(predictions))
    labels = datasets.labels_of(task, gallery.labels[:shown])
    # Classes are sure above 0.5, whatever threshold their task's answers have.
    held_against = accuracy.THRESHOLD if task == "classes" else threshold
    return accuracy.is_kind(kind, labels, predictions[:shown], held_against)


def names(task: str) -> list[str]:
    """What each of the K cells stands for."""
    if task == "classes":
        return [str(digit) for digit in range(10)]
    return [_("even"), _("prime"), _("> 4")] if task == "multi_label" else [_("even")]
