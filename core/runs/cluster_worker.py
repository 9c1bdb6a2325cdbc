"""A place in a Dask cluster: each run is a task of its scheduler's."""

import asyncio
import contextlib
import pickle
import queue
import threading
import time
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from core import datasets
from core.experiment.comparison import Order, as_plain
from core.runs import cluster_job
from core.runs.job import unexpected
from core.runs.worker import About, WorkerLost

if TYPE_CHECKING:
    from core.runs.cluster import ClusterCrew, Link

START_SECONDS = 200.0
LOOP_SECONDS = 10.0  # what the crew's thread does at once
CANCEL_SECONDS = 20.0
END_SECONDS = 3.0  # between a task's end and its last message
LEAVE_SECONDS = 3.0
POLL_SECONDS = 0.5
WAITING = 64  # messages that the scheduler holds before a training waits for its server
WAKE = b""


class ClusterWorker:
    """Trains wherever the scheduler finds a place; a run whose Dask worker dies begins anew elsewhere.

    What the task measures comes through a queue at the scheduler, one for each ClusterWorker: neither
    server nor Dask worker need reach the other.
    """

    resident_bytes = 0  # a Dask worker's nanny bounds its memory

    def __init__(self, crew: "ClusterCrew") -> None:
        self._crew = crew
        self._link: Link | None = None
        self._mailbox = f"which-accuracy-{uuid.uuid4().hex}"
        self._inbox: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._lock = threading.Lock()  # guards the fields below; never held in a wait
        self._closed = False
        self._key: str | None = None  # of the present run
        self._future: Any = None
        self._chosen: list[str] | None = None  # the Dask workers that it may go to; None: any
        self._cancelled_at: float | None = None
        self._seen = ""  # the Dask worker that trains, once the crew has seen it

    @property
    def alive(self) -> bool:
        """Whether it has been started, and its connection lasts."""
        return self._link is not None and self._linked

    @property
    def usable(self) -> bool:
        """Whether it is alive, or not started yet."""
        return not self._closed and (self._link is None or self._linked)

    @property
    def _linked(self) -> bool:
        return not self._closed and self._crew.link is self._link and self._link.alive

    def start(self) -> About:
        """Wait for the cluster, and for TensorFlow in one of its workers. Raises WorkerLost."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and not self._closed and not self._crew.problem:
            link = self._crew.link
            if link and link.about:
                self._do(link, self._open(link))
                with self._lock:
                    self._link = link
                return link.about
            time.sleep(0.05)
        raise WorkerLost

    def train(self, order: Order) -> Iterator[tuple[str, Any]]:
        """Train in the cluster; see Worker.train."""
        link = self._link
        with self._lock:
            self._key = f"which-accuracy-{uuid.uuid4().hex}"
            self._cancelled_at = None
        try:
            self._do(link, self._submit(link, as_plain(order)))
            yield from self._heard(link)
        finally:
            with self._lock:
                future, self._future, self._key = self._future, None, None
            if future:
                future.release()
            if not datasets.CATALOGUE[order.dataset].bundled:
                link.ask_again()  # it may have been downloaded

    def cancel(self) -> None:
        """Ask for the end of the present training; see Worker.cancel."""
        with self._lock:
            if self._key is None or self._cancelled_at is not None or self._closed:
                return
            self._cancelled_at = time.monotonic()
            future = self._future
        if future:
            future.release()  # the same as if this server were gone: nobody wants it any more
        self._inbox.put(WAKE)

    def close(self) -> None:
        """Leave: the present training ends by itself."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            link, future = self._link, self._future
        self._inbox.put(WAKE)
        if future:
            future.release()
        if link:
            with contextlib.suppress(ConnectionError):
                link.run(self._leave(link, LEAVE_SECONDS if future else 0))

    def _heard(self, link: "Link") -> Iterator[tuple[str, Any]]:
        """What the attempt that counts says, from its beginning to its end."""
        attempt, expected = None, 0
        while True:
            message = self._next(attempt)
            if message is None:
                return
            teller, position, kind, value = message
            if kind == "failed":
                yield "problem", value
                return
            if attempt and kind in ("device", "gone"):
                yield "lost", None
                attempt = None
            if kind == "device":
                attempt, expected = teller, 0
            if teller != attempt:
                continue  # one whose Dask worker is gone, or was given up
            if position != expected:
                raise WorkerLost  # something has been lost on the way
            expected += 1
            if kind == "ended":
                return
            yield kind, value

    def _next(self, attempt: tuple[str, str] | None) -> tuple[Any, int, str, Any] | None:
        """The next message of this run; None after a cancel that nothing answers. Raises WorkerLost.

        Two are of our own: "gone" when the attempt's Dask worker is, and "failed" with a Problem.
        """
        done_at = None
        if attempt and attempt[0] in self._link.addresses:
            self._seen = attempt[0]
        while True:
            try:
                packed = self._inbox.get(timeout=POLL_SECONDS)
            except queue.Empty:
                packed = WAKE
            if not self._linked:
                raise WorkerLost
            if packed:
                key, *message = pickle.loads(packed)
                if key == self._key:
                    return tuple(message)
                continue
            if self._chosen and not self._link.places.keys() & self._chosen:
                raise WorkerLost  # all that it could go to have left
            if attempt and self._has_left(attempt[0]):
                return attempt, 0, "gone", None
            cancelled, now = self._cancelled_at, time.monotonic()
            if cancelled is not None:
                if not attempt or now > cancelled + CANCEL_SECONDS:
                    return None
            elif self._future.status != "pending":
                done_at = done_at or now
                if failure := self._failure():
                    return None, 0, "failed", unexpected(failure)
                if now > done_at + END_SECONDS:
                    raise WorkerLost

    def _has_left(self, address: str) -> bool:
        """Whether a Dask worker was there, when the crew looked, and is no more."""
        return self._seen == address and address not in self._link.addresses

    def _failure(self) -> BaseException | None:
        """What the task raised, which is no mistake of its order's. Raises WorkerLost where another
        Dask worker would not raise it.
        """
        if self._future.status != "error":
            return None
        failure = self._do(self._link, _raised(self._future))
        unlike = isinstance(failure, (ImportError, AttributeError, cluster_job.Unlike))
        if unlike or type(failure).__name__ == "KilledWorker":
            raise WorkerLost from failure
        return failure

    def _do(self, link: "Link", coroutine: Any) -> Any:
        """What a coroutine returns in the crew's thread. Raises WorkerLost."""
        try:
            return link.run(coroutine).result(LOOP_SECONDS)
        except Exception as failure:
            raise WorkerLost from failure

    # Below, in the crew's thread.

    # The queue is made, read and closed as distributed.Queue does it. That itself, awaited, makes it
    # twice, so that the scheduler keeps it, and nobody hears where the first of the two fails.

    async def _open(self, link: "Link") -> None:
        await link.client.scheduler.queue_create(name=self._mailbox, maxsize=WAITING)
        link.read(self._read(link))

    async def _read(self, link: "Link") -> None:
        """Hand over what comes, until this worker has left, or the scheduler is gone."""
        packed = None
        while packed != WAKE:
            try:
                packed = (await link.client.scheduler.queue_get(name=self._mailbox))["value"]
            except Exception:  # the queue is gone with the scheduler, even should that be back at once
                link.broken = True
                return
            self._inbox.put(packed)
        link.client._send_to_scheduler({"op": "queue_release", "name": self._mailbox})

    async def _submit(self, link: "Link", choices: dict[str, Any]) -> None:
        chosen = link.chosen
        future = link.client.submit(
            cluster_job.task("train"),
            self._mailbox,
            choices,
            (link.mine.code, link.mine.versions),
            key=self._key,
            pure=False,
            workers=chosen,
        )
        with self._lock:
            self._future = future
            self._chosen = chosen
            unwanted = self._closed or self._cancelled_at is not None
        if unwanted:
            future.release()

    async def _leave(self, link: "Link", seconds: float) -> None:
        """Close the queue, by a message that ends our own waiting for one.

        Not before a training that was released just now has put its last; it has so long for that.
        """
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(link.leaving.wait(), seconds)
        await link.client.scheduler.queue_put(name=self._mailbox, data=WAKE)


async def _raised(future: Any) -> BaseException:
    return await future.exception()
