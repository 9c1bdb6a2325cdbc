"""The architectures, as data: the trainer builds them, the exported script prints them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from core import datasets, keras_versions
from core.datasets import CATALOGUE, Dataset
from core.datasets.documents import VOCABULARY
from core.experiment.experiment import Experiment
from core.language import _
from core.measures import accuracy


@dataclass(frozen=True)
class Layer:
    """One Keras layer: its class name in `keras.layers`, and its keyword arguments in order."""

    name: str
    options: tuple[tuple[str, Any], ...] = ()

    @property
    def units(self) -> int:
        """How many outputs a Dense layer has."""
        return dict(self.options)["units"]

    @classmethod
    def of(cls, name: str, **options: Any) -> "Layer":
        return cls(name, tuple(options.items()))


@dataclass(frozen=True)
class Architecture:
    """A net without its last layer; `source` says whose it is, in a sentence."""

    hidden: tuple[Layer, ...]
    source: Callable[[], str]


# By the name that a data set gives; where there are several, "… of the" Experiment.net.
ARCHITECTURES = {
    "dense": Architecture(
        hidden=(Layer.of("Dense", units=32, activation="relu"),),
        source=lambda: _("One hidden layer, small enough to train while you watch."),
    ),
    "cnn of the article": Architecture(
        hidden=(
            Layer.of("Conv2D", filters=32, kernel_size=(3, 3), activation="relu"),
            Layer.of("MaxPooling2D", pool_size=(2, 2)),
            Layer.of("Flatten"),
            Layer.of("Dense", units=128, activation="relu"),
        ),
        source=lambda: _("The article's CNN."),
    ),
    "cnn of the question": Architecture(
        hidden=(
            Layer.of("Conv2D", filters=100, kernel_size=(5, 5), activation="relu"),
            Layer.of("MaxPooling2D", pool_size=(2, 2)),
            Layer.of("Conv2D", filters=100, kernel_size=(3, 3), activation="relu"),
            Layer.of("MaxPooling2D", pool_size=(2, 2)),
            Layer.of("Dropout", rate=0.3),
            Layer.of("Flatten"),
            Layer.of("Dense", units=100, activation="relu"),
            Layer.of("Dropout", rate=0.3),
            Layer.of("Dense", units=100, activation="relu"),
            Layer.of("Dropout", rate=0.3),
        ),
        source=lambda: _("The question's CNN."),
    ),
    "text": Architecture(
        hidden=(
            Layer.of("Embedding", input_dim=VOCABULARY, output_dim=50),
            Layer.of("Dropout", rate=0.25),
            Layer.of("Conv1D", filters=32, kernel_size=4, activation="relu"),
            Layer.of("MaxPooling1D", pool_size=2),
            Layer.of("Flatten"),
            Layer.of("Dense", units=256),
            Layer.of("Dropout", rate=0.25),
            Layer.of("Activation", activation="relu"),
        ),
        source=lambda: _("The question's CNN; its embedding is trained with it."),
    ),
    "table": Architecture(
        hidden=(
            Layer.of("Dense", units=12, activation="relu"),
            Layer.of("Dense", units=8, activation="relu"),
        ),
        source=lambda: _("The question's net."),
    ),
}


def data_of(experiment: Experiment) -> Dataset:
    """The experiment's row of the catalogue."""
    return CATALOGUE[experiment.dataset]


def architecture(experiment: Experiment) -> Architecture:
    """The net that this experiment's data is trained on."""
    net = data_of(experiment).net
    return ARCHITECTURES.get(net) or ARCHITECTURES[f"{net} of the {experiment.net}"]


def input_shape(experiment: Experiment) -> tuple[int, ...]:
    """Of one example, without a batch axis."""
    return data_of(experiment).shape


def takes_tokens(experiment: Experiment) -> bool:
    """Whether the net's inputs are places in a vocabulary, which are no numbers to divide."""
    return data_of(experiment).kind == "documents"


