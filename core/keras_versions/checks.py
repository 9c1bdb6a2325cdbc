"""A setup in the hands of its version: who checks its shapes, in what order, in which words."""

from dataclasses import dataclass

from core.keras_versions.eras import expands_integer_labels, since
from core.keras_versions.rules import computed_on, picked_accuracy
from core.keras_versions.setup import Setup, Shape

# Where tf.keras left standalone Keras behind: it checks shapes in words of its own, compares with a
# threshold, and its losses look for the activation before the output.
_TENSORFLOW_OWN = ("tf-1.13.0",)
# Before, `sparse_categorical_accuracy` took the largest value of a row for its label.
_SPARSE_READS_LABELS = ("2.2.3", "tf-1.13.0")

# What it prints, shortened. An unknown number of examples reads None; where a running graph prints the
# size of the batch in hand, Keras's default of 32 stands. The output layer is called dense_1. Left
# out: the frames and node names that TensorFlow puts around the text, and the batch's label values.
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
_UP_TO_LAST = (
    "Arguments `target` and `output` must have the same shape up until the last dimension: "
    "target.shape={target}, output.shape={output}"
)
_SPARSE_RANK = "Argument `output` must have rank (ndim) `target.ndim - 1`. {received}"
_SIZES = "The size of tensor a ({a}) must match the size of tensor b ({b}) at non-singleton dimension 1"

Said = tuple[str, str]  # the exception's type, and its text


def checked(setup: Setup) -> Said | None:
    """What the version prints against these shapes, loss and metric; None if it accepts them."""
    return _Checks(setup).refused()


