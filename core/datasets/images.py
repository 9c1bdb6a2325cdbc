"""Images of digits, as arrays."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from core.datasets.data import Data

DIGITS_TEST_SIZE = 450
SPLIT_SEED = 0
MNIST_SIDE = 28
ENLARGED = 3  # times: 8 pixels become 24, and a margin of 2 makes them 28


@cache
def digits() -> Data:
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    x, y = load_digits(return_X_y=True)
    x_train, x_test, y_train, y_test = train_test_split(
        x.astype("uint8"), y, test_size=DIGITS_TEST_SIZE, random_state=SPLIT_SEED
    )
    return Data(x_train, y_train, x_test, y_test, brightest=16, side=8)


@cache
def digits_as_mnist() -> Data:
    """The digits with the same split, each pixel as 3 × 3 of them, in a black margin of 2."""
    small = digits()
    return replace(
        small, x_train=_enlarged(small.x_train), x_test=_enlarged(small.x_test), side=MNIST_SIDE
    )


def _enlarged(images: np.ndarray) -> np.ndarray:
    """(N, 64) pixels as (N, 28, 28, 1)."""
    side = int(images.shape[1] ** 0.5)
    squares = images.reshape(-1, side, side).repeat(ENLARGED, axis=1).repeat(ENLARGED, axis=2)
    margin = (MNIST_SIDE - ENLARGED * side) // 2
    return np.pad(squares, ((0, 0), (margin, margin), (margin, margin)))[..., np.newaxis]


@cache
def mnist(path: Path) -> Data:
    with np.load(path, allow_pickle=False) as archive:
        return Data(
            archive["x_train"][..., np.newaxis],
            archive["y_train"].astype("int64"),
            archive["x_test"][..., np.newaxis],
            archive["y_test"].astype("int64"),
            brightest=255,
            side=MNIST_SIDE,
        )