def classes(experiment: Experiment) -> int:
    """How many classes a label is one of: ten digits, the topics, or two."""
    if experiment.task == "binary":
        return 2
    return data_of(experiment).classes or experiment.topics


def units(experiment: Experiment) -> int:
    """How many outputs the task has: one a class, three labels, or one."""
    if experiment.task == "multi_label":
        return len(datasets.QUESTIONS)
    return 1 if experiment.task == "binary" else classes(experiment)


def labels(experiment: Experiment, given: np.ndarray) -> np.ndarray:
    """What the task asks about the data set's own (N,) labels; see `datasets.labels_of`."""
    asked = data_of(experiment).kind == "images"
    return datasets.labels_of(experiment.task, given) if asked else given


def layers(experiment: Experiment) -> tuple[Layer, ...]:
    """Every layer of the net, the chosen output layer last."""
    output = Layer.of("Dense", units=units(experiment), activation=experiment.activation)
    return (*architecture(experiment).hidden, output)


def target_shape(experiment: Experiment) -> tuple[int | None, ...]:
    """The shape of the targets that `fit` is given, None for the batch axis."""
    if experiment.task == "multi_label":
        return (None, units(experiment))
    one_hot = (None, classes(experiment))
    return {"one_hot": one_hot, "integer": (None,), "integer_column": (None, 1)}[experiment.labels]


def output_shape(experiment: Experiment) -> tuple[int | None, ...]:
    """The shape of the net's predictions, None for the batch axis."""
    return (None, units(experiment))


def setup(experiment: Experiment) -> keras_versions.Setup:
    """What the experiment's Keras is asked about."""
    return keras_versions.Setup(
        experiment.keras,
        experiment.loss,
        target_shape(experiment),
        output_shape(experiment),
        experiment.metric,
        activation=experiment.activation,
        from_logits=experiment.uses_from_logits,
        backend=experiment.runs_on,
    )


def targets(experiment: Experiment, given: np.ndarray) -> np.ndarray:
    """What the loss is given for (N,) labels; its shape is `target_shape`, once (N,) are columns."""
    return datasets.encode(labels(experiment, given), experiment.targets, classes(experiment))


def threshold(experiment: Experiment) -> float:
    """What an output of one unit or one label is held against: above it, the answer is yes.

    0.5, and for logits 0, the logit whose sigmoid is 0.5. Ten classes need none: the largest wins.
    """
    return accuracy.LOGIT_THRESHOLD if experiment.outputs_logits else accuracy.THRESHOLD


def true_accuracy(experiment: Experiment, given: np.ndarray, predictions: np.ndarray) -> float:
    """Right answers to the task ÷ examples. given: (N,) labels; predictions: (N, units)."""
    return accuracy.true_accuracy(labels(experiment, given), predictions, threshold(experiment))


def answers_right(experiment: Experiment, given: np.ndarray, predictions: np.ndarray) -> np.ndarray:
    """(N,) booleans: which answers to the task are right. given: (N,) labels."""
    return accuracy.answers_right(labels(experiment, given), predictions, threshold(experiment))


def class_weights(experiment: Experiment, given: np.ndarray) -> np.ndarray:
    """(K,) weights of the classes in training: 1 / frequency, scaled so that an example's mean is 1.

    Ones where `class_weight` is off. given: (N,) labels of the training examples.
    """
    count = classes(experiment)
    if not experiment.class_weight:
        return np.ones(count)
    frequencies = np.bincount(labels(experiment, given), minlength=count)
    return len(given) / (count * np.maximum(frequencies, 1))


def recalls(experiment: Experiment, given: np.ndarray, predictions: np.ndarray) -> tuple[float, ...]:
    """Of each class the share of its examples answered right; NaN without one. See `Snapshot`."""
    if experiment.task != "classes":
        return ()
    right = labels(experiment, given) == np.argmax(predictions, axis=-1)
    return tuple(
        float(right[given == each].mean()) if (given == each).any() else float("nan")
        for each in range(classes(experiment))
    )
