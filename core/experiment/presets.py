"""Named setups, each with one sentence on why it matters."""

from dataclasses import dataclass, replace
from typing import Any

from core.experiment.experiment import Experiment
from core.keras_versions import TODAY
from core.language import _


@dataclass(frozen=True)
class Preset:
    """A setup worth a look: its name, the reason, and the choices that differ from the defaults.

    trap: the id of the trap that shows the same with less, or "".
    """

    id: str
    name: str
    why: str
    changes: dict[str, Any]
    trap: str = ""

    def apply(self, experiment: Experiment) -> Experiment:
        """This setup, on the data set and training size that the reader has already chosen."""
        kept = {name: getattr(experiment, name) for name in ("dataset", "train_size")}
        return replace(Experiment(**kept), **self.changes)


def presets() -> tuple[Preset, ...]:
    """Every preset, in the reader's language, in the order of the story."""
    return (
        Preset(
            "classic",
            _("Famous case"),
            _(
                "softmax, one-hot labels, binary_crossentropy: Keras 2.2.4 reads 'accuracy' as "
                "binary_accuracy and counts cells instead of answers."
            ),
            {},
        ),
        Preset(
            "fix",
            _("Mended"),
            _("The same run. Only the metric is named: categorical_accuracy counts answers."),
            {"metric": "categorical_accuracy"},
        ),
        Preset(
            "today",
            _("Today's Keras"),
            _(
                "Keras 3 picks the accuracy by the shapes, so it is right. Now the loss is off, on "
                "TensorFlow: it is computed on hidden logits, not on the softmax outputs."
            ),
            {"keras": TODAY},
        ),
        Preset(
            "lower",
            _("Too low"),
            _(
                "sigmoid with categorical_crossentropy: cells drift above 0.5 together, so "
                "binary_accuracy, far too high at first, ends below the true accuracy."
            ),
            {
                "loss": "categorical_crossentropy",
                "activation": "sigmoid",
                "metric": "binary_accuracy",
            },
        ),
        Preset(
            "integer",
            _("Wrong metric"),
            _(
                "Integer labels with categorical_accuracy: no error in today's Keras, and a number "
                "that means nothing."
            ),
            {
                "loss": "sparse_categorical_crossentropy",
                "labels": "integer_column",
                "metric": "categorical_accuracy",
                "keras": TODAY,
            },
        ),
        Preset(
            "broadcast",
            _("Wrong targets"),
            _(
                "mean_squared_error on a column of integers: every one of the ten outputs is trained "
                "towards the label's number, without a word."
            ),
            {
                "loss": "mean_squared_error",
                "activation": "linear",
                "labels": "integer_column",
                "keras": TODAY,
            },
        ),
        Preset(
            "multi_label",
            _("Multi-label"),
            _(
                "Even, prime, greater than four: Keras 3 reads 'accuracy' as categorical_accuracy and "
                "compares two largest cells, where several labels are true at once."
            ),
            {
                "task": "multi_label",
                "activation": "sigmoid",
                "keras": TODAY,
            },
        ),
        Preset(
            "logits",
            _("Logits at 0.5"),
            _(
                "from_logits=True, early in training: 'accuracy' asks if the logit is above 0.5. But "
                "even chances are a logit of 0: 0.3 says yes and is counted as no."
            ),
            {
                "task": "binary",
                "activation": "linear",
                "from_logits": True,
                "epochs": 2,
                "labels": "integer_column",
                "keras": TODAY,
            },
            trap="threshold",
        ),
        Preset(
            "untrained",
            _("Untrained"),
            _("Learning rate near zero: the net never learns, and nine of ten cells are still right."),
            {"learning_rate": 0.00001, "epochs": 1},
        ),
    )


def matching(experiment: Experiment) -> Preset | None:
    """The preset that this experiment is, if it is one."""
    return next((each for each in presets() if each.apply(experiment) == experiment), None)
