"""The step that loads the data and encodes the labels."""

from core import datasets
from core.experiment import Experiment, nets
from core.export.source import comment, keras_name
from core.export.today import targets_name, wraps_loss


def data(experiment: Experiment) -> str:
    """Training and test part: `x_…`, `labels_…` (class indices) and `y_…` (targets)."""
    return "\n".join([_LOADERS[experiment.dataset](experiment), *_targets(experiment)])


def _digits(experiment: Experiment) -> str:
    return f"""\
{_imports(experiment)}
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

images, labels = load_digits(return_X_y=True)
x_train, x_test, labels_train, labels_test = train_test_split(
    images, labels, test_size={datasets.DIGITS_TEST_SIZE!r}, random_state={datasets.SPLIT_SEED!r}
)
x_train = x_train.astype("float32") / 16
x_test = x_test.astype("float32") / 16"""


def _mnist(experiment: Experiment) -> str:
    size = experiment.train_size
    return f"""\
{_imports(experiment)}

(x_train, labels_train), (x_test, labels_test) = keras.datasets.mnist.load_data()
x_train, labels_train = x_train[:{size!r}], labels_train[:{size!r}]
x_train = x_train[..., None].astype("float32") / 255
x_test = x_test[..., None].astype("float32") / 255"""


def _digits_as_mnist(experiment: Experiment) -> str:
    size = experiment.train_size
    return f"""\
{_digits(experiment)}


def enlarged(images):
    \"\"\"8 x 8 pixels as 28 x 28: each three times as large, and a margin of 2.\"\"\"
    squares = images.reshape(-1, 8, 8).repeat(3, axis=1).repeat(3, axis=2)
    return np.pad(squares, ((0, 0), (2, 2), (2, 2)))[..., None]


x_train, labels_train = enlarged(x_train)[:{size!r}], labels_train[:{size!r}]
x_test = enlarged(x_test)"""


_LOADERS = {"digits": _digits, "mnist": _mnist, "digits_as_mnist": _digits_as_mnist}


def _imports(experiment: Experiment) -> str:
    lines = ["import keras"]
    if experiment.task == "multi_label" or experiment.dataset == "digits_as_mnist":
        lines.append("import numpy as np")
    if wraps_loss(experiment):
        lines.append("import tensorflow as tf")
    return "\n".join(lines)


def _targets(experiment: Experiment) -> list[str]:
    if experiment.task == "multi_label":
        return [_MULTI_HOT]
    return [*(_EVEN if experiment.task == "binary" else ()), *_encoded(experiment)]


_MULTI_HOT = f"""\


def multi_hot(digits):
    \"\"\"Even, prime, greater than four: a column each.\"\"\"
    columns = [digits % 2 == 0, np.isin(digits, {datasets.PRIMES!r}), digits > 4]
    return np.stack(columns, axis=1).astype("float32")


y_train, y_test = multi_hot(labels_train), multi_hot(labels_test)"""

_EVEN = (
    "# Is the digit even?",
    'labels_train = (labels_train % 2 == 0).astype("int64")',
    'labels_test = (labels_test % 2 == 0).astype("int64")',
)


def _encoded(experiment: Experiment) -> list[str]:
    if experiment.labels == "one_hot":
        classes = nets.classes(experiment)
        return [
            f"y_{part} = keras.utils.to_categorical(labels_{part}, {classes!r})"
            for part in ("train", "test")
        ]
    if targets_name(experiment) == "integer":
        return ["y_train, y_test = labels_train, labels_test"]
    lines = ["y_train, y_test = labels_train[:, None], labels_test[:, None]"]
    if experiment.labels == "integer":
        why = f"{keras_name(experiment.keras)} makes (N,) labels a column; today's Keras does not."
        lines.insert(0, comment([why]))
    return lines
