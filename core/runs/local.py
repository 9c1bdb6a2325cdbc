"""A worker process on this machine."""

import contextlib
import importlib
import os
import threading
import time
from collections.abc import Iterator
from typing import Any

import psutil
from loky.backend.context import LokyContext

from core.experiment.comparison import Order, as_plain
from core.runs.worker import About, CannotStart, WorkerLost

START_SECONDS = 180.0  # importing TensorFlow from a cold, slow disk
CANCEL_SECONDS = 20.0  # a tick of the largest net takes a few; after that, the worker hangs
CLOSE_SECONDS = 10.0
POLL_SECONDS = 0.5


class LocalWorker:
    """One process that imports TensorFlow and trains; started once, then closed.

    A loky process, since loky does not re-execute the main script in the child, as multiprocessing's
    spawn does. The two talk through a pipe of their own, which has no lock that a killed process
    could leave locked: whichever end dies, the other reads its end.

    share: so many of them share the cores of this machine.
    """

    def __init__(self, share: int = 1) -> None:
        self.resident_bytes = 0
        self._share = share
        self._about: About | None = None
        self._lock = threading.Lock()  # guards the fields below and writing; never held in a wait
        self._process = None
        self._connection = None
        self._closed = False
        self._job = 0
        self._cancelled_at: float | None = None

    @property
    def pid(self) -> int | None:
        """The process id, None before the start."""
        return self._process.pid if self._process else None

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and not self._closed and self._process.is_alive()

    def start(self) -> About:
        """Launch the process and wait for TensorFlow in it. Raises WorkerLost, CannotStart."""
        self._launch()
        kind, value = self._receive(deadline=time.monotonic() + START_SECONDS)
        if kind == "problem":
            self.close()
            raise CannotStart(value)
        self._about = About(*value)
        return self._about

    def train(self, order: Order) -> Iterator[tuple[str, Any]]:
        """Train in the process; see Worker.train."""
        with self._lock:
            self._job += 1
            self._cancelled_at = None
            # Plain data rather than the order itself: a server that reloads its code while it runs
            # has two classes of that name, and pickle refuses the former.
            self._send("train", self._job, as_plain(order))
        yield "device", self._about.device
        while True:
            kind, value = self._receive()
            if kind == "ended":
                self.resident_bytes = value
                return
            yield kind, value

    def cancel(self) -> None:
        """Ask the process to end its training; see Worker.cancel."""
        with self._lock:
            if self._cancelled_at is None and self._job and not self._closed:
                self._cancelled_at = time.monotonic()
                try:
                    self._send("cancel", self._job)
                except WorkerLost:
                    return  # whoever trains learns it by itself

    def close(self) -> None:
        """Kill the process and wait for its end."""
        with self._lock:
            self._closed = True
            process = self._process
        if process is None:
            return
        if process.is_alive():  # else another process may have its number by now
            with contextlib.suppress(psutil.NoSuchProcess):
                psutil.Process(process.pid).kill()
        process.join(CLOSE_SECONDS)

    def _launch(self) -> None:
        # By its class: by name joblib, once imported, puts its own copy of loky in the place.
        context = LokyContext()
        # Looked up at each start, since a reloaded module's former functions cannot be pickled.
        serve = importlib.import_module("core.runs.job").serve
        with self._lock:
            if self._closed:
                raise WorkerLost
            ours, theirs = context.Pipe()
            self._connection = ours
            self._process = context.Process(
                target=serve, args=(theirs, os.getpid(), self._share), name="trainer", daemon=True
            )
            self._process.start()
            theirs.close()  # else the end of the process would not end our reading

    def _send(self, *message: Any) -> None:
        try:
            self._connection.send(message)
        except OSError as gone:
            raise WorkerLost from gone

    def _receive(self, deadline: float | None = None) -> tuple[str, Any]:
        """The process's next message; it is killed past `deadline`, or if it ignores a cancel."""
        try:
            while not self._connection.poll(POLL_SECONDS):
                cancelled = self._cancelled_at
                now = time.monotonic()
                if (deadline and now > deadline) or (cancelled and now > cancelled + CANCEL_SECONDS):
                    break
                # On Windows the pipe outlives a process that died before it had taken its end of it.
                if not self._process.is_alive():
                    break
            else:
                return self._connection.recv()
        except (EOFError, OSError) as gone:
            self.close()
            raise WorkerLost from gone
        self.close()
        raise WorkerLost
