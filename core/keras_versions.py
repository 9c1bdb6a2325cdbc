"""What each Keras version does with a setup: which accuracy it reports, what its loss is computed on,
and what it refuses.

`accuracy` was picked by the output's width, then by the loss, and is picked by shapes today. A loss
was computed on the outputs, then on the logits of the activation that matches it, and takes whatever
logits Keras has cached today. Each rule was measured on real installs, on the TensorFlow backend but
for Keras 1.0 (tests/conformance); each era names the release that brought its rules.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from core.language import _

VERSIONS: tuple[str, ...] = (
    "1.0.0",
    "1.0.5",
    "1.0.6",
    "1.2.2",
    "2.0.9",
    "2.1.6",
    "2.2.4",
    "2.2.5",
    "2.3.0",
    "2.3.1",
    "tf-1.4.1",
    "tf-1.12.3",
    "tf-1.13.2",
    "tf-1.14.0",
    "tf-1.15.5",
    "tf-2.0.4",
    "tf-2.1.4",
    "tf-2.2.3",
    "tf-2.3.4",
    "tf-2.4.4",
    "tf-2.6.5",
    "tf-2.11.1",
    "tf-2.15.1",
    "3.0.5",
    "3.3.3",
    "3.8.0",
    "3.15.1",
)

LOSSES = (
    "binary_crossentropy",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
    "mean_squared_error",
)
METRICS = ("binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy")
Shape = tuple[int | None, ...]


class UnknownVersion(ValueError):
    """A version id of the wrong form, or of a Keras that was not measured."""


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


@dataclass(frozen=True)
class Era:
    """Versions that behave alike, and the change that began them.

    `began` names the release in which it began, for each line (standalone, tf.keras) of its own.
    """

    id: str
    version: str
    name: str
    first: str
    last: str
    began: tuple[str, ...]
    accuracy_rule: str
    loss_rule: str
    source: str


ERAS: tuple[Era, ...] = (
    Era(
        id="by_width",
        version="1.0.5",
        name="Keras 1.0–1.0.5",
        first="1.0.0",
        last="1.0.5",
        began=("1.0.0",),
        accuracy_rule="by_width",
        loss_rule="probabilities",
        source="Keras 1.0.0, keras/engine/training.py",
    ),
    Era(
        id="by_loss",
        version="2.2.4",
        name="Keras 1.0.6–2.2, TF 1.4–1.13",
        first="1.0.6",
        last="tf-1.13.2",
        began=("1.0.6", "tf-1.4.0"),
        accuracy_rule="by_loss",
        loss_rule="probabilities",
        source="keras pull request #3098, in Keras 1.0.6",
    ),
    Era(
        id="matching_logits",
        version="tf-2.1.4",
        name="Keras 2.3, TF 1.14–2.1",
        first="2.3.0",
        last="tf-2.1.4",
        began=("2.3.0", "tf-1.14.0"),
        accuracy_rule="by_loss",
        loss_rule="matching_logits",
        source="TensorFlow 1.14.0, keras/backend.py (output.op.type), which Keras 2.3.0 calls",
    ),
    Era(
        id="by_shapes",
        version="tf-2.2.3",
        name="TF 2.2–2.3",
        first="tf-2.2.0",
        last="tf-2.3.4",
        began=("tf-2.2.0",),
        accuracy_rule="by_shapes",
        loss_rule="matching_logits",
        source="TensorFlow 2.2.0, keras/engine/compile_utils.py",
    ),
    Era(
        id="cached_logits",
        version="3.15.1",
        name="TF 2.4–2.15, Keras 3",
        first="tf-2.4.0",
        last="3.15.1",
        began=("tf-2.4.0",),
        accuracy_rule="by_shapes",
        loss_rule="cached_logits",
        source="TensorFlow 2.4.0, keras/backend.py (_keras_logits); tensorflow issue #51574",
    ),
)


_STANDALONES = (((1, 0), (2, 4)), ((3, 0), (3, 16)))
_TENSORFLOWS = (((1, 4), (1, 16)), ((2, 0), (2, 22)))


# Where tf.keras left standalone Keras behind: it checks shapes in words of its own, compares with a
# threshold, and its losses look for the activation before the output.
_TENSORFLOW_OWN = ("tf-1.13.0",)
# Loss objects with `from_logits`, as rules for loss names describe them. TensorFlow 1.13 had the first
# ones: its BinaryCrossentropy checked no shapes, its CategoricalCrossentropy failed on one-hot targets.
_FROM_LOGITS = ("2.3.0", "tf-1.14.0")
# Before, `sparse_categorical_accuracy` took the largest value of a row for its label.
_SPARSE_READS_LABELS = ("2.2.3", "tf-1.13.0")


def order(version: str) -> tuple[int, ...]:
    """A key that sorts version ids: standalone Keras, then tf.keras, then Keras 3.

    Raises UnknownVersion.
    """
    match = re.fullmatch(r"(tf-)?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?", str(version), re.ASCII)
    if not match:
        raise UnknownVersion(
            _(
                "{version} is no Keras version: write 2.2.4 for standalone Keras 2.2.4, "
                "tf-2.2.3 for the tf.keras of TensorFlow 2.2.3."
            ).format(version=version)
        )
    tensorflow = bool(match[1])
    number = tuple(int(part or 0) for part in match.groups()[1:])
    if not tensorflow and (2, 4) <= number < (2, 16):
        # 2.4 only re-exported tf.keras, of TensorFlow 2.2 when it came out; 2.5 to 2.15 are the
        # tf.keras of the TensorFlow of that number
        tensorflow = True
        number = (2, 2, number[2]) if number < (2, 5) else number
    known = _TENSORFLOWS if tensorflow else _STANDALONES
    if not any(first <= number < end for first, end in known):
        raise UnknownVersion(
            _(
                "Keras version {version} was not measured: known are Keras 1.0 to 3.15 "
                "and the tf.keras of TensorFlow 1.4 to 2.21 (tf-1.4 to tf-2.21)."
            ).format(version=version)
        )
    if tensorflow and number >= (2, 16):
        return (2, 3, 0, number[1])  # from 2.16 on, tf.keras is the Keras 3 that is installed
    line = 1 if tensorflow else 2 if number >= (3,) else 0
    return (line, *number)


def era(version: str) -> Era:
    """The era that `version` belongs to. Raises UnknownVersion."""
    return [each for each in ERAS if _since(version, *each.began)][-1]


def _since(version: str, *began: str) -> bool:
    """Whether `version` has what came with the releases `began`, one for each line that has its own.

    The three lines follow each other: what began in one, the later lines were born with.
    """
    key = order(version)
    borders = {order(release)[0]: order(release) for release in began}
    return key >= borders.get(key[0], max(borders.values()))


def expands_integer_labels(version: str) -> bool:
    """Whether (N,) targets become (N, 1) before metrics and loss see them."""
    return not _since(version, "3.0.0")


def binary_accuracy_rounds(version: str) -> bool:
    """Whether `binary_accuracy` compares targets with rounded outputs instead of `output > 0.5`.

    It matters for outputs below -0.5 or above 1.5, which then match no target.
    """
    return not _since(version, "tf-1.11.0")


def resolve_accuracy(
    version: str,
    loss: str,
    target_shape: Shape,
    output_shape: Shape,
    metric: str = "accuracy",
    activation: str = "softmax",
    from_logits: bool = False,
) -> str:
    """The Keras function that `metric` stands for: "binary_accuracy" and its kin.

    Shapes have None for the batch axis: (None, 10), (None,). Raises KerasRefuses for a setup that
    the version refuses, at compile or at the first batch; UnknownVersion; ValueError for other words.
    """
    refused = refusal(version, loss, target_shape, output_shape, metric, activation, from_logits)
    if refused:
        raise refused
    return _picked(version, loss, target_shape, output_shape, metric)


def _picked(version, loss, target_shape, output_shape, metric):
    if metric not in ("accuracy", "acc"):
        return metric
    picked = _ACCURACY_RULES[era(version).accuracy_rule](loss, target_shape, output_shape)
    if picked == "sparse_categorical_accuracy" and not _since(version, "1.0.2"):
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
    setup = _Setup(version, loss, tuple(target_shape), tuple(output_shape), metric, activation)
    if from_logits:
        setup = replace(setup, from_logits=True)
        if not has_from_logits(version):
            return KerasRefuses("", _without_from_logits(version), setup.mends_without_from_logits())
    said = setup.refused()
    return said and KerasRefuses(*said, setup.mends())


def has_from_logits(version: str) -> bool:
    """Whether a loss can be told that predictions are logits: `BinaryCrossentropy(from_logits=True)`.

    TensorFlow 1.13, which had the first loss objects, is counted out: they did not work as named ones.
    """
    return _since(version, *_FROM_LOGITS)


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


# What it prints. An unknown number of examples reads None; where a running graph prints the size of
# the batch in hand, Keras's default of 32 stands. The output layer is called dense_1. Left out: the
# frames and node names that TensorFlow puts around the text, and the label values of the batch.
_LAYER, _BATCH = "dense_1", 32

_CHECKING = (
    "Error when checking {target_name}: expected {layer} to have shape {wanted} "
    "but got array with shape {got}"
)
_CATEGORICAL = """\
You are passing a target array of shape {target} while using as loss `categorical_crossentropy`. \
`categorical_crossentropy` expects targets to be binary matrices (1s and 0s) of shape \
(samples, classes). If your targets are integer classes, you can convert them to the expected format \
via:
```
from keras.{utils} import to_categorical
y_binary = to_categorical(y_int)
```

