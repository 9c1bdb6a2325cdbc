"""Files of finished runs in one folder, within a number of bytes."""

import contextlib
import hashlib
import logging
import os
import re
import time
import uuid
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from core import recordings
from core.experiment import Order
from core.recordings import Recording
from core.runs.edition import edition

MIB = 2**20
MOST_BYTES = 256 * MIB  # of one run, in memory
DEAD_SECONDS = 3600.0  # after which nobody still writes a file that was begun
SHRINKINGS = 3
_RUN = re.compile(r"which-accuracy-[0-9a-f]{12}-[0-9a-f]{32}\.npz")
_PART = re.compile(r"which-accuracy-[0-9a-f]{12}-[0-9a-f]{32}\.[0-9a-f]{32}\.part")

_log = logging.getLogger(__name__)


class Folder:
    """Finished runs as files, which other processes may read, write and remove at the same time.

    A file is whole or not there: it is written under a name of its own, and then renamed. It is made
    with the first run.
    """

    def __init__(self, path: Path, limit_bytes: int) -> None:
        self.path = path
        self.limit_bytes = limit_bytes
        self.edition = edition()

    def read(self, order: Order) -> Recording | None:
        """The run of this order, under the order's own names; None where there is none.

        What has one of our names and is no such run is removed. Raises OSError where a disk fails,
        MemoryError.
        """
        path = self.file(order)
        if not path.is_file():  # a pipe would have us wait
            return None
        try:
            with path.open("rb") as file:
                seen = os.fstat(file.fileno())
                packed = file.read(self._most + 1)
        except FileNotFoundError:
            return None  # removed by another process
        try:
            recording = _unpacked(packed, self._most, order)
        except MemoryError:
            raise  # says nothing about the file
        except Exception as failure:  # there is no end to what a foreign file can lead to
            left = "removed" if _remove(path, seen) else "left there"
            _log.warning("%s is no run, and was %s: %s", path.name, left, in_one_line(failure))
            return None
        with contextlib.suppress(OSError):  # a reader need not be allowed to write
            os.utime(path)
        return recording

    def write(self, recording: Recording) -> None:
        """Keep a finished run; the least recently used others make room.

        Raises OSError where the folder cannot be written to, ValueError for what cannot be kept.
        """
        path = self.file(recording.order)
        self.path.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{uuid.uuid4().hex}.part")
        try:
            with part.open("xb") as file:
                recordings.write(file, recording, whole=True)
                file.flush()
                os.fsync(file.fileno())
            if part.stat().st_size > self._most:
                raise ValueError("the run is larger than the folder may be")
            os.replace(part, path)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink()
            raise
        # Again where others used or replaced meanwhile what was to go.
        any(self._shrink(path) for _attempt in range(SHRINKINGS))

    def file(self, order: Order) -> Path:
        """Where the run of this order lies, if it does."""
        # The kind too: a comparison of one experiment has that experiment's key.
        key = f"{type(order).__name__} {order.training_key}"
        return self.path / f"which-accuracy-{self.edition}-{_digest(key.encode())[:32]}.npz"

    @property
    def _most(self) -> int:
        return min(self.limit_bytes, MOST_BYTES)

    def _shrink(self, newest: Path) -> bool:
        """Remove dead writers' files, then runs until all fits: never `newest`, the least lately used
        first. Whether it fits.
        """
        alive = time.time() - DEAD_SECONDS
        nbytes, runs = 0, []
        for path, seen in self._ours():
            if _RUN.fullmatch(path.name):
                runs.append((seen.st_mtime_ns, path, seen))
            elif seen.st_mtime < alive and _remove(path, seen):
                continue
            nbytes += seen.st_size
        for _used, path, seen in sorted(runs, key=lambda run: run[:2]):
            if nbytes <= self.limit_bytes:
                break
            if path != newest and _remove(path, seen):
                nbytes -= seen.st_size
        return nbytes <= self.limit_bytes

    def _ours(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Every file that any edition of ours has written here. What goes meanwhile is left out."""
        try:
            with os.scandir(self.path) as entries:
                for entry in entries:
                    if not _RUN.fullmatch(entry.name) and not _PART.fullmatch(entry.name):
                        continue
                    with contextlib.suppress(FileNotFoundError):
                        if entry.is_file(follow_symlinks=False):
                            # The path's own: on Windows the entry's has no inode.
                            yield self.path / entry.name, os.lstat(entry.path)
        except OSError as failure:
            _log.warning("the folder of runs cannot be looked through: %s", in_one_line(failure))


def in_one_line(failure: Exception) -> str:
    """The exception's type and what it says first; of the system's, without a path."""
    said = getattr(failure, "strerror", None) or str(failure).strip()
    name = type(failure).__name__
    return f"{name}: {said.splitlines()[0]}" if said else name


def _unpacked(packed: bytes, most: int, order: Order) -> Recording:
    """Raises whatever a file that is no run leads to."""
    if len(packed) > most:
        raise ValueError("larger than a run")
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        if sum(each.file_size for each in archive.infolist()) > MOST_BYTES:
            raise ValueError("larger than a run, unpacked")
    return recordings.read(BytesIO(packed), order)


def _remove(path: Path, seen: os.stat_result) -> bool:
    """Remove a file, unless another has taken its place since it was seen. Whether it is gone."""
    try:
        now = os.lstat(path)
        if (now.st_ino, now.st_mtime_ns, now.st_size) != (seen.st_ino, seen.st_mtime_ns, seen.st_size):
            return False
        path.unlink()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