@dataclass(frozen=True)
class _Checks:
    """The checks of one version, on one setup."""

    setup: Setup

    def refused(self) -> Said | None:
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
        return since(self.setup.version, *began)

    @property
    def seen(self) -> Shape:
        """The targets' shape as loss and metrics see it."""
        target = self.setup.target_shape
        column = len(target) == 1 and expands_integer_labels(self.setup.version)
        return (*target, 1) if column else target

    def _say(self, kind: str, text: str) -> Said:
        target, output = self._shape(self.seen), self._shape(self.setup.output_shape)
        return kind, text.format(
            target=target,
            output=output,
            loss=self.setup.loss,
            received=f"Received: target.shape={target}, output.shape={output}",
            utils="utils" if self.since("2.1.0", "tf-1.5.0") else "utils.np_utils",
            batch=_BATCH,
            classes=self.setup.classes,
            cells=_BATCH * self.seen[-1] if len(self.seen) > 1 else _BATCH,
            width=self.seen[-1],
        )

    def _shape(self, shape: Shape) -> str:
        """As the backend writes it: JAX and PyTorch know the batch's size, which reads 32."""
        of_batch = tuple(_BATCH if size is None else size for size in shape)
        return {"jax": f"{of_batch}", "torch": f"torch.Size({list(of_batch)})"}.get(
            self.setup.backend, f"{shape}"
        )

    def _metric_name(self) -> Said | None:
        """Keras 1.0.0 looked up no metric but `accuracy`; 1.0.1 had no sparse one."""
        if self.setup.metric in ("accuracy", "acc"):
            return None
        if not self.since("1.0.1"):
            return "AttributeError", "module 'keras.metrics' has no attribute 'get'"
        if self.setup.metric == "sparse_categorical_accuracy" and not self.since("1.0.2"):
            return "Exception", f"Invalid metric: {self.setup.metric}"
        return None

    def _first_keras(self) -> Said | None:
        """Keras 1.0 to 1.0.4, on Theano, its default: what no check finds, Theano does."""
        if self.setup.sparse and self.seen[-1] != 1:
            text = "Cannot reshape input of shape ({cells}, {classes}) to shape [{batch} {classes}]"
            return self._say("ValueError", text)
        if self.setup.sparse or self.seen[-1] == self.setup.classes:
            return self._categorical_column() or self._label_range()
        if self.setup.loss == "mean_squared_error":
            text = "Dimension mismatch; shapes are ({batch}, {classes}), ({batch}, {width})"
            return self._say("ValueError", text)
        return self._categorical_column() or self._say("Exception", _SAME_SHAPE)

    def _keras_arrays(self) -> Said | None:
        """Standalone Keras 1.0.5 to 2.3 checks the arrays before any graph runs."""
        wanted, got = (None, 1 if self.setup.sparse else self.setup.classes), self.seen
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
        if self.setup.sparse:
            return None
        said = self._categorical_column()
        if self.setup.loss == "mean_squared_error" and self._tf_1_13():
            return said or self._widths()
        if not said and self.seen[-1] != self.setup.classes:
            said = self._say("ValueError", _SAME_SHAPE)
        return said

    def _categorical_column(self) -> Said | None:
        if self.setup.loss == "categorical_crossentropy" and self.seen[-1] == 1:
            return self._say(self._array_error(), _CATEGORICAL)
        return None

    def _label_range(self) -> Said | None:
        if not self.setup.sparse or self.setup.classes != 1:
            return None
        if self.setup.backend == "torch" and self.since("3.14.0"):  # its own crossentropy
            return "IndexError", "Target 1 is out of bounds."
        if self.setup.backend == "torch":
            return "RuntimeError", "Class values must be smaller than num_classes."
        return self._say("InvalidArgumentError", _OUT_OF_RANGE)

    def _sparse_graph(self) -> Said | None:
        if self.setup.sparse and self.seen[-1] != 1:
            return self._say("InvalidArgumentError", _FIRST_DIMENSION)
        return self._label_range()

    def _graph(self) -> Said | None:
        """tf.keras since 2.2 leaves it to the loss, which broadcasts where it can."""
        if self.setup.sparse:
            return self._sparse_graph()
        if self.seen[-1] == self.setup.classes:
            return None
        if self.setup.loss == "categorical_crossentropy":
            return self._say("ValueError", "Shapes {target} and {output} are incompatible")
        if self.setup.loss == "binary_crossentropy" and self._on_logits():
            return self._say("ValueError", self._logits_and_labels())
        return self._widths()

    def _widths(self) -> Said | None:
        """What does not broadcast: two widths, neither of them 1."""
        if 1 in (self.seen[-1], self.setup.classes) or self.seen[-1] == self.setup.classes:
            return None
        return self._say("ValueError", "Dimensions must be equal, but are {width} and {classes}")

    def _logits_and_labels(self) -> str:
        if self.since("tf-2.7.0"):
            return "`logits` and `labels` must have the same shape, received ({output} vs {target})."
        return "logits and labels must have the same shape ({output} vs {target})"

    def _on_logits(self) -> bool:
        return computed_on(self.setup) != "probabilities"

    def _keras_3(self) -> Said | None:
        """Keras 3 no longer makes a column of (N,) targets; losses check ranks and shapes."""
        target = self.setup.target_shape
        if len(target) == 1 and self.setup.classes == 1:
            target = (*target, 1)
        if self.setup.backend != "tensorflow":
            return self._other_backend(target)
        if self.setup.sparse:
            if len(target) == 2 and target[-1] != 1:
                return self._say("ValueError", _SPARSE_RANK)
            return self._label_range()
        if self.setup.loss == "mean_squared_error":
            return self._broadcast_rows() if len(target) == 1 else self._widths()
        if len(target) != len(self.setup.output_shape):
            return self._say("ValueError", _RANK)
        if target[-1] != self.setup.classes:
            return self._say("ValueError", _SHAPE)
        return None

    def _other_backend(self, target: Shape) -> Said | None:
        """Keras 3 on JAX or PyTorch, whose losses compare whole shapes."""
        if self.setup.sparse:
            if len(target) == 2 and target[-1] != 1:
                return self._say("ValueError", _UP_TO_LAST)
            return self._label_range() if self.setup.backend == "torch" else None
        if self.setup.loss == "mean_squared_error":
            return self._broadcast_rows() if len(target) == 1 else self._widths()
        if len(target) != 2 or target[-1] != self.setup.classes:
            return self._say("ValueError", _SHAPE)
        return None

    def _broadcast_rows(self) -> Said:
        """A batch of numbers against a batch of rows."""
        if self.setup.backend == "jax":
            text = "Incompatible shapes for broadcasting: shapes=[({batch},), ({batch}, {classes})]"
            return self._say("ValueError", text)
        if self.setup.backend == "torch":
            return self._say("RuntimeError", _SIZES.format(a="{batch}", b="{classes}"))
        text = "Incompatible shapes: [{batch}] vs. [{batch},{classes}]"
        return self._say("InvalidArgumentError", text)

    def _metric(self) -> Said | None:
        """What the metric says that is asked for, or that `accuracy` stands for."""
        name = picked_accuracy(self.setup)
        if name == "binary_accuracy" and self.setup.sparse and self._tf_1_13():
            return "TypeError", _INTEGER_TARGETS
        if name == "binary_accuracy" and len(self.seen) == 1 and self.setup.classes > 1:
            return self._broadcast_rows()
        hot = len(self.seen) == 2 and self.seen[-1] > 1
        if name == "sparse_categorical_accuracy" and hot and self.since(*_SPARSE_READS_LABELS):
            return self._one_hot_for_sparse_metric()
        return None

    def _tf_1_13(self) -> bool:
        """TF 1.13 alone gave sparse losses integer targets, and let a squared error broadcast."""
        return self.since("tf-1.13.0") and not self.since("tf-1.14.0")

    def _one_hot_for_sparse_metric(self) -> Said:
        if self.setup.backend == "jax":
            text = "Incompatible shapes for broadcasting: shapes=[({batch}, {width}), ({batch},)]"
            return self._say("ValueError", text)
        if self.setup.backend == "torch":
            return self._say("RuntimeError", _SIZES.format(a="{width}", b="{batch}"))
        if self.since("3.0.0"):
            text = "Incompatible shapes: [{batch},{width}] vs. [{batch}]"
        elif self.since("2.2.5"):
            text = "Can not squeeze dim[1], expected a dimension of 1, got {width}"
        else:
            text = "Incompatible shapes: [{batch}] vs. [{cells}]"
        static = self.since("tf-2.0.0") and not self.since("3.0.0")
        return self._say("ValueError" if static else "InvalidArgumentError", text)
