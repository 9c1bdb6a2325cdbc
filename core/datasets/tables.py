"""Tables of measurements with a yes or a no, as arrays."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from core.datasets.data import Data
from core.datasets.images import SPLIT_SEED

HELD_OUT = 0.25  # of the rows, where a split is asked for


def pima(file: Path, scaled: bool = False, holdout: bool = False) -> Data:
    """768 women, 8 measurements each, 1 for who was found to have diabetes within five years.

    file: 768 lines of nine numbers, without a header. Raises ValueError for anything else.
    """
    rows = np.loadtxt(file, delimiter=",", dtype=np.float32)
    if rows.ndim != 2 or rows.shape[1] != 9:
        raise ValueError(f"{file.name} must have nine columns, not the shape {rows.shape}")
    return _prepared(rows[:, :8], rows[:, 8], scaled, holdout)


def breast_cancer(scaled: bool = False, holdout: bool = False) -> Data:
    """569 tumours, 30 measurements each, 1 for the benign."""
    from sklearn.datasets import load_breast_cancer

    return _prepared(*load_breast_cancer(return_X_y=True), scaled, holdout)


def _prepared(x: np.ndarray, y: np.ndarray, scaled: bool, holdout: bool) -> Data:
    """Rows in their own order. Without `holdout` they are measured on what they are trained on."""
    x, y = np.ascontiguousarray(x, dtype=np.float32), y.astype("int64")
    data = _split(x, y) if holdout else Data(x, y, x, y)
    return _standardised(data) if scaled else data


def _split(x: np.ndarray, y: np.ndarray) -> Data:
    from sklearn.model_selection import train_test_split

    x_train, x_test, y_train, y_test = train_test_split(
        x, y, test_size=HELD_OUT, stratify=y, random_state=SPLIT_SEED
    )
    return Data(x_train, y_train, x_test, y_test)


def _standardised(data: Data) -> Data:
    """Columns with mean 0 and variance 1 in the training part, whose numbers the rest is moved by."""
    x_train = data.x_train.astype(np.float64)
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    std[std == 0] = 1
    moved = [((x - mean) / std).astype(np.float32) for x in (data.x_train, data.x_test)]
    return replace(data, x_train=moved[0], x_test=moved[1])