Alternatively, you can use the loss function `sparse_categorical_crossentropy` instead, which does \
expect integer targets."""
_SAME_SHAPE = (
    "A target array with shape {target} was passed for an output of shape {output} while using as "
    "loss `{loss}`. This loss expects targets to have the same shape as the output."
)
_INTEGER_TARGETS = (
    "Input 'y' of 'Equal' Op has type float32 that does not match type int32 of argument 'x'."
)
_OUT_OF_RANGE = "Received a label value of 1 which is outside the valid range of [0, 1)."
_FIRST_DIMENSION = (
    "logits and labels must have the same first dimension, "
    "got logits shape [{batch},{classes}] and labels shape [{cells}]"
)
_RANK = "Arguments `target` and `output` must have the same rank (ndim). {received}"
_SHAPE = "Arguments `target` and `output` must have the same shape. {received}"
_SPARSE_RANK = "Argument `output` must have rank (ndim) `target.ndim - 1`. {received}"

Said = tuple[str, str]


@dataclass(frozen=True)
class _Setup:
    version: str
    loss: str
    target: Shape
    output: Shape
    metric: str
    activation: str
    from_logits: bool = False

    def refused(self) -> Said | None:
        """The exception's type and text; None if accepted."""
        if self.since("3.0.0"):
            return self._keras_3() or self._metric()
        if self.since("tf-2.2.0"):
            return self._graph() or self._metric()
        if self.since(*_TENSORFLOW_OWN):
            return self._tensorflow_arrays() or self._metric() or self._sparse_graph()
        if self.since("1.0.5"):
            return self._keras_arrays() or self._metric()
        return self._metric_name() or self._first_keras()

    def since(self, *began: str) -> bool:
        return _since(self.version, *began)

    @property
    def sparse(self) -> bool:
        return self.loss == "sparse_categorical_crossentropy"

    @property
    def classes(self) -> int:
        return self.output[-1]

    @property
    def seen(self) -> Shape:
        """The targets' shape as loss and metrics see it."""
        column = len(self.target) == 1 and expands_integer_labels(self.version)
        return (*self.target, 1) if column else self.target

    def _say(self, kind: str, text: str) -> Said:
        received = f"Received: target.shape={self.seen}, output.shape={self.output}"
        return kind, text.format(
            target=self.seen,
            output=self.output,
            loss=self.loss,
            received=received,
            utils="utils" if self.since("2.1.0", "tf-1.5.0") else "utils.np_utils",
            batch=_BATCH,
            classes=self.classes,
            cells=_BATCH * self.seen[-1] if len(self.seen) > 1 else _BATCH,
            width=self.seen[-1],
        )

    def _metric_name(self) -> Said | None:
        """Keras 1.0.0 looked up no metric but `accuracy`; 1.0.1 had no sparse one."""
        if self.metric in ("accuracy", "acc"):
            return None
        if not self.since("1.0.1"):
            return "AttributeError", "module 'keras.metrics' has no attribute 'get'"
        if self.metric == "sparse_categorical_accuracy" and not self.since("1.0.2"):
            return "Exception", f"Invalid metric: {self.metric}"
        return None

    def _first_keras(self) -> Said | None:
        """Keras 1.0 to 1.0.4, on Theano, its default: what no check finds, Theano does."""
        if self.sparse and self.seen[-1] != 1:
            text = "Cannot reshape input of shape ({cells}, {classes}) to shape [{batch} {classes}]"
            return self._say("ValueError", text)
        if self.sparse or self.seen[-1] == self.classes:
            return self._categorical_column() or self._label_range()
        if self.loss == "mean_squared_error":
            text = "Dimension mismatch; shapes are ({batch}, {classes}), ({batch}, {width})"
            return self._say("ValueError", text)
        return self._categorical_column() or self._say("Exception", _SAME_SHAPE)

    def _keras_arrays(self) -> Said | None:
        """Standalone Keras 1.0.5 to 2.3 checks the arrays before any graph runs."""
        wanted, got = (None, 1 if self.sparse else self.classes), self.seen
        if wanted[1:] != got[1:]:
            if self.since("2.1.3", "tf-1.6.0"):
                wanted, got = wanted[1:], got[1:]
            name = "target" if self.since("2.0.4") else "model target"
            text = _CHECKING.format(target_name=name, layer=_LAYER, wanted=wanted, got=got)
            return self._array_error(), text
        return self._categorical_column() or self._label_range()

    def _array_error(self) -> str:
        return "ValueError" if self.since("1.2.0") else "Exception"

    def _tensorflow_arrays(self) -> Said | None:
        """tf.keras to 2.1 checks the arrays too, except those of a sparse loss."""
        if self.sparse:
            return None
        said = self._categorical_column()
        if self.loss == "mean_squared_error" and self._tf_1_13():
            return said or self._widths()
        if not said and self.seen[-1] != self.classes:
            said = self._say("ValueError", _SAME_SHAPE)
        return said

    def _categorical_column(self) -> Said | None:
        if self.loss == "categorical_crossentropy" and self.seen[-1] == 1:
            return self._say(self._array_error(), _CATEGORICAL)
        return None

    def _label_range(self) -> Said | None:
        if self.sparse and self.classes == 1:
            return self._say("InvalidArgumentError", _OUT_OF_RANGE)
        return None

    def _sparse_graph(self) -> Said | None:
        if self.sparse and self.seen[-1] != 1:
            return self._say("InvalidArgumentError", _FIRST_DIMENSION)
        return self._label_range()

    def _graph(self) -> Said | None:
        """tf.keras since 2.2 leaves it to the loss, which broadcasts where it can."""
        if self.sparse:
            return self._sparse_graph()
        if self.seen[-1] == self.classes:
            return None
        if self.loss == "categorical_crossentropy":
            return self._say("ValueError", "Shapes {target} and {output} are incompatible")
        if self.loss == "binary_crossentropy" and self._on_logits():
            return self._say("ValueError", self._logits_and_labels())
        return self._widths()

    def _widths(self) -> Said | None:
        """What does not broadcast: two widths, neither of them 1."""
        if 1 in (self.seen[-1], self.classes) or self.seen[-1] == self.classes:
            return None
        return self._say("ValueError", "Dimensions must be equal, but are {width} and {classes}")

    def _logits_and_labels(self) -> str:
        if self.since("tf-2.7.0"):
            return "`logits` and `labels` must have the same shape, received ({output} vs {target})."
        return "logits and labels must have the same shape ({output} vs {target})"

    def _on_logits(self) -> bool:
        on = loss_computed_on(self.version, self.loss, self.activation)
        return self.from_logits or on == "logits"

    def _keras_3(self) -> Said | None:
        """Keras 3 no longer makes a column of (N,) targets; losses check ranks and shapes."""
        column = len(self.target) == 1 and self.classes == 1
        target = (*self.target, 1) if column else self.target
        if self.sparse:
            if len(target) == 2 and target[-1] != 1:
                return self._say("ValueError", _SPARSE_RANK)
            return self._label_range()
        if self.loss == "mean_squared_error":
            return self._broadcast_rows() if len(target) == 1 else self._widths()
        if len(target) != len(self.output):
            return self._say("ValueError", _RANK)
        if target[-1] != self.classes:
            return self._say("ValueError", _SHAPE)
        return None

    def _broadcast_rows(self) -> Said:
        text = "Incompatible shapes: [{batch}] vs. [{batch},{classes}]"
        return self._say("InvalidArgumentError", text)

    def _metric(self) -> Said | None:
        """What the metric says that is asked for, or that `accuracy` stands for."""
        name = _picked(self.version, self.loss, self.target, self.output, self.metric)
        if name == "binary_accuracy" and self.sparse and self._tf_1_13():
            return "TypeError", _INTEGER_TARGETS
        if name == "binary_accuracy" and len(self.seen) == 1 and self.classes > 1:
            return self._broadcast_rows()
        hot = len(self.seen) == 2 and self.seen[-1] > 1
        if name == "sparse_categorical_accuracy" and hot and self.since(*_SPARSE_READS_LABELS):
            return self._one_hot_for_sparse_metric()
        return None

    def _tf_1_13(self) -> bool:
        """TF 1.13 alone gave sparse losses integer targets, and let a squared error broadcast."""
        return self.since("tf-1.13.0") and not self.since("tf-1.14.0")

    def _one_hot_for_sparse_metric(self) -> Said:
        if self.since("3.0.0"):
            text = "Incompatible shapes: [{batch},{width}] vs. [{batch}]"
        elif self.since("2.2.5"):
            text = "Can not squeeze dim[1], expected a dimension of 1, got {width}"
        else:
            text = "Incompatible shapes: [{batch}] vs. [{cells}]"
        static = self.since("tf-2.0.0") and not self.since("3.0.0")
        return self._say("ValueError" if static else "InvalidArgumentError", text)

    def mends(self) -> tuple[dict[str, str], ...]:
        """Single changes that this version accepts, the smallest first; pairs if none does."""
        column = self.sparse or self.classes == 1
        natural_labels = {"labels": "integer" if column else "one_hot"}
        natural_loss = {"loss": self._natural_loss()}
        singles = [natural_labels, natural_loss, {"metric": "accuracy"}]
        pairs = [{**natural_labels, "metric": "accuracy"}, {**natural_loss, "metric": "accuracy"}]
        accepted = [change for change in singles if self._accepts(change)]
        if not accepted:
            accepted = [change for change in pairs if self._accepts(change)]
        both = {**natural_labels, **natural_loss}
        last = [change for change in (both, {**both, "metric": "accuracy"}) if self._accepts(change)]
        return tuple(accepted or last[:1])

    def mends_without_from_logits(self) -> tuple[dict[str, Any], ...]:
        """The same for a version that has no `from_logits`: off, or today's Keras."""
        off, today = replace(self, from_logits=False), replace(self, version=VERSIONS[-1])
        mends = [{"from_logits": False, **each} for each in (off.mends() if off.refused() else [{}])]
        if not today.refused():
            mends.append({"keras": today.version})
        return tuple(mends)

    def _natural_loss(self) -> str:
        if self.classes == 1:
            return "binary_crossentropy"
        column = len(self.target) == 1 or self.target[-1] == 1
        return "sparse_categorical_crossentropy" if column else "categorical_crossentropy"

    def _accepts(self, change: dict[str, str]) -> bool:
        # one-hot labels of a task with one output are two columns wide
        width = self.classes if self.classes > 1 else 2
        shapes = {"integer": self.output[:1], "one_hot": (*self.output[:1], width)}
        changes = {name: value for name, value in change.items() if name != "labels"}
        if "labels" in change:
            changes["target"] = shapes[change["labels"]]
        mended = replace(self, **changes)
        return mended != self and mended.refused() is None
