"""What a data set is: whose, of which kind, how it is read, how a script loads it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np


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


@dataclass(frozen=True)
class Words:
    """What a reader may want to know before trusting a number, in the reader's language.

    origin: an address, or who made it.
    """

    title: str
    examples: str
    origin: str
    licence: str


@dataclass(frozen=True)
class Code:
    """Python that loads a data set as `x_train`, `labels_train`, `x_test`, `labels_test`.

    imports: whole lines. packages: what pip has to install besides Keras and TensorFlow.
    """

    imports: tuple[str, ...]
    lines: str
    packages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remote:
    """Where a data set that does not come with this app is fetched from, and kept.

    file: its name in a folder of the reader's and in `cache`, the folder of the library that its field
    reads it with. archive: its name as it is downloaded, where `unpack` makes the file of it, given the
    folder of the archive. sha256: of what is downloaded. is_whole: whether nothing is missing at the
    end of a file that another program may have been cut off in writing.
    """

    url: str
    file: str
    sha256: str
    megabytes: float
    cache: Callable[[], Path]
    is_whole: Callable[[Path], bool]
    archive: str = ""
    unpack: Callable[[Path], Path] | None = None


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """A row of the catalogue. Everything else that depends on the data set is asked of it.

    kind: "images" (of digits), "documents" or "table". net: the architecture that takes it, a name of
    `core.experiment.nets`; shape: of one example. classes: 0 where the reader chooses how many topics.
    choices: the choices of an experiment that shape the data. read: makes Data of the file (None for a
    bundled one) and of these choices; code: the Code that does the same.
    tick: training examples between two looks within an epoch, None for an epoch too short to look into;
    looked_at: test examples that such a look measures on.
    offered: whether the playground offers it. instead: the bundled data set that stands in for it.
    topics: what its classes are called, of documents.
    """

    id: str
    words: Callable[[], Words]
    kind: str
    net: str
    shape: tuple[int, ...]
    read: Callable[..., Data]
    code: Callable[..., Code]
    classes: int = 0
    choices: tuple[str, ...] = ()
    tick: int | None = None
    looked_at: int = 1000
    offered: bool = False
    remote: Remote | None = None
    instead: str = ""
    topics: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it is called."""
        return self.words().title

    @property
    def examples(self) -> str:
        """How many of what."""
        return self.words().examples

    @property
    def bundled(self) -> bool:
        """Whether it comes with this app or its libraries."""
        return self.remote is None
