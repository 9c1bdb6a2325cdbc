"""The step that loads the data and encodes the labels."""

from collections.abc import Sequence

from core import datasets
from core.datasets import Code
from core.experiment import Experiment, nets
from core.export.source import comment
from core.export.today import for_today
from core.keras_versions import keras_name
from core.language import _


def loaded(experiments: Sequence[Experiment]) -> str:
    """Imports, and both parts of the data that these share: `x_…` and `labels_…` (class indices)."""
    code = code_of(experiments[0])
    return f"{_imports(experiments, code)}\n\n{code.lines}"


def targets(experiment: Experiment) -> str:
    """The labels encoded: `y_train` and `y_test`."""
    if experiment.task == "multi_label":
        return _multi_hot()
    of_digits = nets.data_of(experiment).kind == "images"
    even = _even() if experiment.task == "binary" and of_digits else ()
    return "\n".join([*even, *_encoded(experiment)])


def code_of(experiment: Experiment) -> Code:
    """What loads the experiment's data, as a script has it."""
    dataset = nets.data_of(experiment)
    return dataset.code(**{name: getattr(experiment, name) for name in dataset.choices})


def _imports(experiments: Sequence[Experiment], code: Code) -> str:
    lines = {"import keras", *code.imports}
    if any(each.task == "multi_label" or each.class_weight for each in experiments):
        lines.add("import numpy as np")
    if any(for_today(each).wraps_loss for each in experiments):
        lines.add("import tensorflow as tf")
    return "\n".join(sorted(lines, key=lambda line: (line.startswith("from"), line)))


def _multi_hot() -> str:
    about = _("Even, prime, greater than four: a column each.")
    return f"""\


def multi_hot(digits):
    \"\"\"{about}\"\"\"
    columns = [digits % 2 == 0, np.isin(digits, {datasets.PRIMES!r}), digits > 4]
    return np.stack(columns, axis=1).astype("float32")


y_train, y_test = multi_hot(labels_train), multi_hot(labels_test)"""


def _even() -> tuple[str, ...]:
    return (
        comment([_("Is the digit even?")]),
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
        why = _("{keras} makes (N,) labels a column; today's Keras does not.")
        lines.insert(0, comment([why.format(keras=keras_name(experiment.keras))]))
    return lines
