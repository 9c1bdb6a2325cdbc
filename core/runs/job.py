"""What runs inside the worker process: TensorFlow is imported here and nowhere else."""

import gc
import os
import queue
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Any

import loky
import psutil

from core import datasets
from core.experiment.comparison import from_plain
from core.keras_versions import KerasRefuses
from core.runs.run import Problem

PARENT_SECONDS = 1.0
NICENESS = 5  # the server answers its readers first

Send = Callable[[str, Any], None]


def serve(connection: Connection, parent: int, share: int = 1) -> None:
    """Import TensorFlow, then train what `connection` asks for until it ends, or `parent` does.

    share: so many processes like this one share the machine's cores.

    In:  ("train", job, choices) and ("cancel", job).
    Out: ("ready", (Device, versions)) or ("problem", Problem) once, then for each job "download" …,
    "gallery", "snapshot" … as in Worker.train, and ("ended", resident bytes).
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the server; this process follows it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    orders = Orders(connection, parent)
    threads = use_own_cores(share)

    def send(kind: str, value: Any) -> None:
        try:
            connection.send((kind, value))
        except OSError:
            os._exit(0)

    try:
        from core import training

        device = training.device()
        if device.kind == "CPU":
            device = replace(device, threads=threads)
        send("ready", (device, training.versions()))
    except Exception as failure:
        send("problem", unexpected(failure))
        return
    while True:
        job, choices = orders.next()
        train(training, choices, send, lambda job=job: orders.cancelled(job))
        send("ended", psutil.Process().memory_info().rss)


def use_own_cores(share: int = 1) -> int:
    """Let TensorFlow use as many threads as this process has cores, of which so many processes take an
    equal share; TensorFlow itself overlooks the quota of a container. Returns their number, or what
    the environment says already.
    """
    threads = max(1, loky.cpu_count() // share)
    for name in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"):
        os.environ.setdefault(name, str(threads))
    return int(os.environ["TF_NUM_INTRAOP_THREADS"])


class Unwanted(Exception):
    """The server cancelled what is being downloaded."""


class Orders:
    """What the server wants, heard by a thread of its own while TensorFlow works.

    When the server goes, so does this process, at once: nobody is left to train for.
    """

    def __init__(self, connection: Connection, parent: int) -> None:
        self._connection = connection
        self._parent = parent
        self._jobs: queue.SimpleQueue[tuple[int, dict]] = queue.SimpleQueue()
        self._cancelled = 0
        threading.Thread(target=self._listen, name="orders", daemon=True).start()

    def next(self) -> tuple[int, dict[str, Any]]:
        """Wait for a job: its number, which grows, and the choices of its experiment."""
        return self._jobs.get()

    def cancelled(self, job: int) -> bool:
        """Whether the server no longer wants `job`."""
        return self._cancelled >= job

    def _listen(self) -> None:
        try:
            parent = psutil.Process(self._parent)
            while True:
                # The pipe's end tells of the server's; a copy of it in another process would hide it.
                while not self._connection.poll(PARENT_SECONDS):
                    if not parent.is_running():
                        os._exit(0)
                order, job, *rest = self._connection.recv()
                if order == "train":
                    self._jobs.put((job, *rest))
                else:
                    self._cancelled = job
        finally:
            os._exit(0)


def train(training: Any, choices: dict[str, Any], send: Send, cancelled: Callable[[], bool]) -> None:
    """Send what `training`, the package of that name, measures; a failure becomes a Problem."""
    snapshots = iter(())
    try:
        order = from_plain(choices)
        fetch(order.dataset, send, cancelled)
        snapshots = training.snapshots_of(order)
        for position, snapshot in enumerate(snapshots):
            if cancelled():
                break
            if position == 0:
                gallery = training.gallery_of(order)
                if gallery:
                    send("gallery", gallery)
            send("snapshot", snapshot)
        else:
            return
    except Unwanted:
        return
    except Exception as failure:
        send("problem", problem_of(failure))
    del snapshots
    gc.collect()  # a training that was cut short holds its model in a cycle


def fetch(name: str, send: Send, cancelled: Callable[[], bool]) -> None:
    """Have the data set on this machine: what is missing is downloaded, and sent word of.

    Raises Unwanted as soon as it is cancelled, and DownloadFailed.
    """
    from core.datasets import fetch as fetching

    def progress(so_far: int, total: int) -> None:
        if cancelled():
            raise Unwanted
        send("download", (so_far, total))

    if not datasets.CATALOGUE[name].bundled:
        fetching.discard_half_written(name)
        if not datasets.is_here(name):
            fetching.fetch(name, progress)
            send("download", None)


def problem_of(failure: Exception) -> Problem:
    """What to tell the readers of a run that ended with `failure`."""
    if isinstance(failure, KerasRefuses):
        return Problem("refused", failure.message)
    if isinstance(failure, datasets.DataMissing):
        return Problem("data_missing", f"The data set {failure} is not on this machine.")
    if isinstance(failure, datasets.DownloadFailed):
        title = datasets.CATALOGUE[failure.name].title
        return Problem(
            failure.reason, f"{title} could not be downloaded ({one_line(failure.__cause__)})."
        )
    return unexpected(failure)


def unexpected(failure: Exception) -> Problem:
    """A Problem that names the exception's type and what it says first."""
    return Problem("unexpected", one_line(failure))


def one_line(failure: Exception) -> str:
    """The exception's type and the first line of its message."""
    said = str(failure).strip().splitlines()
    name = type(failure).__name__
    return f"{name}: {said[0]}" if said else name
