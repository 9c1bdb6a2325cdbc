"""Finished runs as files, looked up and written by threads of their own: no disk holds up a page.

Several servers may share the folder, and it outlives them all.
"""

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from core.experiment import Order
from core.recordings import Recording
from core.runs.folder import MIB, Folder, in_one_line
from core.runs.run import NOT_KEPT, Problem

LIMIT_BYTES = 512 * MIB
LOOKUPS = 8  # threads, so that many files may hang before anything else waits for them
WAITING_LOOKUPS = 10_000
WAITING_BYTES = 64 * MIB  # of runs that wait to be written

Result = TypeVar("Result")
_log = logging.getLogger(__name__)


class Store:
    """Finished runs in a folder. Every method returns at once, and any thread may call it.

    Futures' callbacks are called in the store's own threads. What is shown of a run is made from its
    recording once, and kept elsewhere: each `ask` reads the file anew.
    limit_bytes: of all files there, of whichever server.
    """

    def __init__(self, folder: Path | str, limit_bytes: int = LIMIT_BYTES) -> None:
        self._folder = Folder(Path(folder), limit_bytes)
        self._lookups: _Threads[Recording | None] = _Threads("lookup", LOOKUPS, WAITING_LOOKUPS)
        self._writer: _Threads[Problem | None] = _Threads("writer", 1, WAITING_BYTES)

    def ask(self, order: Order) -> Future[Recording | None]:
        """The finished run of this order, if there is one; while the disk hangs, no answer."""
        return self._lookups.do(partial(self._find, order), otherwise=None)

    def keep(self, recording: Recording) -> Future[Problem | None]:
        """Write a finished run. The answer is why it could not be kept; None once it lies there."""
        nbytes = sum(snapshot.nbytes for snapshot in recording.snapshots)
        late = Problem(NOT_KEPT, "Too many runs wait to be written.")
        return self._writer.do(partial(self._write, recording), otherwise=late, size=nbytes)

    def close(self) -> None:
        """End its threads, after what waits for them. What is asked for later is not done."""
        self._lookups.close()
        self._writer.close()

    def _find(self, order: Order) -> Recording | None:
        try:
            return self._folder.read(order)
        except Exception as failure:  # a run that cannot be read is trained again
            _log.warning("a run could not be looked up: %s", in_one_line(failure))
            return None

    def _write(self, recording: Recording) -> Problem | None:
        try:
            self._folder.write(recording)
        except Exception as failure:  # whatever it is, the run itself is there
            problem = Problem(NOT_KEPT, in_one_line(failure))
            _log.warning("a run could not be kept: %s", problem.message)
            return problem
        return None


class _Threads(Generic[Result]):
    """A few threads that do one piece of work each at a time, and that no exit waits for.

    Not a ThreadPoolExecutor, whose threads the interpreter joins at its end.
    room: what may wait and be done at once, in whatever unit a piece's size has.
    """

    def __init__(self, name: str, most: int, room: int) -> None:
        self._name = name
        self._most = most
        self._room = room
        self._lock = threading.Lock()  # guards what follows
        self._size = 0
        self._started = 0
        self._closed = False
        self._waiting: queue.SimpleQueue = queue.SimpleQueue()

    def do(self, work: Callable[[], Result], otherwise: Result, size: int = 1) -> Future[Result]:
        """What `work` returns, which must not raise; `otherwise` where there is no room for it."""
        future: Future[Result] = Future()
        with self._lock:
            full = self._size and self._size + size > self._room
            taken = not self._closed and not full and self._has_thread()
            if taken:
                self._size += size
                self._waiting.put((future, work, size))
        if not taken:
            future.set_result(otherwise)
        return future

    def close(self) -> None:
        """End the threads."""
        with self._lock:
            self._closed = True
            for _thread in range(self._started):
                self._waiting.put(None)

    def _has_thread(self) -> bool:
        """Start another one if there may be more. Whether there is any."""
        if self._started < self._most:
            name = f"store {self._name} {self._started}"
            try:
                threading.Thread(target=self._serve, name=name, daemon=True).start()
                self._started += 1
            except RuntimeError:  # too many in all, or the interpreter is at its end
                return self._started > 0
        return True

    def _serve(self) -> None:
        while (piece := self._waiting.get()) is not None:
            future, work, size = piece
            if future.set_running_or_notify_cancel():
                future.set_result(work())
            with self._lock:
                self._size -= size
            del piece, future, work  # else the last of them would stay until the next comes
