"""What of a data set is on this machine, and where it is read from."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.datasets.catalogue import CATALOGUE
from core.datasets.dataset import Data, DataMissing

OFFLINE_FOLDER = "WHICH_ACCURACY_DATA"

Download = Callable[[str], Path]


def load(name: str, download: Download | None = None, **choices: Any) -> Data:
    """The data set `name`, as the experiment's `choices` want it; a choice it does not know is ignored.

    download: called with the name of a data set that lies nowhere on this machine; it returns the
    path of the whole, verified file. Raises DataMissing without one.
    """
    dataset = CATALOGUE[name]
    known = {choice: value for choice, value in choices.items() if choice in dataset.choices}
    return dataset.read(_file(name, download), **known)


def is_here(name: str) -> bool:
    """Whether the data set can be read without the network."""
    return CATALOGUE[name].bundled or file_of(name) is not None


def file_of(name: str) -> Path | None:
    """The data set's file in the offline folder, else in the cache of its library, else None."""
    remote = CATALOGUE[name].remote
    if remote is None:
        return None
    folders = [remote.cache()]
    if os.environ.get(OFFLINE_FOLDER):
        folders.insert(0, Path(os.environ[OFFLINE_FOLDER]))
    return next((each / remote.file for each in folders if (each / remote.file).is_file()), None)


def _file(name: str, download: Download | None) -> Path | None:
    if CATALOGUE[name].bundled:
        return None
    file = file_of(name)
    if file is None and download is None:
        raise DataMissing(name)
    return file or download(name)
