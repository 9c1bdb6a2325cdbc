"""Downloads of data sets, each by the library that its field uses. For the worker process only.

A download grows under a private name beside the library's cache. It takes the name that
`datasets.file_of` looks for when it is whole and verified, in one step: nothing reads half of it.
"""

import http.client
import itertools
import os
import re
import shutil
import ssl
import tarfile
import threading
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import psutil

from core import datasets
from core.datasets import DownloadFailed

Progress = Callable[[int, int], None]

PROGRESS_SECONDS = 0.3
MB = 1_000_000  # as SOURCES counts
UNFINISHED = re.compile(r"unfinished-\w+-(\d+)-\d+")  # data set, process, attempt
PIMA_COLUMNS = ("preg", "plas", "pres", "skin", "insu", "mass", "pedi", "age")
PIMA_ROWS = 768

_attempts = itertools.count()


def fetch(name: str, progress: Progress = lambda so_far, total: None) -> Path:
    """Download the data set `name` into its library's cache. Returns the path of the whole file.

    progress: called every PROGRESS_SECONDS with the bytes that have come and those expected. What it
    raises ends the download at once, and is raised here.
    Raises DownloadFailed where the net, what came over it, or the disk is to blame.
    """
    source = datasets.SOURCES[name]
    folder = datasets.cache_of(name)
    private = folder / f"unfinished-{name}-{os.getpid()}-{next(_attempts)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        remove_leftovers(folder)
        whole = _watched(Download(LIBRARIES[name], private, source.download_mb), progress)
        _flush(whole)
        return whole.replace(folder / source.file)
    except Exception as failure:
        reason = reason_of(failure)
        if reason is None:
            raise
        raise DownloadFailed(name, reason) from failure
    finally:
        _remove(private)


def remove_leftovers(folder: Path) -> None:
    """Remove what downloads of dead processes, and former ones of this process, left in `folder`."""
    for each in folder.glob("unfinished-*"):
        made_by = UNFINISHED.fullmatch(each.name)
        if made_by and (int(made_by[1]) == os.getpid() or not psutil.pid_exists(int(made_by[1]))):
            _remove(each)


def discard_half_written(name: str) -> None:
    """Remove a cached file that another program was cut off in writing, so that it is fetched anew.

    scikit-learn and Keras write under the final name. A file in the reader's own folder is left alone.
    """
    file = datasets.file_of(name)
    offline = os.environ.get(datasets.OFFLINE_FOLDER)
    if file and not (offline and file.is_relative_to(offline)):
        found = file.stat()
        if not _is_whole(name, file, found.st_size, found.st_mtime_ns):
            file.unlink()


def reason_of(failure: BaseException | None) -> str | None:
    """One of DownloadFailed.REASONS; None for a failure that no download explains.

    Keras raises a bare Exception within the handling of the one that tells.
    """
    while failure:
        if isinstance(failure, urllib.error.HTTPError):
            return "refused_by_server"
        if isinstance(failure, OF_THE_NET):
            return "no_internet"
        if isinstance(failure, OSError) and failure.errno:
            return "cannot_keep"
        if isinstance(failure, OF_THE_CONTENT):  # scikit-learn: an OSError of no number
            return "corrupt_download"
        failure = failure.__cause__ or failure.__context__
    return None


OF_THE_NET = (
    urllib.error.URLError,
    http.client.HTTPException,
    ConnectionError,
    TimeoutError,
    ssl.SSLError,
)
OF_THE_CONTENT = (OSError, ValueError, EOFError, zipfile.BadZipFile, tarfile.TarError, zlib.error)


class Abandoned(Exception):
    """Nobody waits for this download any more."""


