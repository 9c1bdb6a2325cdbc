"""The digits enlarged to MNIST's size, so that the same nets take them without any download."""

from dataclasses import replace
from functools import cache

import numpy as np

from core.datasets import digits, mnist
from core.datasets.dataset import Code, Data, Words
from core.language import _

ENLARGED = 3  # times: 8 pixels become 24, and a margin of 2 makes them 28


@cache
def _whole() -> Data:
    """The digits with the same split, each pixel as 3 × 3 of them, in a black margin of 2."""
    small = digits.data()
    return replace(
        small, x_train=_enlarged(small.x_train), x_test=_enlarged(small.x_test), side=mnist.SIDE
    )


def _enlarged(images: np.ndarray) -> np.ndarray:
    """(N, 64) pixels as (N, 28, 28, 1)."""
    squares = images.reshape(-1, digits.SIDE, digits.SIDE).repeat(ENLARGED, axis=1)
    squares = squares.repeat(ENLARGED, axis=2)
    margin = (mnist.SIDE - ENLARGED * digits.SIDE) // 2
    return np.pad(squares, ((0, 0), (margin, margin), (margin, margin)))[..., np.newaxis]


def _code(train_size: int) -> Code:
    return replace(
        digits.CODE,
        imports=("import numpy as np", *digits.CODE.imports),
        lines=f'''\
{digits.CODE.lines}


def enlarged(images):
    """8 x 8 pixels as 28 x 28: each three times as large, and a margin of 2."""
    squares = images.reshape(-1, 8, 8).repeat(3, axis=1).repeat(3, axis=2)
    return np.pad(squares, ((0, 0), (2, 2), (2, 2)))[..., None]


x_train, labels_train = enlarged(x_train)[:{train_size!r}], labels_train[:{train_size!r}]
x_test = enlarged(x_test)''',
    )


DATASET = replace(
    mnist.DATASET,
    id="digits_as_mnist",
    words=lambda: Words(
        title=_("digits, enlarged"),
        examples=_("1,797 images of 8 × 8 pixels, enlarged to 28 × 28"),
        origin=digits.DATASET.words().origin,
        licence=digits.DATASET.words().licence,
    ),
    read=lambda file, train_size: mnist.first(_whole(), train_size),
    code=_code,
    offered=False,
    remote=None,
    instead="",
)
