"""What every measured Keras version reports for one setup, on one fixed set of predictions.

The rules are those of `core.keras_versions`; the numbers are made by hand. NumPy only.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from core import accuracy, datasets, keras_versions, losses, reading
from core.keras_versions import KerasRefuses, Shape, order
from core.language import _, ngettext

UNITS = (1, 2, 5, 10)
EXAMPLES = 320
BATCH = 32  # Keras's default; every batch is full, so that a mean over batches is one over examples
MEASURED_SETUPS = 4995
FAMILIES = ("Keras", "tf.keras", "Keras 3")

# The month in which a release came out, by the files in its package on PyPI; for tf-* that of the
# first release of its minor series (keras, tensorflow-estimator and tensorflow of that number).
RELEASED = {
    "1.0.0": "2016-04",
    "1.0.5": "2016-06",
    "1.0.6": "2016-07",
    "1.2.2": "2017-02",
    "2.0.9": "2017-11",
    "2.1.6": "2018-04",
    "2.2.4": "2018-10",
    "2.2.5": "2019-08",
    "2.3.0": "2019-09",
    "2.3.1": "2019-10",
    "tf-1.4.1": "2017-11",
    "tf-1.12.3": "2018-11",
    "tf-1.13.2": "2019-02",
    "tf-1.14.0": "2019-06",
    "tf-1.15.5": "2019-10",
    "tf-2.0.4": "2019-09",
    "tf-2.1.4": "2020-01",
    "tf-2.2.3": "2020-05",
    "tf-2.3.4": "2020-07",
    "tf-2.4.4": "2020-12",
    "tf-2.6.5": "2021-08",
    "tf-2.11.1": "2022-11",
    "tf-2.15.1": "2023-11",
    "3.0.5": "2024-02",
    "3.3.3": "2024-04",
    "3.8.0": "2025-01",
    "3.15.1": "2026-07",
}

TRUE, MISLEADS, REFUSES = "true", "misleads", "refuses"


@dataclass(frozen=True)
class Setup:
    """What a reader compiles: Keras's own strings, and how many units the last layer has."""

    loss: str = "binary_crossentropy"
    activation: str = "softmax"
    labels: str = "one_hot"
    metric: str = "accuracy"
    units: int = 10

    @property
    def target_shape(self) -> Shape:
        """With None for the batch axis."""
        return (None, *self.targets.shape[1:])

    @property
    def output_shape(self) -> Shape:
        """With None for the batch axis."""
        return (None, self.units)

    @property
    def targets(self) -> np.ndarray:
        """The labels as they are given to Keras; of one unit, one_hot is a column of 0 and 1."""
        labels = fixed_labels(self.units)
        column = self.units == 1 and self.labels == "one_hot"
        return datasets.encode(labels, "integer_column" if column else self.labels, self.units)

    @property
    def predictions(self) -> np.ndarray:
        """(EXAMPLES, units) outputs of the last layer."""
        return activate(self.activation, fixed_logits(self.units))


@cache
def fixed_labels(units: int) -> np.ndarray:
    """(EXAMPLES,) true classes, as many of each; of one unit, 0 and 1."""
    return np.arange(EXAMPLES) % max(units, 2)


@cache
def fixed_logits(units: int) -> np.ndarray:
    """(EXAMPLES, units) logits of a net half trained: the true class stands out, but not always.

    RandomState, since its stream is the same under every NumPy.
    """
    noise = np.random.RandomState(0).standard_normal((EXAMPLES, units))
    labels = fixed_labels(units)
    if units == 1:
        signal = 0.9 * (2 * labels[:, np.newaxis] - 1)
    else:
        signal = 1.7 * datasets.one_hot(labels, units)
    return (1.6 * (noise + signal)).astype("float32")


def activate(activation: str, logits: np.ndarray) -> np.ndarray:
    """Outputs of a layer with this activation, in the precision of its logits."""
    if activation == "softmax":
        risen = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return risen / risen.sum(axis=-1, keepdims=True)
    return 1 / (1 + np.exp(-logits)) if activation == "sigmoid" else logits


@dataclass(frozen=True)
class Row:
    """What one version does with a setup. Shares from 0 to 1; without numbers if it refuses."""

    version: str
    picked: str
    computed_on: str
    point: reading.Point | None
    refused: KerasRefuses | None

    @property
    def family(self) -> str:
        """Which of the three lines it belongs to."""
        return FAMILIES[order(self.version)[0]]

    @property
    def verdict(self) -> str:
        """TRUE, MISLEADS (its accuracy or its loss is not what the predictions give) or REFUSES."""
        if self.point is None:
            return REFUSES
        fair = reading.same(self.point) and not reading.loss_parts(self.point)
        return TRUE if fair else MISLEADS


def rows(setup: Setup) -> list[Row]:
    """Every version, oldest first."""
    return [_row(version, setup) for version in keras_versions.VERSIONS]


