"""What every loader returns."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Data:
    """A split data set.

    x_train (N, …) and x_test (M, …): as the net takes them, but for pixels, which are integers from
    0 to `brightest` and are divided by it on the way. y_train (N,) and y_test (M,): class indices.
    side: of square images, in pixels. texts: of documents, how each of the test set begins.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    brightest: int = 1
    side: int = 0
    texts: tuple[str, ...] = ()
