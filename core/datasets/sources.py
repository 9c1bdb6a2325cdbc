"""Where each data set comes from, and where on this machine it may already lie."""

import os
from dataclasses import dataclass
from pathlib import Path

OFFLINE_FOLDER = "WHICH_ACCURACY_DATA"


class DataMissing(Exception):
    """The data set is not on this machine, and nobody asked to download it. Its text is its name."""


class DownloadFailed(Exception):
    """The data set `name` could not be downloaded. `reason` is one of REASONS; the cause says more."""

    REASONS = ("no_internet", "refused_by_server", "corrupt_download", "cannot_keep")

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason


@dataclass(frozen=True)
class Source:
    """What a reader may want to know about a data set before trusting a number on it.

    file: its name in the offline folder and in the cache, for one that is not bundled.
    fetched_by: the library function that downloads it. sha256: of what is downloaded.
    instead: the bundled data set that stands in for it.
    """

    title: str
    examples: str
    origin: str
    licence: str
    bundled: bool
    download_mb: float = 0.0
    file: str = ""
    fetched_by: str = ""
    sha256: str = ""
    instead: str = ""


SOURCES = {
    "digits": Source(
        title="digits",
        examples="1,797 images of 8 × 8 pixels",
        origin="https://archive.ics.uci.edu/dataset/80",
        licence="CC BY 4.0",
        bundled=True,
    ),
    "mnist": Source(
        title="MNIST",
        examples="70,000 images of 28 × 28 pixels",
        origin="http://yann.lecun.com/exdb/mnist/",
        licence="CC BY-SA 3.0",
        bundled=False,
        download_mb=11.0,
        file="mnist.npz",
        fetched_by="keras.datasets.mnist",
        sha256="731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
        instead="digits_as_mnist",
    ),
    "digits_as_mnist": Source(
        title="digits, enlarged",
        examples="1,797 images of 8 × 8 pixels, enlarged to 28 × 28",
        origin="https://archive.ics.uci.edu/dataset/80",
        licence="CC BY 4.0",
        bundled=True,
    ),
    "20newsgroups": Source(
        title="20 Newsgroups",
        examples="18,846 posts to 20 newsgroups, split by date",
        origin="http://people.csail.mit.edu/jrennie/20Newsgroups/",
        licence="no licence stated; free for research",
        bundled=False,
        download_mb=14.0,
        file="20news-bydate_py3.pkz",
        fetched_by="sklearn.datasets.fetch_20newsgroups",
        sha256="8f1b2514ca22a5ade8fbb9cfa5727df95fa587f4c87b786e15c759fa66d95610",
        instead="synthetic_topics",
    ),
    "synthetic_topics": Source(
        title="synthetic topics",
        examples="documents drawn at random from a few lists of words",
        origin="made by this app",
        licence="MIT",
        bundled=True,
    ),
    "pima": Source(
        title="Pima Indians diabetes",
        examples="768 women, 8 measurements each",
        origin="https://www.openml.org/d/37",
        licence="CC0 1.0",
        bundled=False,
        download_mb=0.1,
        file="pima-indians-diabetes.csv",
        fetched_by="sklearn.datasets.fetch_openml",
        instead="breast_cancer",
    ),
    "breast_cancer": Source(
        title="breast cancer Wisconsin",
        examples="569 tumours, 30 measurements each",
        origin="https://archive.ics.uci.edu/dataset/17",
        licence="CC BY 4.0",
        bundled=True,
    ),
}


def is_here(name: str) -> bool:
    """Whether the data set can be read without the network."""
    return SOURCES[name].bundled or file_of(name) is not None


def file_of(name: str) -> Path | None:
    """The data set's file in the offline folder, else in the cache of its library, else None."""
    file = SOURCES[name].file
    folders = [cache_of(name)]
    if os.environ.get(OFFLINE_FOLDER):
        folders.insert(0, Path(os.environ[OFFLINE_FOLDER]))
    return next((each / file for each in folders if (each / file).is_file()), None)


def cache_of(name: str) -> Path:
    """The folder in which the library that fetches this data set keeps it."""
    return keras_cache() if SOURCES[name].fetched_by.startswith("keras") else sklearn_cache()


def keras_cache() -> Path:
    """Where `keras.datasets` keeps what it has downloaded."""
    return Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras") / "datasets"


def sklearn_cache() -> Path:
    """Where `sklearn.datasets` keeps what it has downloaded."""
    return Path(os.environ.get("SCIKIT_LEARN_DATA") or Path.home() / "scikit_learn_data")
