"""What each Keras version does with a setup: which accuracy it reports, what its loss is computed on,
and what it refuses.

`accuracy` was picked by the output's width, then by the loss, and is picked by shapes today. A loss
was computed on the outputs, then on the logits of the activation that matches it, and takes whatever
logits Keras has cached today, on TensorFlow; on JAX and PyTorch it takes the outputs. Each rule was
measured on real installs (tests/conformance); each era names the release that brought its rules.

`behaviour(Setup(version, loss, target_shape, output_shape, activation=…))` answers all of it at once.
What History calls a metric, what is reported after loading, from a generator and by metric objects, a
second probe measured: names.py, reloading.py, feeding.py, objects.py.
"""

from core.keras_versions.behaviours import Behaviour, behaviour
from core.keras_versions.eras import (
    ERAS,
    Era,
    UnknownVersion,
    backends,
    binary_accuracy_rounds,
    era,
    expands_integer_labels,
    has_from_logits,
    order,
)
from core.keras_versions.feeding import accuracy_from, eager_loss_computed_on
from core.keras_versions.names import history_name
from core.keras_versions.objects import counted
from core.keras_versions.refusals import KerasRefuses, Mends
from core.keras_versions.releases import (
    BACKEND_NAMES,
    BACKENDS,
    BEGAN,
    ON_EVERY_BACKEND,
    ON_THEANO,
    RELEASED,
    TODAY,
    VERSIONS,
    backend,
    keras_name,
    newest,
)
from core.keras_versions.reloading import accuracy_after_loading, loss_after_loading, saved_as
from core.keras_versions.rules import Step, loss_computed_on
from core.keras_versions.setup import LOSSES, METRICS, Setup, Shape

__all__ = [
    "BACKENDS",
    "BACKEND_NAMES",
    "BEGAN",
    "ERAS",
    "LOSSES",
    "METRICS",
    "ON_EVERY_BACKEND",
    "ON_THEANO",
    "RELEASED",
    "TODAY",
    "VERSIONS",
    "Behaviour",
    "Era",
    "KerasRefuses",
    "Mends",
    "Setup",
    "Shape",
    "Step",
    "UnknownVersion",
    "accuracy_after_loading",
    "accuracy_from",
    "backend",
    "backends",
    "behaviour",
    "binary_accuracy_rounds",
    "counted",
    "eager_loss_computed_on",
    "era",
    "expands_integer_labels",
    "has_from_logits",
    "history_name",
    "keras_name",
    "loss_after_loading",
    "loss_computed_on",
    "newest",
    "order",
    "resolve_accuracy",
    "saved_as",
]


def resolve_accuracy(
    version: str,
    loss: str,
    target_shape: Shape,
    output_shape: Shape,
    metric: str = "accuracy",
    activation: str = "softmax",
    from_logits: bool = False,
    backend: str = "tensorflow",
) -> str:
    """The Keras function that `metric` stands for: "binary_accuracy" and its kin. For notebooks.

    Shapes have None for the batch axis: (None, 10), (None,). Raises KerasRefuses for a setup that
    the version refuses, at compile or at the first batch; UnknownVersion; ValueError for other words.
    """
    options = {"activation": activation, "from_logits": from_logits, "backend": backend}
    found = behaviour(Setup(version, loss, target_shape, output_shape, metric, **options))
    if refused := found.refused:
        raise refused
    return found.picked
