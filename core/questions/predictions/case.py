"""Labels and predictions held against each other: what the task is, and how both are written."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.measures import accuracy

SUMS_TO_ONE = 0.05  # as far from 1 may a row of probabilities sum, rounded to two decimals as it may be


@dataclass(frozen=True, eq=False)
class Case:
    """Two arrays that belong to one task.

    labels: (N,) or (N, 1) class indices, or (N, K) zeros and ones. predictions: (N, K) float32, K = 1
    for one output; of predicted classes (N,) indices. task: classes, multi_label or binary. classes:
    how many there are, or how many labels at once. outputs: probability, logit or class. names: of the
    classes, () where they have none but their numbers. notes: what was taken for what.
    """

    labels: np.ndarray
    predictions: np.ndarray
    task: str
    classes: int
    outputs: str
    names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def examples(self) -> int:
        """N."""
        return len(self.labels)

    @property
    def nbytes(self) -> int:
        """Bytes of both arrays."""
        return self.labels.nbytes + self.predictions.nbytes

    @property
    def encoding(self) -> str:
        """How the labels are written: one_hot (several labels too), integer or integer_column."""
        if self.labels.ndim == 1:
            return "integer"
        return "integer_column" if self.labels.shape[1] == 1 else "one_hot"

    @property
    def threshold(self) -> float:
        """What an output is held against: 0 for logits."""
        logit = self.outputs == "logit"
        return accuracy.LOGIT_THRESHOLD if logit else accuracy.THRESHOLD

    @cached_property
    def indices(self) -> np.ndarray:
        """(N,) the true class of each example; of several labels the first."""
        if self.encoding == "one_hot":
            return np.argmax(self.labels, axis=1)
        return self.labels.reshape(-1)

    @cached_property
    def fits(self) -> bool:
        """Whether every label is the index of an output."""
        return bool(self.indices.min() >= 0 and self.indices.max() < self.classes)

    @cached_property
    def targets(self) -> np.ndarray:
        """(N, K) booleans, as a loss of K outputs wants them; (N, 1) of one output. Only if it fits."""
        if self.task == "binary":
            return self.labels.reshape(-1, 1) > 0
        if self.encoding == "one_hot":
            return self.labels > 0
        return self.indices[:, np.newaxis] == np.arange(self.classes)

    @cached_property
    def answers(self) -> np.ndarray:
        """(N,) the predicted class; of several labels the one with the largest output."""
        if self.outputs == "class":
            return self.predictions
        if self.task == "binary":
            return (self.predictions[:, 0] > self.threshold).astype(np.int64)
        return np.argmax(self.predictions, axis=1)

    @cached_property
    def on(self) -> np.ndarray:
        """(N, K) booleans: outputs that say yes."""
        return self.predictions > self.threshold

    @cached_property
    def right(self) -> np.ndarray:
        """(N,) booleans: which answers are right; of several labels, all of them at once."""
        if self.task == "multi_label":
            return np.all(self.on == self.targets, axis=1)
        return self.answers == self.indices

    @cached_property
    def true(self) -> float:
        """The true accuracy."""
        return float(np.mean(self.right))

    @cached_property
    def sums_to_one(self) -> bool:
        """Whether every row of probabilities sums to 1, as behind a softmax."""
        if self.outputs != "probability" or self.task == "binary":
            return False
        sums = self.predictions.sum(axis=1)
        return bool(np.all(np.abs(sums - 1) < SUMS_TO_ONE))

    @property
    def activation(self) -> str:
        """Which activation of the last layer the outputs look like."""
        if self.outputs == "logit":
            return "linear"
        return "softmax" if self.sums_to_one else "sigmoid"

    @cached_property
    def probabilities(self) -> np.ndarray:
        """(N, K) the outputs; of logits their sigmoid, or their softmax where one class is right."""
        if self.outputs != "logit":
            return self.predictions
        logits = self.predictions
        if self.task == "classes":
            powers = np.exp(logits - logits.max(axis=1, keepdims=True))
            return powers / powers.sum(axis=1, keepdims=True)
        return np.where(logits >= 0, 1, np.exp(-np.abs(logits))) / (1 + np.exp(-np.abs(logits)))

    @cached_property
    def confidence(self) -> np.ndarray | None:
        """(N,) the probability that each answer has by the outputs; None of what has none.

        Of several labels that of each cell, (N, K).
        """
        if self.outputs == "class" or (self.task == "classes" and self.activation == "sigmoid"):
            return None
        if self.task == "classes":
            return self.probabilities.max(axis=1)
        sure = np.maximum(self.probabilities, 1 - self.probabilities)
        return sure[:, 0] if self.task == "binary" else sure
