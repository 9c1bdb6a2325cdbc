"""The two rules that changed: which accuracy `accuracy` means, and what the loss is computed on."""

from collections.abc import Callable
from dataclasses import dataclass

from core.keras_versions.eras import era, expands_integer_labels, since
from core.keras_versions.setup import Setup, Shape


@dataclass(frozen=True)
class Step:
    """A question that a version asks on its way to the accuracy, and whether the answer decides.

    asked: "name", "width", "loss", "sparse_loss", "sparse_known" or "shapes". found: what it looked at,
    the metric's word, the number of outputs, the loss, the version, or the targets' shape. picks: the
    Keras function that it leads to; None where the version goes on to the next question.
    """

    asked: str
    found: str | int | Shape
    picks: str | None = None


def path(setup: Setup) -> tuple[Step, ...]:
    """The questions that a version asks of a setup that it accepts; the last step picks."""
    steps: list[Step] = []
    for question in (_name, *_ACCURACY_RULES[era(setup.version).accuracy_rule]):
        steps.append(question(setup))
        if steps[-1].picks:
            break
    return tuple(steps)


def picked_accuracy(setup: Setup) -> str:
    """The Keras function that the metric stands for in a setup that its version accepts."""
    return path(setup)[-1].picks


def _name(setup: Setup) -> Step:
    named = setup.metric not in ("accuracy", "acc")
    return Step("name", setup.metric, setup.metric if named else None)


def _width(setup: Setup) -> Step:
    return Step("width", setup.classes, "binary_accuracy" if setup.classes == 1 else None)


def _loss(setup: Setup) -> Step:
    binary = setup.loss == "binary_crossentropy"
    return Step("loss", setup.loss, "binary_accuracy" if binary else None)


def _sparse_known(setup: Setup) -> Step:
    """Before 1.0.2 there was no sparse accuracy to be picked."""
    known = since(setup.version, "1.0.2")
    return Step("sparse_known", setup.version, None if known else "categorical_accuracy")


def _sparse_loss(setup: Setup) -> Step:
    picks = "sparse_categorical_accuracy" if setup.sparse else "categorical_accuracy"
    return Step("sparse_loss", setup.loss, picks)


def _shapes(setup: Setup) -> Step:
    seen = setup.target_shape
    if len(seen) == 1 and expands_integer_labels(setup.version):
        seen = (*seen, 1)
    numbers = len(seen) < len(setup.output_shape) or seen[-1] == 1
    return Step("shapes", seen, "sparse_categorical_accuracy" if numbers else "categorical_accuracy")


_ACCURACY_RULES: dict[str, tuple[Callable[[Setup], Step], ...]] = {
    "by_width": (_width, _sparse_known, _sparse_loss),
    "by_loss": (_width, _loss, _sparse_loss),
    "by_shapes": (_width, _shapes),
}


def loss_computed_on(
    version: str,
    loss: str,
    activation: str,
    from_logits: bool = False,
    backend: str = "tensorflow",
) -> str:
    """ "logits" if the loss takes what went into the activation, else "probabilities".

    "probabilities" are the outputs as they are, which crossentropies clip. With `from_logits=True` it
    is "outputs_as_logits" where the loss believes that: right of a linear layer, and behind a softmax
    or sigmoid it is counted twice. Raises UnknownVersion.
    """
    if loss == "mean_squared_error":
        return "probabilities"
    outputs = "outputs_as_logits" if from_logits else "probabilities"
    if activation == "linear" or backend != "tensorflow":
        return outputs
    if from_logits and era(version).loss_rule != "cached_logits":
        return outputs
    return _LOSS_RULES[era(version).loss_rule](loss, activation)


def computed_on(setup: Setup) -> str:
    """The same of a setup."""
    return loss_computed_on(
        setup.version, setup.loss, setup.activation, setup.from_logits, setup.backend
    )


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
