"""What a metric object in `metrics=[...]` counts: `Accuracy()` and its kin, by class and by labels."""

from core.keras_versions.eras import expands_integer_labels, since
from core.keras_versions.setup import Setup

_FIRST = ("2.3.0", "tf-1.13.0")  # releases in which there were any
_LATER = ("2.3.0", "tf-1.14.0")
_CLASSES = {
    "Accuracy": _FIRST,
    "BinaryAccuracy": _FIRST,
    "CategoricalAccuracy": _FIRST,
    "SparseCategoricalAccuracy": _FIRST,
    "Precision": _FIRST,
    "Recall": _FIRST,
    "TopKCategoricalAccuracy": _LATER,
    "SparseTopKCategoricalAccuracy": _LATER,
    "MeanSquaredError": _LATER,
    "AUC": _LATER,
}
# What they count: whether the largest output is right, or one of the k largest; cells on the right side
# of a threshold; cells that equal their target; and the first two with class 0 for every label.
COUNTS = ("largest", "k_largest", "cells", "equal", "largest_is_0", "k_largest_have_0", "batch")


def has_class(version: str, name: str) -> bool:
    """Whether `keras.metrics` has a class of this name. Raises UnknownVersion; ValueError."""
    if name not in _CLASSES:
        raise ValueError(f"what versions have a class {name} was not measured")
    return since(version, *_CLASSES[name])


def counted(setup: Setup, name: str) -> str | None:
    """What an object of the class counts, one of COUNTS; None where the version refuses it.

    setup: one that works with `accuracy`. "batch" compares the place of the largest label in the whole
    batch with the largest output.
    """
    one_hot = len(setup.target_shape) == 2 and setup.target_shape[-1] != 1
    wide = setup.classes > 1 and not one_hot  # class numbers beside several outputs
    flat = wide and len(setup.target_shape) == 1 and not expands_integer_labels(setup.version)
    if not has_class(setup.version, name):
        return None
    if name in ("SparseCategoricalAccuracy", "SparseTopKCategoricalAccuracy"):
        return "k_largest" if "TopK" in name else "largest"
    if name == "Accuracy":
        return None if wide and since(setup.version, "tf-2.0.0") else "equal"
    if name == "CategoricalAccuracy":
        return "batch" if flat else "largest_is_0" if wide else "largest"
    if flat:
        return None
    if name == "TopKCategoricalAccuracy":
        return "k_largest_have_0" if wide else "k_largest"
    return "cells"


def told_of_one_name(version: str) -> tuple[int, ...] | None:
    """Which of two objects of one name `evaluate` returns, by place; None where that is refused."""
    if not since(version, "tf-2.2.0"):
        return (1,)
    if not since(version, "3.0.0"):
        return None
    return (0, 0, 1) if since(version, "3.3.0") else (0, 1)  # measured: not in 3.0.5, in 3.3.3
