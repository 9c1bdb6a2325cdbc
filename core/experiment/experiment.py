"""An `Experiment`: everything a reader can choose, with its default and its limits, in one table."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property
from typing import Any

from core import keras_versions
from core.datasets import CATALOGUE
from core.experiment.limits import (
    Between,
    InvalidChoice,
    Limits,
    OneOf,
    Problem,
    Version,
    YesNo,
    usable,
)

LOSSES = (
    "binary_crossentropy",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
    "mean_squared_error",
)
ACTIVATIONS = ("softmax", "sigmoid", "linear")
TASKS = ("classes", "multi_label", "binary")
LABELS = ("one_hot", "integer", "integer_column")
EXPLICIT_METRICS = ("binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy")
METRICS = ("accuracy", *EXPLICIT_METRICS)
NETS = ("article", "question")
OPTIMIZERS = ("adam", "adamax", "sgd")
TRAIN_SIZES = (1000, 5000, 20_000, 60_000)


def _choice(default: Any, limits: Limits, trained: bool = True) -> Any:
    return field(default=default, metadata={"limits": limits, "trained": trained, "offered": True})


def _studied(default: Any, limits: Limits) -> Any:
    """A choice that the pages on the four questions make, and the playground does not offer."""
    return field(default=default, metadata={"limits": limits, "trained": True, "offered": False})


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """What was chosen: the data, the model's last layer, its loss, how it is trained and measured.

    Values are Keras's own strings. `metric` and the accuracy rule of `keras` say how a run is read,
    not what is trained; what is trained is named by `training_key`.
    Raises InvalidChoice for a value outside its limits.
    """

    dataset: str = _choice("digits", OneOf(tuple(CATALOGUE)))
    task: str = _choice("classes", OneOf(TASKS))
    loss: str = _choice("binary_crossentropy", OneOf(LOSSES))
    activation: str = _choice("softmax", OneOf(ACTIVATIONS))
    from_logits: bool = _choice(False, YesNo())
    labels: str = _choice("one_hot", OneOf(LABELS))
    metric: str = _choice("accuracy", OneOf(METRICS), trained=False)
    keras: str = _choice("2.2.4", Version(), trained=False)
    backend: str = _choice("tensorflow", OneOf(keras_versions.BACKENDS), trained=False)
    train_size: int = _choice(5000, OneOf(TRAIN_SIZES))
    epochs: int = _choice(15, Between(int, 1, 200))
    batch_size: int = _choice(32, Between(int, 8, 512))
    optimizer: str = _choice("adam", OneOf(OPTIMIZERS))
    learning_rate: float = _choice(0.001, Between(float, 0.00001, 1.0))
    # Of the first ten seeds, one whose untrained net is right about as often as chance (0.10).
    seed: int = _choice(7, Between(int, 0, 999_999))
    net: str = _studied("article", OneOf(NETS))  # of MNIST: whose it is
    topics: int = _studied(5, Between(int, 2, 20))
    imbalance: float = _studied(1.0, Between(float, 1, 50))  # largest topic ÷ smallest, in training
    class_weight: bool = _studied(False, YesNo())  # 1 / frequency
    loss_weight: float = _studied(1.0, Between(float, 0.001, 1000))  # Keras's loss_weights
    scaled: bool = _studied(False, YesNo())  # columns to mean 0 and variance 1
    holdout: bool = _studied(False, YesNo())  # else tables are measured on what they are trained on

    def __post_init__(self) -> None:
        for name, limits in LIMITS.items():
            value = getattr(self, name)
            try:
                object.__setattr__(self, name, limits.parse(value))
            except InvalidChoice as problem:
                raise InvalidChoice(f"{name}={value!r}: {problem}") from None

    @property
    def runs_on(self) -> str:
        """The backend: the chosen one, where this version has a choice."""
        known = keras_versions.backends(self.keras)
        return self.backend if self.backend in known else known[0]

    @property
    def uses_from_logits(self) -> bool:
        """Whether `from_logits` is on and the loss can be told: mean_squared_error has none."""
        return self.from_logits and takes_from_logits(self.loss)

    @property
    def outputs_logits(self) -> bool:
        """Whether the outputs are logits, and the loss is told so."""
        return self.uses_from_logits and self.activation == "linear"

    @property
    def loss_computed_on(self) -> str:
        """ "probabilities", "logits" or "outputs_as_logits": see `keras_versions`."""
        return keras_versions.loss_computed_on(
            self.keras, self.loss, self.activation, self.uses_from_logits, self.runs_on
        )

    @property
    def loss_rule(self) -> str:
        """ "probabilities" or "logits": whether the loss is kept from the logits behind the outputs."""
        return "logits" if self.loss_computed_on == "logits" else "probabilities"

    @property
    def takes_outputs_for_logits(self) -> bool:
        """Whether the loss puts a sigmoid or softmax of its own on the outputs as they are."""
        return self.loss_computed_on == "outputs_as_logits"

    @property
    def one_hots_labels(self) -> bool:
        """Whether the backend makes one-hot rows of a sparse loss's labels, and takes the other loss.

        A label that has no place in its row makes one of zeros: one unit trains, and learns nothing.
        """
        sparse = self.loss == "sparse_categorical_crossentropy"
        return sparse and self.runs_on != "tensorflow"

    @property
    def trained_loss(self) -> str:
        """The loss whose arithmetic it is."""
        return "categorical_crossentropy" if self.one_hots_labels else self.loss

    @property
    def targets(self) -> str:
        """The labels' encoding as the loss sees it: versions before Keras 3 make columns of (N,).

        Several labels an image have one encoding only, "multi_hot", whatever was chosen.
        """
        if self.task == "multi_label":
            return "multi_hot"
        if self.labels == "integer" and keras_versions.expands_integer_labels(self.keras):
            return "integer_column"
        return self.labels

    @cached_property
    def training_key(self) -> str:
        """Names what is trained, the same in every process: equal keys, equal weights."""
        trained = {name: getattr(self, name) for name in LIMITS if _is_trained(name)}
        trained |= {
            "labels": self.targets,
            "loss": self.trained_loss,
            "loss_rule": self.loss_rule,
            "from_logits": self.takes_outputs_for_logits,
        }
        for name in STUDY:
            if trained[name] == DEFAULTS[name]:
                del trained[name]
        if "train_size" not in CATALOGUE[self.dataset].choices:
            del trained["train_size"]
        return " ".join(f"{name}={value}" for name, value in sorted(trained.items()))

    def as_dict(self) -> dict[str, Any]:
        """Every choice by its URL parameter."""
        return asdict(self)

    def changes(self) -> dict[str, Any]:
        """The offered choices that differ from their defaults: what a link has to say."""
        return {name: value for name, value in self.as_dict().items() if _differs(name, value)}


def takes_from_logits(loss: str) -> bool:
    """Whether a loss can be told `from_logits=True`."""
    return loss != "mean_squared_error"


_FIELDS = {each.name: each for each in fields(Experiment)}
LIMITS = {name: each.metadata["limits"] for name, each in _FIELDS.items()}
DEFAULTS = {name: each.default for name, each in _FIELDS.items()}
OFFERED = {name: LIMITS[name] for name, each in _FIELDS.items() if each.metadata["offered"]}
OFFERED["dataset"] = OneOf(tuple(name for name, each in CATALOGUE.items() if each.offered))
STUDY = tuple(name for name in LIMITS if name not in OFFERED)


def _differs(name: str, value: Any) -> bool:
    return name in OFFERED and value != DEFAULTS[name]


def _is_trained(name: str) -> bool:
    return _FIELDS[name].metadata["trained"]


def parse(given: Mapping[str, Any] | Iterable) -> tuple[Experiment, tuple[Problem, ...]]:
    """The experiment that a URL's parameters ask for, with a Problem for each unusable value.

    Names that the playground does not offer are left alone: other pages may own them.
    """
    chosen, problems = usable(given, OFFERED, DEFAULTS)
    return Experiment(**chosen), problems
