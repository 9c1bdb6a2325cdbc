"""One test image and its K cells: what the reported accuracy sees in one answer."""

from dataclasses import dataclass

import numpy as np

from core import datasets
from core.experiment import nets
from core.language import _
from core.measures import accuracy
from core.measures.snapshot import Gallery
from core.reading.reading import Reading

EVALUATED_AT_ONCE = 32  # examples, as `model.evaluate` batches them


@dataclass(frozen=True)
class Counting:
    """How an accuracy counts answers: which Keras function, what it is given, when an answer is right.

    picked: "binary_accuracy" or its kin. rounds: whether it rounds instead of comparing with 0.5.
    labels: the targets' encoding as Keras sees it. threshold: what the net's own answer to a yes-or-no
    question is held against; 0 for logits. outputs: what the last layer gives, "probability", "logit"
    or, of a linear layer that no loss takes for logits, "output".
    """

    picked: str = "binary_accuracy"
    rounds: bool = False
    task: str = "classes"
    labels: str = "one_hot"
    threshold: float = accuracy.THRESHOLD
    outputs: str = "probability"

    @property
    def by_cell(self) -> bool:
        """Whether cells are counted; else whole examples."""
        return self.picked == "binary_accuracy"

    def targets(self, labels: np.ndarray) -> np.ndarray:
        """(N,) data set's labels as Keras gets them: (N, K), (N, 1) or (N,)."""
        classes = 2 if self.task == "binary" else len(names("classes"))
        return datasets.encode(datasets.labels_of(self.task, labels), self.labels, classes)

    def wanted(self, labels: np.ndarray) -> np.ndarray | None:
        """(N,) places that the largest output is held against; None where cells are counted.

        labels: (N,) the data set's, in the order of the test set from its first on.
        """
        if self.by_cell:
            return None
        if self.picked == "sparse_categorical_accuracy":
            return datasets.labels_of(self.task, labels)
        targets = self.targets(labels)
        if targets.ndim > 1:
            return np.argmax(targets, axis=-1)  # of one column always 0
        # Of (N,) labels Keras takes one argmax, over the batch.
        starts = range(0, len(targets), EVALUATED_AT_ONCE)
        batches = [targets[start : start + EVALUATED_AT_ONCE] for start in starts]
        return np.concatenate([np.full(len(batch), np.argmax(batch)) for batch in batches])

    def counted(self, labels: np.ndarray, predictions: np.ndarray) -> np.ndarray:
        """(N, C) booleans, whose mean is the accuracy: C cells an example, or 1 for the whole of it.

        labels: as for `wanted`. predictions: (N, K).
        """
        if self.by_cell:
            held_against = None if self.rounds else accuracy.THRESHOLD
            return accuracy.cells_right(self.targets(labels), predictions, held_against)
        return (np.argmax(predictions, axis=-1) == self.wanted(labels))[:, np.newaxis]


def counting(reading: Reading) -> Counting:
    """How the reported accuracy of this reading counts. Raises KerasRefuses."""
    experiment = reading.experiment
    activated = "output" if experiment.activation == "linear" else "probability"
    return Counting(
        reading.picked,
        reading.rounds,
        experiment.task,
        experiment.targets,
        nets.threshold(experiment),
        "logit" if experiment.outputs_logits else activated,
    )


