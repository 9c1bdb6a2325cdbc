"""Downloads of data sets, by pooch: hash, progress, a file that is there whole or not at all.

For the worker process only. What comes lies in a private folder beside the library's cache, and takes
the name that `datasets.file_of` looks for when it is whole and verified, in one step.
"""

import os
import re
import shutil
import tarfile
import time
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pooch
import psutil
import requests

from core.datasets.catalogue import CATALOGUE
from core.datasets.dataset import DownloadFailed, Remote
from core.datasets.here import OFFLINE_FOLDER, file_of

Progress = Callable[[int, int], None]

SILENCE = 15.0  # seconds without a byte, before a download counts as failed
PROGRESS_SECONDS = 0.3
BLOCK = 2**16
UNFINISHED = re.compile(r"unfinished-\w+-(\d+)")  # data set, process

OF_THE_NET = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)
OF_THE_CONTENT = (OSError, ValueError, EOFError, zipfile.BadZipFile, tarfile.TarError, zlib.error)

pooch.get_logger().setLevel("WARNING")


def fetch(name: str, progress: Progress = lambda so_far, total: None) -> Path:
    """Download the data set `name` into its library's cache. Returns the path of the whole file.

    progress: called at the start and then every PROGRESS_SECONDS with the bytes that have come and
    those expected. What it raises ends the download at once, and is raised here.
    Raises DownloadFailed where the net, what came over it, or the disk is to blame.
    """
    remote = CATALOGUE[name].remote
    folder = remote.cache()
    private = folder / f"unfinished-{name}-{os.getpid()}"
    meter = Meter(progress, round(remote.megabytes * 1_000_000))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        remove_leftovers(folder)
        whole = _downloaded(remote, private, meter)
        _flush(whole)
        return whole.replace(folder / remote.file)
    except Exception as failure:
        reason = reason_of(failure)
        if reason is None:
            raise
        raise DownloadFailed(name, reason) from failure
    finally:
        shutil.rmtree(private, ignore_errors=True)


def _downloaded(remote: Remote, private: Path, meter: "Meter") -> Path:
    archive = private / (remote.archive or remote.file)
    pooch.retrieve(
        remote.url,
        known_hash=f"sha256:{remote.sha256}",
        fname=archive.name,
        path=archive.parent,
        downloader=pooch.HTTPDownloader(progressbar=meter, chunk_size=BLOCK, timeout=SILENCE),
    )
    meter.tell()
    return remote.unpack(private) if remote.unpack else archive


class Meter:
    """What pooch takes for a progress bar: it counts, and tells from time to time.

    total: bytes; an estimate until the server says.
    """

    def __init__(self, progress: Progress, estimate: int) -> None:
        self.so_far, self._total = 0, estimate
        self._progress = progress
        self.tell()

    @property
    def total(self) -> int:
        """Bytes that are expected."""
        return max(self._total, self.so_far)

    @total.setter
    def total(self, said: int) -> None:
        self._total = said or self._total

    def update(self, size: int) -> None:
        """Count so many more bytes; the last block may be smaller than pooch says."""
        self.so_far = min(self.so_far + size, self._total)
        if time.monotonic() - self._told >= PROGRESS_SECONDS:
            self.tell()

    def reset(self) -> None:
        """Begin to count anew."""
        self.so_far = 0

    def close(self) -> None:
        """Nothing is open."""

    def tell(self) -> None:
        """Say how far it is, now."""
        self._told = time.monotonic()
        self._progress(self.so_far, self.total)


def remove_leftovers(folder: Path) -> None:
    """Remove what downloads of dead processes, and former ones of this process, left in `folder`."""
    for each in folder.glob("unfinished-*"):
        made_by = UNFINISHED.fullmatch(each.name)
        if made_by and (int(made_by[1]) == os.getpid() or not psutil.pid_exists(int(made_by[1]))):
            shutil.rmtree(each, ignore_errors=True)


def discard_half_written(name: str) -> None:
    """Remove a cached file that another program was cut off in writing, so that it is fetched anew.

    scikit-learn and Keras write under the final name. A file in the reader's own folder is left alone.
    """
    file = file_of(name)
    offline = os.environ.get(OFFLINE_FOLDER)
    if file and not (offline and file.is_relative_to(offline)):
        found = file.stat()
        if not _is_whole(name, file, found.st_size, found.st_mtime_ns):
            file.unlink()


@cache
def _is_whole(name: str, file: Path, size: int, changed: int) -> bool:
    """Looked at once for each size and time of change."""
    return CATALOGUE[name].remote.is_whole(file)


def reason_of(failure: BaseException) -> str | None:
    """One of DownloadFailed.REASONS; None for a failure that no download explains."""
    if isinstance(failure, requests.HTTPError):
        return "refused_by_server"
    if isinstance(failure, OF_THE_NET):
        return "no_internet"
    if isinstance(failure, OSError) and failure.errno:
        return "cannot_keep"
    return "corrupt_download" if isinstance(failure, OF_THE_CONTENT) else None


def _flush(file: Path) -> None:
    """Have the content on the disk before the name, should the power fail in between."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
