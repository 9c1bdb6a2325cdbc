"""What `fit(...).history` calls a metric, by how it is written in `metrics=[...]`."""

import re

from core.keras_versions.eras import order, since
from core.keras_versions.objects import has_class

# Before these, a string was looked up, and the key was the name of the function that was found.
AS_WRITTEN = ("2.3.0", "tf-2.0.0")
_LOOKED_UP = {"accuracy": "acc", "mse": "mean_squared_error", "mae": "mean_absolute_error"}
_FIRST = "1.0.1"  # metrics by other words than accuracy
# Strings that came later; measured: of top k, the one not in 1.0.6, the sparse one not in 1.2.2.
_STRINGS = {
    "sparse_categorical_accuracy": "1.0.2",
    "top_k_categorical_accuracy": "1.0.7",
    "sparse_top_k_categorical_accuracy": "2.0.0",
}
_NUMBERED = ("Precision", "Recall", "AUC")  # classes without a name of their own: each gets a new one


def history_name(version: str, spelling: str, made_before: int = 0) -> str | None:
    """The key under which `History.history` has a metric; that of the validation data is val_ and it.

    spelling: as it stands in `metrics=[...]`: a string without its quotes ("accuracy"), a function
    ("keras.metrics.categorical_accuracy", "def my_accuracy"), an object ("BinaryAccuracy()").
    made_before: how many objects of this class the session had made before this one.
    None where the version has no such metric. Raises UnknownVersion; ValueError for other words.
    """
    written = re.fullmatch(r"(?:def |keras\.metrics\.)?([a-z_]\w*)|([A-Z]\w+)\((.*)\)", spelling)
    if not written:
        raise ValueError(f"no metric is written like {spelling!r}")
    name, cls, arguments = written.groups()
    if name:
        if spelling not in ("accuracy", "acc") and not since(version, _STRINGS.get(name, _FIRST)):
            return None
        return name if name != spelling or since(version, *AS_WRITTEN) else _LOOKED_UP.get(name, name)
    if not has_class(version, cls):
        return None
    if named := re.search(r"name=['\"](\w+)['\"]", arguments):
        return named[1]
    snake = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", cls).lower()
    number = made_before + (order(version) < order("tf-1.4.0"))  # standalone Keras counted from 1
    return f"{snake}_{number}" if cls in _NUMBERED and number else snake
