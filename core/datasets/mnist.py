"""MNIST, from the file that Keras keeps."""

import os
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from core.datasets.dataset import Code, Data, Dataset, Remote, Words
from core.language import _

SIDE, BRIGHTEST = 28, 255


@cache
def _whole(path: Path) -> Data:
    with np.load(path, allow_pickle=False) as archive:
        return Data(
            archive["x_train"][..., np.newaxis],
            archive["y_train"].astype("int64"),
            archive["x_test"][..., np.newaxis],
            archive["y_test"].astype("int64"),
            brightest=BRIGHTEST,
            side=SIDE,
        )


def first(data: Data, train_size: int) -> Data:
    """`data` with the first training images alone."""
    return replace(data, x_train=data.x_train[:train_size], y_train=data.y_train[:train_size])


def keras_cache() -> Path:
    """Where `keras.datasets` keeps what it has downloaded."""
    return Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras") / "datasets"


def _code(train_size: int) -> Code:
    return Code(
        imports=(),
        lines=f"""\
(x_train, labels_train), (x_test, labels_test) = keras.datasets.mnist.load_data()
x_train, labels_train = x_train[:{train_size!r}], labels_train[:{train_size!r}]
x_train = x_train[..., None].astype("float32") / {BRIGHTEST}
x_test = x_test[..., None].astype("float32") / {BRIGHTEST}""",
    )


DATASET = Dataset(
    id="mnist",
    words=lambda: Words(
        title="MNIST",
        examples=_("70,000 images of 28 × 28 pixels"),
        origin="http://yann.lecun.com/exdb/mnist/",
        licence="CC BY-SA 3.0",
    ),
    kind="images",
    net="cnn",
    shape=(SIDE, SIDE, 1),
    classes=10,
    choices=("train_size",),
    read=lambda file, train_size: first(_whole(file), train_size),
    code=_code,
    tick=1000,
    offered=True,
    remote=Remote(
        url="https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
        file="mnist.npz",
        sha256="731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
        megabytes=11.0,
        cache=keras_cache,
        is_whole=zipfile.is_zipfile,
    ),
    instead="digits_as_mnist",
)