def _row(version: str, setup: Setup) -> Row:
    asked = (version, setup.loss, setup.target_shape, setup.output_shape, setup.metric)
    refused = keras_versions.refusal(*asked, setup.activation)
    if refused:
        return Row(version, "", "", None, refused)
    picked = keras_versions.resolve_accuracy(*asked, setup.activation)
    computed_on = keras_versions.loss_computed_on(version, setup.loss, setup.activation)
    point = reading.Point(
        epoch=0,
        examples=EXAMPLES,
        reported=reported_accuracy(version, picked, setup.targets, setup.predictions),
        true=true_accuracy(setup),
        loss=reported_loss(
            version,
            setup.loss,
            setup.activation,
            setup.targets,
            fixed_logits(setup.units),
            setup.predictions,
        ),
        loss_by_hand=loss_by_hand(setup),
    )
    return Row(version, picked, computed_on, point, None)


def true_accuracy(setup: Setup) -> float:
    """Right answers ÷ examples, whatever was reported."""
    return accuracy.true_accuracy(fixed_labels(setup.units), setup.predictions)


def loss_by_hand(setup: Setup) -> float:
    """What the loss of this name gives for these predictions, with the labels encoded as it needs.

    NaN for a sparse loss of one unit, which has no place for class 1.
    """
    labels = fixed_labels(setup.units)
    if setup.loss == "sparse_categorical_crossentropy":
        return losses.BY_HAND[setup.loss](labels, setup.predictions) if setup.units > 1 else np.nan
    fitting = Setup(labels="one_hot", units=setup.units).targets
    return losses.BY_HAND[setup.loss](fitting, setup.predictions)


def reported_accuracy(version: str, picked: str, targets, predictions, batch: int = BATCH) -> float:
    """The accuracy that `version` prints: the mean, over batches, of the function that it picked.

    Old versions rounded where `binary_accuracy` has a threshold today, and took the largest value of
    a row for its label where `sparse_categorical_accuracy` refuses today.
    """
    if targets.ndim == 1 and keras_versions.expands_integer_labels(version):
        targets = targets[:, np.newaxis]
    measure = getattr(accuracy, picked)
    if picked == "binary_accuracy" and keras_versions.binary_accuracy_rounds(version):
        measure = _rounded_accuracy
    if picked == "sparse_categorical_accuracy" and targets.ndim == 2 and targets.shape[1] > 1:
        measure = _largest_value_accuracy
    starts = range(0, len(targets), batch)
    values = [measure(targets[at : at + batch], predictions[at : at + batch]) for at in starts]
    sizes = [len(targets[at : at + batch]) for at in starts]
    return float(np.average(values, weights=sizes))


def _rounded_accuracy(targets, predictions) -> float:
    targets, predictions = accuracy.same_rank(targets, predictions)
    return float(np.mean(targets == np.round(predictions)))


def _largest_value_accuracy(targets, predictions) -> float:
    return float(np.mean(targets.max(axis=-1) == predictions.argmax(axis=-1)))


def reported_loss(version: str, loss: str, activation: str, targets, logits, predictions) -> float:
    """The loss that `version` prints, computed on what it computes it on."""
    if loss == "sparse_categorical_crossentropy":
        targets = targets.reshape(-1)
        if order(version) < order("1.2.0"):  # measured on Theano, its default, which one-hot encodes
            targets = datasets.one_hot(targets, predictions.shape[-1])
            loss = "categorical_crossentropy"
    elif targets.ndim == 1:
        targets = targets[:, np.newaxis]
    if keras_versions.loss_computed_on(version, loss, activation) == "logits":
        return loss_on_logits(loss, targets, logits)
    if loss == "binary_crossentropy":
        return _binary_crossentropy(version, targets, predictions)
    return losses.BY_HAND[loss](targets, predictions)


def loss_on_logits(loss: str, targets, logits) -> float:
    """A crossentropy of what went into the activation: of its sigmoid if binary, else its softmax.

    targets: (N, K), or (N,) class indices for the sparse one. Source: `keras.losses`, from_logits.
    """
    logits = np.asarray(logits, dtype=np.float64)
    if loss == "binary_crossentropy":
        return float(np.mean(np.logaddexp(0, logits) - logits * targets))
    shifted = logits - logits.max(axis=-1, keepdims=True)
    log_shares = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    if loss == "sparse_categorical_crossentropy":
        return float(-np.mean(np.take_along_axis(log_shares, targets[:, np.newaxis], axis=-1)))
    return float(-np.mean(np.sum(targets * log_shares, axis=-1)))


def _binary_crossentropy(version: str, targets, predictions) -> float:
    """On the outputs, each kept off log 0 in the way of its time."""
    eps = np.float32(losses.EPSILON)
    clipped = np.clip(np.asarray(predictions, "float32"), eps, np.float32(1) - eps)
    if not _adds_epsilon(version):
        on, off = clipped, 1 - clipped
    elif version.startswith(("tf-1.14", "tf-2.0")):
        on, off = clipped + eps, (1 - clipped) + eps
    else:  # TensorFlow's graph optimizer folds 1 + 1e-7 into one float32
        on, off = clipped + eps, (np.float32(1) + eps) - clipped
    return float(-np.mean(targets * np.log(on) + (1 - targets) * np.log(off)))


