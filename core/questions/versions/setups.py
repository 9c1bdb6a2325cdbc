"""A setup that is not trained: fixed labels, fixed predictions, and what is true of them.

NumPy only.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from core import datasets
from core.experiment import takes_from_logits
from core.keras_versions import Setup, Shape, backends
from core.measures import accuracy, losses

UNITS = (1, 2, 5, 10)
EXAMPLES = 320
LEANING = 0.3  # towards no, of a net with one unit: else a threshold off by half costs it nothing
LABELS_TRUE = 0.35  # share of the cells that are on where several labels are true of an example


@dataclass(frozen=True)
class FixedSetup:
    """What a reader compiles: Keras's own strings, and how many units the last layer has.

    One unit says yes or no, and one-hot labels of that are two columns wide. multi_label: every unit
    answers for a label of its own, so the targets are multi-hot whatever `labels` says. backend: what
    Keras 3 computes on; a version before it has no choice.
    """

    loss: str = "binary_crossentropy"
    activation: str = "softmax"
    labels: str = "one_hot"
    metric: str = "accuracy"
    units: int = 10
    multi_label: bool = False
    from_logits: bool = False
    backend: str = "tensorflow"

    @property
    def several_labels(self) -> bool:
        """Whether it is `multi_label`, and has more labels than one."""
        return self.multi_label and self.units > 1

    @property
    def uses_from_logits(self) -> bool:
        """Whether `from_logits` is on and the loss can be told."""
        return self.from_logits and takes_from_logits(self.loss)

    @property
    def outputs_logits(self) -> bool:
        """Whether the outputs are logits, and the loss is told so."""
        return self.uses_from_logits and self.activation == "linear"

    @property
    def target_shape(self) -> Shape:
        """With None for the batch axis."""
        return (None, *self.targets.shape[1:])

    @property
    def output_shape(self) -> Shape:
        """With None for the batch axis."""
        return (None, self.units)

    def asked(self, version: str) -> Setup:
        """What this Keras version is asked about."""
        return Setup(
            version,
            self.loss,
            self.target_shape,
            self.output_shape,
            self.metric,
            activation=self.activation,
            from_logits=self.uses_from_logits,
            backend=self.backend if self.backend in backends(version) else "tensorflow",
        )

    @property
    def parameters(self) -> dict[str, str]:
        """Every control of the page in this state, by its URL parameter.

        All of them, since what a link leaves out stays as its reader chose it before.
        """
        task = "multi_label" if self.multi_label else "binary" if self.units == 1 else "classes"
        units = {} if task == "binary" else {"units": str(self.units)}
        return {
            "task": task,
            **{name: getattr(self, name) for name in ("loss", "activation", "labels", "metric")},
            **units,
            "from_logits": str(self.from_logits).lower(),
            "backend": self.backend,
        }

    @property
    def without_a_single_label(self) -> int:
        """Of how many examples no label is true, or more than one."""
        return int(np.sum(self.truth.sum(axis=-1) != 1)) if self.several_labels else 0

    @property
    def truth(self) -> np.ndarray:
        """(EXAMPLES,) true classes, or (EXAMPLES, units) zeros and ones of several labels."""
        return fixed_multi_hot(self.units) if self.several_labels else fixed_labels(self.units)

    @property
    def targets(self) -> np.ndarray:
        """The truth as it is given to Keras."""
        if self.several_labels:
            return self.truth
        return datasets.encode(self.truth, self.labels, max(self.units, 2))

    @property
    def logits(self) -> np.ndarray:
        """(EXAMPLES, units) inputs of the last layer's activation."""
        return fixed_logits(self.units, self.several_labels)

    @property
    def predictions(self) -> np.ndarray:
        """(EXAMPLES, units) outputs of the last layer."""
        return activate(self.activation, self.logits)

    @property
    def true_accuracy(self) -> float:
        """Right answers ÷ examples, whatever was reported."""
        threshold = accuracy.LOGIT_THRESHOLD if self.outputs_logits else accuracy.THRESHOLD
        return accuracy.true_accuracy(self.truth, self.predictions, threshold)

    @property
    def loss_by_hand(self) -> float:
        """What the loss of this name gives for these predictions, with the targets that it needs.

        NaN for a sparse loss of one unit or of several labels, which it has no place for.
        """
        fitting = "integer_column" if self.units == 1 else "one_hot"
        targets = replace(self, labels=fitting).targets
        if self.loss == "sparse_categorical_crossentropy":
            if self.units == 1 or self.several_labels:
                return np.nan
            targets = self.truth
        if self.outputs_logits:
            return losses.on_logits(self.loss, targets, self.logits)
        return losses.BY_HAND[self.loss](targets, self.predictions)


@cache
def fixed_labels(units: int) -> np.ndarray:
    """(EXAMPLES,) true classes, as many of each; of one unit, 0 and 1."""
    return np.arange(EXAMPLES) % max(units, 2)


@cache
def fixed_multi_hot(units: int) -> np.ndarray:
    """(EXAMPLES, units) zeros and ones: which labels are true of which example."""
    drawn = np.random.RandomState(1).random_sample((EXAMPLES, units))
    return (drawn < LABELS_TRUE).astype("float32")


@cache
def fixed_logits(units: int, several_labels: bool = False) -> np.ndarray:
    """(EXAMPLES, units) logits of a net half trained: what is true stands out, but not always.

    RandomState, since its stream is the same under every NumPy.
    """
    noise = np.random.RandomState(0).standard_normal((EXAMPLES, units))
    if several_labels:
        signal = 0.9 * (2 * fixed_multi_hot(units) - 1)
    elif units == 1:
        signal = 0.9 * (2 * fixed_labels(units)[:, np.newaxis] - 1) - LEANING
    else:
        signal = 1.7 * datasets.one_hot(fixed_labels(units), units)
    return (1.6 * (noise + signal)).astype("float32")


def activate(activation: str, logits: np.ndarray) -> np.ndarray:
    """Outputs of a layer with this activation, in the precision of its logits."""
    if activation == "softmax":
        risen = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return risen / risen.sum(axis=-1, keepdims=True)
    return 1 / (1 + np.exp(-logits)) if activation == "sigmoid" else logits
