"""The two rules that changed: which accuracy `accuracy` means, and what the loss is computed on."""

from core.keras_versions.eras import era, since
from core.keras_versions.setup import Setup, Shape


def picked_accuracy(setup: Setup) -> str:
    """The Keras function that the metric stands for in a setup that its version accepts."""
    if setup.metric not in ("accuracy", "acc"):
        return setup.metric
    rule = _ACCURACY_RULES[era(setup.version).accuracy_rule]
    picked = rule(setup.loss, setup.target_shape, setup.output_shape)
    if picked == "sparse_categorical_accuracy" and not since(setup.version, "1.0.2"):
        return "categorical_accuracy"  # the sparse one did not exist yet
    return picked


def _by_width(loss: str, target_shape: Shape, output_shape: Shape) -> str:
    if output_shape[-1] == 1:
        return "binary_accuracy"
    if loss == "sparse_categorical_crossentropy":
        return "sparse_categorical_accuracy"
    return "categorical_accuracy"


def _by_loss(loss: str, target_shape: Shape, output_shape: Shape) -> str:
    if loss == "binary_crossentropy":
        return "binary_accuracy"
    return _by_width(loss, target_shape, output_shape)


def _by_shapes(loss: str, target_shape: Shape, output_shape: Shape) -> str:
    if output_shape[-1] == 1:
        return "binary_accuracy"
    if len(target_shape) < len(output_shape) or target_shape[-1] == 1:
        return "sparse_categorical_accuracy"
    return "categorical_accuracy"


_ACCURACY_RULES = {"by_width": _by_width, "by_loss": _by_loss, "by_shapes": _by_shapes}


def loss_computed_on(version: str, loss: str, activation: str) -> str:
    """ "logits" if the loss silently takes what went into the activation, else "probabilities".

    "probabilities" are the outputs as they are, which crossentropies clip. Raises UnknownVersion.
    """
    if loss == "mean_squared_error" or activation == "linear":
        return "probabilities"
    return _LOSS_RULES[era(version).loss_rule](loss, activation)


def _from_probabilities(loss: str, activation: str) -> str:
    return "probabilities"


def _from_matching_logits(loss: str, activation: str) -> str:
    matching = "sigmoid" if loss == "binary_crossentropy" else "softmax"
    return "logits" if activation == matching else "probabilities"


def _from_cached_logits(loss: str, activation: str) -> str:
    return "logits"


_LOSS_RULES = {
    "probabilities": _from_probabilities,
    "matching_logits": _from_matching_logits,
    "cached_logits": _from_cached_logits,
}