def _adds_epsilon(version: str) -> bool:
    old = keras_versions.era(version).loss_rule == "probabilities"
    return not old and order(version) < order("3.0.0")


def headline(found: Sequence[Row]) -> str:
    """What the versions say about one setup, counted."""
    taken = [row for row in found if row.point]
    counts = {"all": len(found), "refused": len(found) - len(taken)}
    if not taken:
        return _("All {all} versions refuse this setup.").format(**counts)
    told = [_accuracies_in_words(taken, len(found)), _losses_in_words(taken)]
    if counts["refused"]:
        told.append(
            ngettext("{refused} refuses it.", "{refused} refuse it.", counts["refused"]).format(
                **counts
            )
        )
    return " ".join(each for each in told if each)


def _accuracies_in_words(taken: Sequence[Row], every: int) -> str:
    true = reading.percent(taken[0].point.true)
    wrong = Counter(
        reading.percent(row.point.reported) for row in taken if not reading.same(row.point)
    ).most_common()
    if not wrong and len(taken) == every:
        return _("Each of the {all} versions reports the true accuracy, {true}.").format(
            all=every, true=true
        )
    if not wrong:
        return ngettext(
            "{n} of {all} versions takes this setup and reports the true accuracy, {true}.",
            "{n} of {all} versions take this setup and report the true accuracy, {true}.",
            len(taken),
        ).format(n=len(taken), all=every, true=true)
    values = {"all": every, "true": true, "reported": wrong[0][0], "n": sum(n for _value, n in wrong)}
    if len(wrong) == 1:
        return ngettext(
            "{n} of {all} versions reports {reported} for this setup; {true} is true.",
            "{n} of {all} versions report {reported} for this setup; {true} is true.",
            values["n"],
        ).format(**values)
    return _(
        "{n} of {all} versions report a wrong accuracy, most often {reported}; {true} is true."
    ).format(**values)


def _losses_in_words(taken: Sequence[Row]) -> str:
    off = [row for row in taken if reading.loss_parts(row.point)]
    if not off:
        return ""
    said, n = Counter(f"{row.point.loss:.3f}" for row in off).most_common()[0]
    if n < len(off):
        words = ngettext(
            "{n} reports a loss that its predictions do not give: {said} for {by_hand}.",
            "{n} report a loss that their predictions do not give, most often {said} for {by_hand}.",
            len(off),
        )
    else:
        words = ngettext(
            "{n} reports a loss of {said}; by hand it is {by_hand}.",
            "{n} report a loss of {said}; by hand it is {by_hand}.",
            len(off),
        )
    return words.format(n=len(off), said=said, by_hand=f"{off[0].point.loss_by_hand:.3f}")


def verdict_in_words(row: Row) -> str:
    """Whether to believe it: a mark, and what is off by how much."""
    if row.verdict == REFUSES:
        return _("✗ refuses")
    if row.verdict == TRUE:
        return _("✓ true")
    off = [] if reading.same(row.point) else [reading.gap_in_words(row.point)]
    if reading.loss_parts(row.point):
        off.append(
            _("loss {said:.3f}, not {by_hand:.3f}").format(
                said=row.point.loss, by_hand=row.point.loss_by_hand
            )
        )
    return "⚠ " + "; ".join(off)


def computed_on_in_words(row: Row) -> str:
    """What the loss is computed on, as a reader says it."""
    return {"probabilities": _("predictions"), "logits": _("hidden logits")}.get(row.computed_on, "")


def frame(found: Sequence[Row]) -> pd.DataFrame:
    """The rows as a table, its columns named by ids; accuracies in percent, nothing where refused."""
    return pd.DataFrame(
        [
            {
                "version": row.version,
                "verdict": verdict_in_words(row),
                "reported_accuracy": 100 * row.point.reported if row.point else np.nan,
                "true_accuracy": 100 * row.point.true if row.point else np.nan,
                "accuracy_means": row.picked,
                "reported_loss": row.point.loss if row.point else np.nan,
                "loss_by_hand": row.point.loss_by_hand if row.point else np.nan,
                "loss_computed_on": computed_on_in_words(row),
                "released": RELEASED[row.version],
                "era": keras_versions.era(row.version).name,
                "message": _message(row.refused),
                "mend": row.refused.mend if row.refused else "",
            }
            for row in found
        ],
        columns=COLUMNS,
    )


COLUMNS = [
    *("version", "verdict", "reported_accuracy", "true_accuracy", "accuracy_means"),
    *("reported_loss", "loss_by_hand", "loss_computed_on", "released", "era", "message", "mend"),
]


def _message(refused: KerasRefuses | None) -> str:
    return f"{refused.exception_type}: {refused.message}" if refused else ""
