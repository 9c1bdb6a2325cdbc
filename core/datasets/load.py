"""One door to every data set."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.datasets import images, tables
from core.datasets import topics as documents
from core.datasets.data import Data
from core.datasets.sources import SOURCES, DataMissing, file_of

Download = Callable[[str], Path]


def load(name: str, download: Download | None = None, **choices: Any) -> Data:
    """The data set `name`, as the experiment's `choices` want it; a choice it does not know is ignored.

    download: called with the name of a data set that lies nowhere on this machine; it returns the
    path of the whole, verified file. Raises DataMissing without one.
    """
    return _LOADERS[name](_file(name, download), **choices)


def _file(name: str, download: Download | None) -> Path | None:
    if SOURCES[name].bundled:
        return None
    file = file_of(name)
    if file is None and download is None:
        raise DataMissing(name)
    return file or download(name)


def _digits(file: None, **choices: Any) -> Data:
    return images.digits()


def _mnist(file: Path, train_size: int, **choices: Any) -> Data:
    return _first(train_size, images.mnist(file))


def _digits_as_mnist(file: None, train_size: int, **choices: Any) -> Data:
    return _first(train_size, images.digits_as_mnist())


def _first(train_size: int, everything: Data) -> Data:
    return replace(
        everything,
        x_train=everything.x_train[:train_size],
        y_train=everything.y_train[:train_size],
    )


def _newsgroups(file: Path, topics: int, imbalance: float, **choices: Any) -> Data:
    return documents.thinned(documents.newsgroups(file, topics), imbalance)


def _synthetic_topics(file: None, topics: int, imbalance: float, **choices: Any) -> Data:
    return documents.thinned(documents.synthetic_topics(topics), imbalance)


def _pima(file: Path, scaled: bool = False, holdout: bool = False, **choices: Any) -> Data:
    return tables.pima(file, scaled, holdout)


def _breast_cancer(file: None, scaled: bool = False, holdout: bool = False, **choices: Any) -> Data:
    return tables.breast_cancer(scaled, holdout)


_LOADERS = {
    "digits": _digits,
    "mnist": _mnist,
    "digits_as_mnist": _digits_as_mnist,
    "20newsgroups": _newsgroups,
    "synthetic_topics": _synthetic_topics,
    "pima": _pima,
    "breast_cancer": _breast_cancer,
}