@dataclass(frozen=True)
class Answer:
    """One test example with its K predictions and how they are counted.

    label: the digit. wanted: the place that its largest output is held against, where examples are
    counted and not cells.
    """

    image: np.ndarray
    brightest: int
    label: int
    predictions: np.ndarray
    by: Counting = Counting()
    wanted: int | None = None

    @property
    def guess(self) -> int:
        """The class with the largest prediction."""
        return int(np.argmax(self.predictions))

    @property
    def right(self) -> bool:
        """Whether the answer counts as right in `core.measures.accuracy.true_accuracy`."""
        labels = datasets.labels_of(self.by.task, np.array([self.label]))
        return bool(accuracy.answers_right(labels, self.predictions[np.newaxis], self.by.threshold)[0])

    @property
    def answered(self) -> np.ndarray:
        """(K,) booleans: the cells that the net's answer consists of."""
        if self.by.task == "classes":
            return np.arange(len(self.predictions)) == self.guess
        return self.predictions > self.by.threshold

    @property
    def truth(self) -> np.ndarray:
        """(K,) zeros and ones: what is true of the digit, whatever its encoding."""
        if self.by.task == "classes":
            return np.eye(len(self.predictions))[self.label]
        return np.atleast_1d(datasets.labels_of(self.by.task, np.array(self.label))).astype(float)

    @property
    def targets(self) -> np.ndarray:
        """What Keras is given for it: (K,) zeros and ones, or (1,) the label's number."""
        return np.atleast_1d(self.by.targets(np.array([self.label]))[0])

    @property
    def counted(self) -> np.ndarray:
        """(C,) booleans, whose mean this answer adds to the accuracy; see `Counting.counted`."""
        if self.wanted is not None:
            return np.array([self.guess == self.wanted])
        return self.by.counted(np.array([self.label]), self.predictions[np.newaxis])[0]

    @property
    def rounded(self) -> np.ndarray:
        """(K,) what binary_accuracy compares with the targets."""
        return np.round(self.predictions) if self.by.rounds else self.predictions > accuracy.THRESHOLD


def of_kind(
    gallery: Gallery, predictions: np.ndarray, kind: accuracy.Kind, by: Counting | None = None
) -> list[Answer]:
    """The gallery's examples of one kind, in the order of the test set.

    by: how they are counted; without it, cell by cell, of one-hot classes.
    """
    by = by or Counting()
    shown = _shown(gallery, predictions)
    labels, predictions = gallery.labels[:shown], predictions[:shown]
    wanted = by.wanted(labels)
    return [
        Answer(
            gallery.images[at],
            gallery.brightest,
            int(labels[at]),
            predictions[at],
            by,
            None if wanted is None else int(wanted[at]),
        )
        for at in np.flatnonzero(those(gallery, predictions, kind, by))
    ]


def those(
    gallery: Gallery, predictions: np.ndarray, kind: accuracy.Kind, by: Counting | None = None
) -> np.ndarray:
    """(M,) booleans: which of the gallery's examples are of this kind."""
    return _by_kind(gallery, predictions, (kind,), by or Counting())[kind]


def counts(gallery: Gallery, predictions: np.ndarray, by: Counting) -> dict[accuracy.Kind, int]:
    """How many of the gallery's examples are of each kind that there is."""
    found = _by_kind(gallery, predictions, accuracy.kinds(by.task, by.threshold), by)
    return {kind: int(those.sum()) for kind, those in found.items()}


def _by_kind(
    gallery: Gallery, predictions: np.ndarray, kinds: tuple[accuracy.Kind, ...], by: Counting
) -> dict[accuracy.Kind, np.ndarray]:
    shown = _shown(gallery, predictions)
    labels = datasets.labels_of(by.task, gallery.labels[:shown])
    # Classes are sure above 0.5, whatever threshold their task's answers have.
    held_against = accuracy.THRESHOLD if by.task == "classes" else by.threshold
    return accuracy.by_kind(kinds, labels, predictions[:shown], held_against)


def names(task: str, cells: int = 1) -> list[str]:
    """What each of the K cells stands for. cells: of a yes or no, 2 where its labels are one-hot."""
    if task == "classes":
        return [str(digit) for digit in range(10)]
    if task == "multi_label":
        return [_("even"), _("prime"), _("> 4")]
    return [_("odd"), _("even")] if cells == 2 else [_("even")]


def _shown(gallery: Gallery, predictions: np.ndarray) -> int:
    return min(len(gallery.labels), len(predictions))
