"""What a script has to spell out, because today's Keras does otherwise than the experiment's."""

from dataclasses import replace

from core import keras_versions
from core.experiment import Experiment, nets
from core.export.source import keras_name
from core.reading import reading


def who_reports(experiment: Experiment) -> Experiment:
    """The experiment whose Keras the printed report belongs to: today's, if only today's runs it."""
    return _today(experiment) if reading.refusal(experiment) else experiment


def metric_for_today(experiment: Experiment) -> tuple[str, str]:
    """The word for `metrics=[…]`, and where it is not the reader's own, why."""
    if experiment.metric != "accuracy" or reading.refusal(experiment):
        return experiment.metric, ""
    if reading.refusal(_today(experiment)):
        return "accuracy", ""  # no word makes it run
    picked, picked_today = reading.picked(experiment), reading.picked(_today(experiment))
    if picked == picked_today:
        return "accuracy", ""
    why = (
        f'{keras_name(experiment.keras)} reads "accuracy" as {picked} here; today\'s Keras would '
        f"read it as {picked_today}, so it is named."
    )
    return picked, why


def wraps_loss(experiment: Experiment) -> bool:
    """Whether the script needs a loss function of its own."""
    return hides_logits(experiment) or broadcasts(experiment)


def rounds(experiment: Experiment) -> bool:
    """Whether the reported accuracy is a binary_accuracy that today's Keras does not have."""
    return (
        not reading.refusal(experiment)
        and reading.rounds(experiment)
        and reading.picked(experiment) == "binary_accuracy"
    )


def hides_logits(experiment: Experiment) -> bool:
    """Whether today's loss has to be kept from logits that the experiment's Keras does not take."""
    today = keras_versions.loss_computed_on(
        keras_versions.TODAY, experiment.loss, experiment.activation
    )
    return experiment.loss_rule != today and not reading.refusal(experiment)


def broadcasts(experiment: Experiment) -> bool:
    """Whether the experiment's Keras trains on broadcast targets that today's Keras refuses."""
    width = 1 if experiment.targets == "integer_column" else nets.target_shape(experiment)[-1]
    return (
        experiment.loss == "binary_crossentropy"
        and width not in (None, nets.units(experiment))
        and not reading.refusal(experiment)
    )


def targets_name(experiment: Experiment) -> str:
    """The encoding that the script's `fit` is given: the reader's own for a refused setup."""
    chosen = experiment.task == "multi_label" or reading.refusal(experiment)
    return experiment.labels if chosen else experiment.targets


def _today(experiment: Experiment) -> Experiment:
    """The setup that today's Keras meets in the script."""
    # mean_squared_error stands for a loss that takes the broadcast targets as the script's own does
    loss = "mean_squared_error" if broadcasts(experiment) else experiment.loss
    return replace(experiment, keras=keras_versions.TODAY, labels=targets_name(experiment), loss=loss)


def refusal_today(experiment: Experiment) -> keras_versions.KerasRefuses | None:
    """What today's Keras raises when the script runs; None where it runs through."""
    return reading.refusal(replace(_today(experiment), metric=metric_for_today(experiment)[0]))
