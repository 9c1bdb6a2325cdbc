"""What a version refuses, as the exception that it raises and the changes that mend it."""

from typing import Any

from core.keras_versions.eras import order, since
from core.keras_versions.mends import mends, mends_without_from_logits
from core.keras_versions.rules import LOSSES, METRICS, Shape
from core.keras_versions.setup import Setup
from core.language import _

# Loss objects with `from_logits`, as rules for loss names describe them. TensorFlow 1.13 had the first
# ones: its BinaryCrossentropy checked no shapes, its CategoricalCrossentropy failed on one-hot targets.
_FROM_LOGITS = ("2.3.0", "tf-1.14.0")


class KerasRefuses(Exception):
    """A setup that a Keras version does not accept.

    `message` is what that version prints, word for word, as an `exception_type`; `mends` are changes of
    URL parameters, each of which it accepts; `mend` says them in a sentence.
    """

    def __init__(self, exception_type: str, message: str, mends: tuple[dict[str, Any], ...] = ()):
        super().__init__(message)
        self.exception_type = exception_type
        self.message = message
        self.mends = mends

    @property
    def mend(self) -> str:
        """What to change, as a sentence in the reader's language."""
        changes = [", ".join(f"{key}={value}" for key, value in m.items()) for m in self.mends]
        if not changes:
            return _("No other labels, loss or metric alone makes this version accept it.")
        return _("This version accepts it with {changes}.").format(changes=_(" or ").join(changes))


def refusal(
    version: str,
    loss: str,
    target_shape: Shape,
    output_shape: Shape,
    metric: str = "accuracy",
    activation: str = "softmax",
    from_logits: bool = False,
) -> KerasRefuses | None:
    """What `version` says to a setup that it refuses; None for one that it accepts.

    Activations matter where a binary crossentropy checks shapes only when it computes on logits.
    Sparse labels of one unit are taken to be 0 and 1. A version without `from_logits` counts as
    refusing it, with an empty `exception_type` and a sentence of ours. Raises UnknownVersion;
    ValueError for a loss or metric of another name and for shapes of another rank.
    """
    if loss not in LOSSES:
        raise ValueError(f"unknown loss {loss!r}: one of {', '.join(LOSSES)}")
    if metric not in (*METRICS, "accuracy", "acc"):
        raise ValueError(f"unknown metric {metric!r}: accuracy, {', '.join(METRICS)}")
    if len(target_shape) not in (1, 2) or len(output_shape) != 2:
        raise ValueError(f"shapes are like (None,) or (None, 10): {target_shape}, {output_shape}")
    shapes = tuple(target_shape), tuple(output_shape)
    setup = Setup(version, loss, *shapes, metric, activation, from_logits)
    if from_logits and not has_from_logits(version):
        return KerasRefuses("", _without_from_logits(version), mends_without_from_logits(setup))
    said = setup.refused()
    return said and KerasRefuses(*said, mends(setup))


def has_from_logits(version: str) -> bool:
    """Whether a loss can be told that predictions are logits: `BinaryCrossentropy(from_logits=True)`.

    TensorFlow 1.13, which had the first loss objects, is counted out: they did not work as named ones.
    """
    return since(version, *_FROM_LOGITS)


def _without_from_logits(version: str) -> str:
    if order("tf-1.13.0") <= order(version) < order("tf-1.14.0"):
        return _(
            "The loss objects of TensorFlow 1.13, the first, checked no shapes and failed on one-hot "
            "targets: from_logits is shown from TensorFlow 1.14 on."
        )
    return _(
        "Keras {version} has no from_logits: loss objects, which take it, came with Keras 2.3 and "
        "TensorFlow 1.14."
    ).format(version=version)
