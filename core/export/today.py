"""What a script has to spell out, because today's Keras does otherwise than the experiment's."""

from dataclasses import dataclass, replace
from functools import lru_cache

from core.experiment import Experiment, nets
from core.export.source import keras_of
from core.keras_versions import TODAY, KerasRefuses
from core.language import _
from core.reading.reading import Reading, read


@dataclass(frozen=True)
class ForToday:
    """An experiment as a script has to put it, so that today's Keras does what its own does.

    own: as its own Keras reads it. unnamed: as today's Keras would read it in the script if the metric
    were the reader's word. today: as today's Keras does read it there.
    """

    own: Reading
    unnamed: Reading
    today: Reading

    @property
    def experiment(self) -> Experiment:
        """What was chosen."""
        return self.own.experiment

    @property
    def reporter(self) -> Reading:
        """Whose Keras the printed report belongs to: today's, if the experiment's own refuses."""
        return self.today if self.own.refused else self.own

    @property
    def metric(self) -> str:
        """The word for `metrics=[…]`."""
        return self.today.experiment.metric

    @property
    def why_named(self) -> str:
        """Why that is not the reader's own word; "" where it is."""
        if self.metric == self.experiment.metric:
            return ""
        return _(
            '{keras} reads "accuracy" as {picked} here; today\'s Keras would read it as {instead}, '
            "so it is named."
        ).format(keras=keras_of(self.experiment), picked=self.own.picked, instead=self.unnamed.picked)

    @property
    def rounds(self) -> bool:
        """Whether the reported accuracy is a binary_accuracy that today's Keras does not have."""
        own = self.own
        return not own.refused and own.reported_name != own.picked

    @property
    def wraps_loss(self) -> bool:
        """Whether the script needs a loss function of its own."""
        return self.hides_logits or self.broadcasts or self.one_hots_labels

    @property
    def hides_logits(self) -> bool:
        """Whether today's loss has to be kept from logits that the experiment's Keras does not take."""
        chosen = self.experiment
        today = replace(chosen, keras=TODAY, backend="tensorflow").loss_computed_on
        return self.own.loss_computed_on != today and not self.own.refused

    @property
    def broadcasts(self) -> bool:
        """Whether the experiment's Keras trains on broadcast targets that today's Keras refuses."""
        return _broadcasts(self.own)

    @property
    def one_hots_labels(self) -> bool:
        """Whether the experiment's Keras makes rows of a sparse loss's labels, on its backend."""
        return self.experiment.one_hots_labels and not self.own.refused

    @property
    def labels(self) -> str:
        """The encoding that the script's `fit` is given: the reader's own for a refused setup."""
        return self.today.experiment.labels

    @property
    def refused(self) -> KerasRefuses | None:
        """What today's Keras raises when the script runs; None where it runs through."""
        return self.today.refused


def for_today(experiment: Experiment) -> ForToday:
    """The same for every step of one script."""
    return _kept(read(experiment))


@lru_cache(maxsize=256)
def _kept(own: Reading) -> ForToday:
    chosen = own.experiment
    as_chosen = own.refused or chosen.task == "multi_label"
    unnamed = read(
        replace(
            chosen,
            keras=TODAY,
            backend="tensorflow",
            labels=chosen.labels if as_chosen else chosen.targets,
            # a loss that takes the targets stands for the script's own, which does
            loss="mean_squared_error" if _broadcasts(own) or _of_one_unit(own) else chosen.loss,
        )
    )
    today = read(replace(unnamed.experiment, metric=_metric(own, unnamed)))
    return ForToday(own, unnamed, today)


def _broadcasts(own: Reading) -> bool:
    chosen = own.experiment
    width = 1 if chosen.targets == "integer_column" else nets.target_shape(chosen)[-1]
    return (
        chosen.loss == "binary_crossentropy"
        and width not in (None, nets.units(chosen))
        and not own.refused
    )


def _of_one_unit(own: Reading) -> bool:
    return own.experiment.one_hots_labels and nets.units(own.experiment) == 1


def _metric(own: Reading, unnamed: Reading) -> str:
    word = own.experiment.metric
    if word != "accuracy" or own.refused or unnamed.refused:
        return word  # a refused setup is left as it was chosen, and no word makes today's Keras run it
    return word if own.picked == unnamed.picked else own.picked
