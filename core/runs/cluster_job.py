"""What runs inside a Dask worker's process: one training at a time, and what a server asks about it.

Importing this imports neither TensorFlow nor Dask.
"""

import asyncio
import contextlib
import pickle
import socket
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from core import datasets
from core.measures.snapshot import Device
from core.runs import job
from core.runs.edition import CORE, digest_of, version

# Keras keeps a state for each thread, so one thread trains all, in turn, whatever --nthreads says.
TRAINER = ThreadPoolExecutor(1, thread_name_prefix="trainer")
LOOK_SECONDS = 0.2
WANTED = ("executing", "long-running")  # the states of a Dask task that somebody waits for
_importing = threading.Lock()  # Python imports a large package in two threads at once badly


@dataclass(frozen=True)
class Place:
    """What a process that may train is like. code: of the sources; here: the data sets on its disk."""

    code: str
    versions: dict[str, str]
    here: tuple[str, ...]


def place() -> Place:
    """This process's own. Imports nothing heavy."""
    here = tuple(name for name in datasets.CATALOGUE if datasets.is_here(name))
    return Place(code(), installed(), here)


@cache
def code() -> str:
    """Names the sources that train, the same on every machine; pages are no part of it."""
    files = []
    for path in CORE.rglob("*.py"):
        room = path.relative_to(CORE).parts[0]
        # Of the questions a worker runs their scripts.
        if room != "ui" and (room != "questions" or path.name == "script.py"):
            files.append(path)
    return digest_of(CORE, files)


@cache
def installed() -> dict[str, str]:
    """The versions of what trains, as they are installed here; "" of what is not."""
    return {
        "keras": version("keras"),
        "tensorflow": version("tensorflow", "tensorflow-cpu"),
    }


def warm() -> tuple[Device, dict[str, str]]:
    """Import TensorFlow, and tell what it trains on here, and its versions."""
    threads, training = _training()
    device = replace(training.device(), machine=socket.gethostname())
    return (replace(device, threads=threads) if device.kind == "CPU" else device), training.versions()


class Unlike(Exception):
    """This process would not train what the server means."""


def train(mailbox: str, choices: dict[str, Any], like: tuple[str, dict[str, str]]) -> None:
    """Train what `choices` say, and put word of it into the scheduler's queue of that name.

    To be run as a Dask task. like: the server's code and versions; raises Unlike where they are others.
    Each message is the pickle of (key of the task, this attempt, position, kind, value), where the
    attempt is the Dask worker's address with a name: first "device", then what `job.train` sends, at
    last "ended". It ends within a tick of the task being released: by the server that asked for it, or
    since that server is gone.
    """
    from distributed import get_worker

    if like != (code(), installed()):  # it has joined, and the server has not seen it yet
        raise Unlike(f"{(code(), installed())}, not {like}")
    worker = get_worker()
    attempt = _Attempt(worker, worker.get_current_task(), mailbox)
    training = TRAINER.submit(attempt.train, choices)
    while True:
        try:
            return training.result(LOOK_SECONDS)
        except TimeoutError:
            if training.done():
                raise
            if attempt.cancelled() and training.cancel():  # it still waits for another's end
                return None


def task(name: str) -> Callable[..., Any]:
    """Calls a function of this module where it runs.

    It travels by value, since a scheduler without this project reads it too.
    """

    def call(*args: Any) -> Any:
        from importlib import import_module

        return getattr(import_module("core.runs.cluster_job"), name)(*args)

    return call


def beside(name: str) -> Callable[..., Any]:
    """The same in a thread of its own, so that the Dask worker goes on hearing; gives (value, None), or
    (None, what it raised, in one line), which the Dask worker would log with its traceback.
    """
    call = task(name)

    async def aside() -> tuple[Any, str | None]:
        import asyncio

        try:
            return await asyncio.to_thread(call), None
        except Exception as failure:
            return None, f"{type(failure).__name__}: {failure}".splitlines()[0]

    return aside


class _Attempt:
    """One execution of a task."""

    def __init__(self, worker: Any, key: str, mailbox: str) -> None:
        self._worker = worker
        self._key = key
        self._mailbox = mailbox
        self._id = (worker.address, uuid.uuid4().hex)
        self._position = 0
        self._put: Future | None = None  # which the queue may not have yet

    def cancelled(self) -> bool:
        """Whether nobody waits for the task any more, or this Dask worker is closing."""
        state = self._worker.state.tasks.get(self._key)
        closing = self._worker.status.name in ("closing", "closed", "failed")
        return closing or state is None or state.state not in WANTED

    def train(self, choices: dict[str, Any]) -> None:
        """Tell the device, train, and tell the end."""
        if self.cancelled():
            return
        device, _versions = warm()
        _threads, training = _training()
        with contextlib.suppress(job.Unwanted):
            self._send("device", device)
            job.train(training, choices, self._send, self.cancelled)
        with contextlib.suppress(job.Unwanted):
            self._send("ended", None)
            self._flush()

    def _send(self, kind: str, value: Any) -> None:
        """Put a message once the queue has taken the former. Raises Unwanted where that is in vain."""
        message = pickle.dumps((self._key, self._id, self._position, kind, value))
        self._position += 1
        self._flush()
        # Not by distributed.Queue: of a worker that died the scheduler would keep the queue for ever.
        putting = self._worker.scheduler.queue_put(name=self._mailbox, data=message)
        self._put = asyncio.run_coroutine_threadsafe(putting, self._worker.loop.asyncio_loop)

    def _flush(self) -> None:
        """Wait until the queue has the last message. Raises Unwanted."""
        put, self._put = self._put, None
        while put:
            try:
                put.result(LOOK_SECONDS)
                return
            except TimeoutError as late:  # the server reads slowly, or not at all
                if put.done():
                    raise job.Unwanted from late
                if self.cancelled():
                    put.cancel()
                    raise job.Unwanted from None
            except Exception as gone:  # the scheduler, or the queue
                raise job.Unwanted from gone


def _training() -> tuple[int, Any]:
    """The number of TensorFlow's threads, and the package that trains."""
    with _importing:
        threads = job.use_own_cores()
        from core import training

        return threads, training
