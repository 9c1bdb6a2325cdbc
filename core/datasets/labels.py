"""Labels, and the targets that they become. NumPy only."""

import numpy as np

QUESTIONS = ("even", "prime", "greater_than_four")  # of the multi-label task
PRIMES = (2, 3, 5, 7)


def labels_of(task: str, digits: np.ndarray) -> np.ndarray:
    """What `task` asks about (N,) digits, 0 to 9.

    "classes": (N,) the digits; "multi_label": (N, 3) zeros and ones, a column for each of QUESTIONS;
    "binary": (N,) 1 where the digit is even.
    """
    digits = np.asarray(digits)
    if task == "classes":
        return digits
    even = digits % 2 == 0
    if task == "binary":
        return even.astype("int64")
    return np.stack([even, np.isin(digits, PRIMES), digits > 4], axis=-1).astype("int64")


def one_hot(labels: np.ndarray, classes: int) -> np.ndarray:
    """(N,) class indices as (N, classes) float32 rows with a single one."""
    return np.eye(classes, dtype=np.float32)[labels]


def encode(labels: np.ndarray, encoding: str, classes: int) -> np.ndarray:
    """Labels as targets: `one_hot` (N, classes), `integer` (N,) or `integer_column` (N, 1).

    `multi_hot` takes (N, K) zeros and ones as they are.
    """
    if encoding == "multi_hot":
        return labels.astype(np.float32)
    if encoding == "one_hot":
        return one_hot(labels, classes)
    return labels if encoding == "integer" else labels[:, np.newaxis]
