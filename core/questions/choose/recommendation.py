"""What to write for a case: the last layer, the loss, the labels and the metric. Pure data.

It is what `core.export.advised` advises, in the words of the case's own Keras version.
"""

from dataclasses import dataclass, replace

from core.experiment import Experiment
from core.export import advised
from core.keras_versions import Behaviour, Setup, Shape, behaviour
from core.questions.choose.case import Case

EXACT_MATCH = "exact_match"
THRESHOLD_AT_ZERO = "keras.metrics.BinaryAccuracy(threshold=0)"

LONGEST = 48  # characters of a line that is not broken up


@dataclass(frozen=True)
class Recommendation:
    """A net's last layer and its compile call, for a case.

    labels: the encoding that `fit` is given, in the words of `core.check.STORED`. metrics: as they are
    written between the brackets. true_metric: the one of them that reports the true accuracy.
    """

    case: Case
    activation: str
    loss: str
    labels: str
    metrics: tuple[str, ...]
    true_metric: str

    @property
    def units(self) -> int:
        """Of the last layer."""
        return self.case.units

    @property
    def from_logits(self) -> bool:
        """Whether the loss has to be told that outputs are logits."""
        return self.activation == "linear"

    @property
    def reencodes(self) -> bool:
        """Whether the labels have to be stored otherwise than they are."""
        return self.labels != self.case.labels

    @property
    def layer(self) -> str:
        """As it is written."""
        if self.from_logits:
            return f"keras.layers.Dense({self.units})"
        return f'keras.layers.Dense({self.units}, activation="{self.activation}")'

    @property
    def loss_written(self) -> str:
        """As it stands in `compile`."""
        if not self.from_logits:
            return f'"{self.loss}"'
        name = "".join(map(str.capitalize, self.loss.split("_")))
        return f"keras.losses.{name}(from_logits=True)"

    @property
    def compile_call(self) -> str:
        """Whole."""
        metrics = f"metrics=[{', '.join(self.metrics)}]"
        if len(metrics) > LONGEST:
            metrics = "\n".join(["metrics=[", *(f"        {each}," for each in self.metrics), "    ]"])
        lines = (f"loss={self.loss_written}", 'optimizer="adam"', metrics)
        return "\n".join(["model.compile(", *(f"    {line}," for line in lines), ")"])

    @property
    def behaviour(self) -> Behaviour:
        """What the case's version does with it, with the metric `accuracy` or `binary_accuracy`."""
        named = self.metrics[0].strip('"')
        metric = "binary_accuracy" if named == THRESHOLD_AT_ZERO else named
        return asked(self, metric=metric)

    @property
    def plain(self) -> Behaviour:
        """What it does with the same under the plain word `accuracy`."""
        return asked(self, metric="accuracy")

    @property
    def plain_is_true(self) -> bool:
        """Whether that word alone would report the true accuracy."""
        picked = self.plain.picked
        if self.case.task == "multi_label":
            return False  # labels are counted, or the largest cells compared
        if self.case.task == "binary":
            return picked == "binary_accuracy" and not self.from_logits
        right = "categorical_accuracy" if self.labels == "one_hot" else "sparse_categorical_accuracy"
        return picked == right


def asked(advice: Recommendation, **changes: object) -> Behaviour:
    """What the case's version does with the recommendation, or with a change of it."""
    of = {
        "version": advice.case.keras,
        "loss": advice.loss,
        "target_shape": target_shape(advice.labels, advice.case.classes),
        "output_shape": (None, advice.units),
        "metric": "accuracy",
        "activation": advice.activation,
        "from_logits": advice.from_logits,
    }
    return behaviour(Setup(**(of | changes)))


def target_shape(labels: str, classes: int) -> Shape:
    """Of labels so stored, None for the batch axis."""
    return {"integer": (None,), "integer_column": (None, 1)}.get(labels, (None, classes))


def recommended(case: Case) -> Recommendation:
    """What to write."""
    several = case.task == "multi_label"
    stored = "one_hot" if several else case.labels
    own = advised(Experiment(task=case.task, labels=stored))
    metrics, true_metric = (f'"{own.metric}"',), own.metric
    if several:
        counted = THRESHOLD_AT_ZERO if case.logits else f'"{own.metric}"'
        metrics, true_metric = (counted, EXACT_MATCH), EXACT_MATCH
    elif case.task == "binary" and case.logits:
        metrics, true_metric = (THRESHOLD_AT_ZERO,), "binary_accuracy"
    return Recommendation(
        case=case,
        activation="linear" if case.logits else own.activation,
        loss=own.loss,
        labels=case.labels if several else own.labels,
        metrics=metrics,
        true_metric=true_metric,
    )


def experiment(advice: Recommendation) -> Experiment:
    """The state of the playground that is nearest: its data is its own, and so are its classes."""
    several = advice.case.task == "multi_label"
    return replace(
        Experiment(task=advice.case.task),
        loss=advice.loss,
        activation=advice.activation,
        from_logits=advice.from_logits,
        labels="one_hot" if several else advice.labels,
        metric="binary_accuracy" if several else "accuracy",
        keras=advice.case.keras,
    )
