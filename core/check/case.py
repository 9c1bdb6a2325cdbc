"""An output in the hands of one Keras version: what `accuracy` means, what the loss is computed on."""

from dataclasses import dataclass
from functools import cached_property

from core import keras_versions
from core.check.compiles import Metric
from core.check.facts import Facts
from core.check.tasks import Task
from core.keras_versions import LOSSES, Behaviour, KerasRefuses, Setup

MANY = 10  # outputs, where the code does not say how many
_WORDS = ("accuracy",)


@dataclass(frozen=True)
class Case:
    """What is known of an output, and the version that is asked about it.

    on_tensorflow: whether its Keras runs on TensorFlow, whose losses look for logits.
    """

    facts: Facts
    task: Task
    version: str
    on_tensorflow: bool = True

    @property
    def units(self) -> int | None:
        return self.facts.output.units

    @property
    def activation(self) -> str | None:
        return self.facts.output.activation

    @property
    def loss(self) -> str | None:
        return self.facts.loss.name

    @property
    def stored(self) -> str | None:
        """How the labels are stored, seen or assumed."""
        return self.task.stored

    @property
    def seen(self) -> str | None:
        """How they are stored, if the code says so."""
        return None if self.task.assumes("labels") else self.task.stored

    @property
    def classes(self) -> int | None:
        """How many the labels have, if the code says so."""
        return self.facts.labels.classes

    @property
    def several_units(self) -> bool:
        """Whether the layer has more than one output, as far as anybody can tell."""
        return (self.facts.output.seen and self.units != 1) or (self.units or 0) > 1

    @cached_property
    def metrics(self) -> tuple[tuple[Metric, str], ...]:
        """Each metric of accuracy that is asked for, with Keras's function that it stands for."""
        found = [(each, self.accuracy if each.name in _WORDS else each.name) for each in self.told]
        return tuple((metric, name) for metric, name in found if name is not None)

    @property
    def asked(self) -> bool:
        """Whether the string `accuracy` is asked for."""
        return any(each.name in _WORDS for each in self.told)

    @property
    def told(self) -> tuple[Metric, ...]:
        """The metrics that the compile call has for this output."""
        return self.facts.compiled.metrics if self.facts.compiled else ()

    @cached_property
    def accuracy(self) -> str | None:
        """What the string stands for; None where it is not asked for, refused or not to be told."""
        if not self.asked:
            return None
        picked = {each.picked for each in self.behaviours}
        return picked.pop() if len(picked) == 1 else None

    @cached_property
    def behaviours(self) -> tuple[Behaviour, ...]:
        """What the version does; two of them where one output and several are both possible."""
        setups = [self._setup(units) for units in self._possible_units()]
        return tuple(keras_versions.behaviour(setup) for setup in setups)

    @property
    def refused(self) -> KerasRefuses | None:
        """What the version refuses, however many outputs there are."""
        if self.facts.compiled is None or not self.facts.output.seen or self.loss not in LOSSES:
            return None
        found = [each.refused for each in self.behaviours]
        return found[0] if all(found) else None

    @property
    def loss_on_logits(self) -> bool:
        """Whether the loss silently takes what went into the activation."""
        return (
            self.on_tensorflow
            and self.loss in LOSSES
            and self.activation in ("softmax", "sigmoid")
            and keras_versions.loss_computed_on(self.version, self.loss, self.activation) == "logits"
        )

    def _possible_units(self) -> tuple[int, ...]:
        if self.units:
            return (self.units,)
        if self.facts.output.seen or self.task.id in ("classes", "multi_label"):
            return (MANY,)
        return (1, MANY)

    def _setup(self, units: int) -> Setup:
        loss = self.loss if self.loss in LOSSES else "mean_squared_error"
        shown = self.activation if self.activation in ("softmax", "sigmoid") else "linear"
        logits = bool(self.facts.loss.from_logits) and keras_versions.has_from_logits(self.version)
        return Setup(
            self.version,
            loss,
            self._target_shape(units, loss),
            (None, units),
            activation=shown,
            from_logits=logits,
        )

    def _target_shape(self, units: int, loss: str) -> tuple[int | None, ...]:
        stored = self.stored
        if not self.facts.output.seen or stored is None:
            stored = "integer" if loss == "sparse_categorical_crossentropy" else "one_hot"
        if stored == "integer_column":
            return (None, 1)
        if stored == "integer":
            return (None,)
        known = self.classes if stored in ("one_hot", "multi_hot") and self.facts.output.units else None
        return (None, known or units)
