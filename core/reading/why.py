"""Why this metric: the questions that a version asks on its way to it, in words."""

from collections.abc import Callable

from core.keras_versions import Shape, Step
from core.language import _
from core.reading.reading import Reading


def path_in_words(reading: Reading) -> list[str]:
    """A sentence for each question that was asked, with its answer; the last one picks.

    Raises KerasRefuses.
    """
    if refused := reading.refused:
        raise refused
    return [_WORDS[step.asked](step) for step in reading.behaviour.path]


def _shape(shape: Shape) -> str:
    return str(tuple("N" if size is None else size for size in shape)).replace("'N'", "N")


def _named(step: Step) -> str:
    if step.picks:
        return _("Does the metric name a function? `{metric}` does: it is taken as it is.").format(
            metric=step.found
        )
    return _("Does the metric name a function? `{metric}` does not, so one is picked.").format(
        metric=step.found
    )


def _width(step: Step) -> str:
    if step.picks:
        return _("How wide is the output? One unit: `{picks}`.").format(picks=step.picks)
    return _("How wide is the output? {units} units, so it asks on.").format(units=step.found)


def _loss(step: Step) -> str:
    if step.picks:
        return _("Which loss? `{loss}`: `{picks}`.").format(loss=step.found, picks=step.picks)
    return _("Which loss? `{loss}`, which is not the binary one, so it asks on.").format(
        loss=step.found
    )


def _sparse_loss(step: Step) -> str:
    if step.picks == "sparse_categorical_accuracy":
        return _("Is the loss sparse? Yes: `{picks}`.").format(picks=step.picks)
    return _("Is the loss sparse? `{loss}` is not: `{picks}`.").format(
        loss=step.found, picks=step.picks
    )


def _sparse_known(step: Step) -> str:
    if step.picks:
        return _("Is there a sparse accuracy? Not yet in Keras {version}: `{picks}`.").format(
            version=step.found, picks=step.picks
        )
    return _("Is there a sparse accuracy? Yes, so it asks on.")


def _shapes(step: Step) -> str:
    if step.picks == "sparse_categorical_accuracy":
        words = _("Which shape have the targets? {shape}, one number an example: `{picks}`.")
    else:
        words = _("Which shape have the targets? {shape}, a row an example: `{picks}`.")
    return words.format(shape=_shape(step.found), picks=step.picks)


_WORDS: dict[str, Callable[[Step], str]] = {
    "name": _named,
    "width": _width,
    "loss": _loss,
    "sparse_loss": _sparse_loss,
    "sparse_known": _sparse_known,
    "shapes": _shapes,
}