class Download(threading.Thread):
    """One library's download, in a thread of its own, since the library returns only at its end.

    so_far, total: bytes of the file that is being read; the total is an estimate until a server tells.
    """

    def __init__(self, library: Callable[[Path], Path], private: Path, megabytes: float) -> None:
        super().__init__(name="download", daemon=True)
        self.so_far, self.total = 0, round(megabytes * MB)
        self.wanted = True
        self.whole: Path | None = None
        self.failure: BaseException | None = None
        self._library = library
        self._private = private

    def run(self) -> None:
        """Let the library work; what it raises is kept for who waits."""
        try:
            self.whole = self._library(self._private)
        except BaseException as failure:  # this thread has nobody to tell
            self.failure = failure

    def count(self, response: http.client.HTTPResponse) -> None:
        """Have all that is read of `response` counted, and reading end when nobody waits for it."""
        read = response.read
        self.so_far = 0
        self.total = response.length or self.total

        def counted(*size: int) -> bytes:
            if not self.wanted:
                raise Abandoned
            block = read(*size)
            self.so_far += len(block)
            self.total = max(self.total, self.so_far)
            return block

        response.read = counted


class Meter(urllib.request.BaseHandler):
    """Tells a Download of each response that its thread opens; all libraries open them with urllib."""

    def http_request(self, request: urllib.request.Request) -> urllib.request.Request:
        """Open nothing for a download that nobody waits for."""
        thread = threading.current_thread()
        if isinstance(thread, Download) and not thread.wanted:
            raise Abandoned
        return request

    def http_response(
        self, request: urllib.request.Request, response: http.client.HTTPResponse
    ) -> http.client.HTTPResponse:
        """Count what is read of a file, not of a redirection or an error."""
        thread = threading.current_thread()
        if isinstance(thread, Download) and response.status == http.client.OK:
            thread.count(response)
        return response

    https_request, https_response = http_request, http_response


def _watched(download: Download, progress: Progress) -> Path:
    urllib.request.install_opener(urllib.request.build_opener(Meter))
    progress(download.so_far, download.total)
    download.start()
    try:
        while download.is_alive():
            download.join(PROGRESS_SECONDS)
            progress(download.so_far, download.total)
    finally:
        download.wanted = False
    if download.failure:
        raise download.failure
    progress(download.so_far, download.total)
    return download.whole


def _mnist(private: Path) -> Path:
    import keras

    keras.config.disable_interactive_logging()  # its progress bar; in this thread only
    keras.datasets.mnist.load_data(private.name)
    return private


def _twenty_newsgroups(private: Path) -> Path:
    from sklearn.datasets import fetch_20newsgroups

    fetch_20newsgroups(data_home=private, subset="all")
    return private / datasets.SOURCES["20newsgroups"].file


def _pima(private: Path) -> Path:
    """As a table without header, as the file has been passed around for years: 8 numbers, 0 or 1."""
    from sklearn.datasets import fetch_openml

    found = fetch_openml("diabetes", version=1, as_frame=False, parser="liac-arff", data_home=private)
    order = [found.feature_names.index(name) for name in PIMA_COLUMNS]
    rows = [
        [*(f"{value:.15g}" for value in row), str(int(answer == "tested_positive"))]
        for row, answer in zip(found.data[:, order], found.target, strict=True)
    ]
    if len(rows) != PIMA_ROWS:
        raise ValueError(f"{len(rows)} rows instead of {PIMA_ROWS}")
    private.mkdir(exist_ok=True)
    table = private / datasets.SOURCES["pima"].file
    table.write_text("".join(",".join(row) + "\n" for row in rows), encoding="ascii")
    return table


LIBRARIES = {"mnist": _mnist, "20newsgroups": _twenty_newsgroups, "pima": _pima}


@cache
def _is_whole(name: str, file: Path, size: int, changed: int) -> bool:
    """Whether nothing is missing at the end; looked at once for each size and time of change."""
    if name == "mnist":
        return zipfile.is_zipfile(file)
    if name == "20newsgroups":
        return _inflates(file)
    return file.read_bytes().count(b"\n") == PIMA_ROWS


def _inflates(file: Path) -> bool:
    stream = zlib.decompressobj()
    try:
        for block in _blocks(file):
            stream.decompress(block)
    except zlib.error:
        return False
    return stream.eof


def _blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        yield from iter(lambda: opened.read(2**20), b"")


def _flush(file: Path) -> None:
    """Have the content on the disk before the name, should the power fail in between."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def _remove(path: Path) -> None:
    """Remove a file or folder; one that is still being written to stays for the next time."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
        return
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
