"""The step that loads the data and encodes the labels."""

from core import datasets
from core.datasets import Code
from core.experiment import Experiment, nets
from core.export.source import comment, keras_name
from core.export.today import for_today


def data(experiment: Experiment) -> str:
    """Training and test part: `x_…`, `labels_…` (class indices) and `y_…` (targets)."""
    code = code_of(experiment)
    return "\n".join([f"{_imports(experiment, code)}\n\n{code.lines}", *_targets(experiment)])


def code_of(experiment: Experiment) -> Code:
    """What loads the experiment's data, as a script has it."""
    dataset = nets.data_of(experiment)
    return dataset.code(**{name: getattr(experiment, name) for name in dataset.choices})


def _imports(experiment: Experiment, code: Code) -> str:
    lines = {"import keras", *code.imports}
    if experiment.task == "multi_label":
        lines.add("import numpy as np")
    if for_today(experiment).wraps_loss:
        lines.add("import tensorflow as tf")
    return "\n".join(sorted(lines, key=lambda line: (line.startswith("from"), line)))


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
    if for_today(experiment).labels == "integer":
        return ["y_train, y_test = labels_train, labels_test"]
    lines = ["y_train, y_test = labels_train[:, None], labels_test[:, None]"]
    if experiment.labels == "integer":
        why = f"{keras_name(experiment.keras)} makes (N,) labels a column; today's Keras does not."
        lines.insert(0, comment([why]))
    return lines
