"""A crew on an existing Dask cluster; while that cannot be used, another crew in its stead.

Importing this does not import Dask, which only who asks for a cluster has.
"""

import asyncio
import concurrent.futures
import contextlib
import logging
import threading
import time
from typing import Any

from core import datasets
from core.runs import cluster_job
from core.runs.cluster_worker import ClusterWorker
from core.runs.job import one_line
from core.runs.run import Problem
from core.runs.worker import About, Crew, Worker

CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 3.0  # what is asked of the scheduler itself
PLACE_SECONDS = 15.0  # of a Dask worker's process, which may hold its lock while TensorFlow traces
LOOK_SECONDS = 0.5
HERE_SECONDS = 30.0
EMPTY_SECONDS = 8.0  # a nanny starts a killed Dask worker again sooner
WARM_SECONDS = 180.0
CLOSE_SECONDS = 3.0
# What asking a Dask worker raises that has left, or is busy.
GONE = (OSError, TimeoutError, LookupError)

log = logging.getLogger(__name__)


class ClusterCrew:
    """Places in a Dask cluster, one for each of its worker processes that is like this server.

    address: of its scheduler, such as "tcp://scheduler:8786". instead: trains while the cluster cannot
    be used; `problem` then says why, and the cluster is tried again until it answers.
    """

    def __init__(self, address: str, instead: Crew) -> None:
        self.address = address
        self.problem: Problem | None = None
        self._instead = instead
        self._link: Link | None = None  # what is used; None while connecting, or where `instead` is
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._closed = False
        self._guard = threading.Lock()  # of the two above, as the thread begins and is told to end
        self._thread = threading.Thread(target=self._run, name="cluster", daemon=True)
        self._thread.start()

    @property
    def places(self) -> int:
        """The cluster's worker processes, else the local workers."""
        if self.problem:
            return self._instead.places
        link = self._link
        return max(1, len(link.places)) if link else 1

    @property
    def elsewhere(self) -> bool:
        """Whether the cluster trains."""
        return self._instead.elsewhere if self.problem else True

    @property
    def link(self) -> "Link | None":
        """The connection that is used now; None while there is none."""
        return self._link

    def worker(self) -> Worker:
        """One in the cluster, else a local one."""
        return self._instead.worker() if self.problem else ClusterWorker(self)

    def keeps(self, worker: Worker) -> bool:
        """Whether it is of the crew that trains now."""
        if isinstance(worker, ClusterWorker):
            return not self.problem and worker.usable
        return self.problem is not None and self._instead.keeps(worker)

    def has(self, dataset: str) -> bool:
        """Whether it lies on the disk of every Dask worker."""
        if self.problem:
            return self._instead.has(dataset)
        if datasets.CATALOGUE[dataset].bundled:
            return True
        link = self._link
        return bool(link) and link.has(dataset)

    def close(self) -> None:
        """Leave the cluster, in the background."""
        with self._guard:
            self._closed = True
            if self._stop:
                with contextlib.suppress(RuntimeError):  # the loop is closed already
                    self._loop.call_soon_threadsafe(self._stop.set)
        self._instead.close()

    # Below, the crew's own thread, whose loop is also Dask's.

    def _run(self) -> None:
        try:
            import distributed  # noqa: F401
        except ImportError as missing:
            text = f"dask[distributed] is not installed, so {self.address} is not used ({missing})."
            self._use(None, Problem("cluster_missing", text))
            return
        _quieten()
        asyncio.run(self._live())

    async def _live(self) -> None:
        with self._guard:
            self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
            if self._closed:
                return
        while not self._stop.is_set():
            await self._connected()
            await self._pause()

    async def _connected(self) -> None:
        """Use one connection for as long as it lasts."""
        from distributed import Client

        client = link = None
        try:
            client = Client(
                self.address,
                asynchronous=True,
                set_as_default=False,
                timeout=CONNECT_SECONDS,
                name="which-accuracy",
            )
            await asyncio.wait_for(client, 2 * CONNECT_SECONDS)
            link = Link(client)
            while not self._stop.is_set():
                await link.look()
                self._judge(link)
                await self._pause()
        except Exception as failure:  # whatever it is, the server goes on without the cluster
            text = f"The Dask scheduler {self.address} does not answer ({one_line(failure)})."
            self._use(None, Problem("cluster_lost", text))
        self._link = None
        if link:
            await link.leave()
        if client:
            await _within(CLOSE_SECONDS, client._close(fast=True))

    def _judge(self, link: "Link") -> None:
        """Use the cluster, or not, by what was last seen of it."""
        if link.places:
            self._use(link, None)
        elif link.unlike and not link.unknown:
            place, reason = next(iter(link.unlike.items()))
            text = f"The Dask worker {place} cannot train for this server: {reason}."
            self._use(None, Problem("cluster_unlike", text))
        elif time.monotonic() > link.empty_since + EMPTY_SECONDS:
            text = f"The Dask scheduler {self.address} has no worker."
            self._use(None, Problem("cluster_lost", text))

    def _use(self, link: "Link | None", problem: Problem | None) -> None:
        changed = (link, problem and problem.id) != (self._link, self.problem and self.problem.id)
        if self._closed or not changed:
            return
        self._link, self.problem = link, problem
        if problem:
            log.warning("%s Training here instead.", problem.message)
        else:
            log.warning("Training on the Dask cluster %s.", self.address)

    async def _pause(self) -> None:
        await _within(LOOK_SECONDS, self._stop.wait())


class Link:
    """One connection to a scheduler, and what is known of the Dask workers behind it, by address.

    All but reading is for the crew's thread.
    """

    def __init__(self, client: Any) -> None:
        self.client = client
        self.loop = asyncio.get_running_loop()
        self.addresses: set[str] = set()  # of all, when last looked
        self.places: dict[str, cluster_job.Place] = {}  # of the like ones; replaced whole
        self.unlike: dict[str, str] = {}  # why not
        self.unknown: set[str] = set()  # not asked yet
        self.warm: set[str] = set()  # those that have TensorFlow ready
        self.about: About | None = None  # of the first of them
        self.empty_since = time.monotonic()
        self.mine = cluster_job.place()
        self.broken = False  # whether something has been lost with the scheduler, though it is back
        self.leaving = asyncio.Event()
        self._asked: dict[str, float] = {}  # when last
        self._warmed: set[str] = set()
        self._cold: dict[str, str] = {}  # why TensorFlow could not be imported
        self._questions: set[asyncio.Task] = set()
        self._mailboxes: set[asyncio.Task] = set()

    @property
    def alive(self) -> bool:
        """Whether the scheduler is still connected."""
        return self.client.status == "running" and not self.broken

    @property
    def chosen(self) -> list[str] | None:
        """Where a run may go; None where it may go anywhere, also to a worker that is still to come."""
        return list(self.places) if self.unlike else None

    def has(self, dataset: str) -> bool:
        """Whether it lies on the disk of each."""
        places = self.places.values()
        return bool(places) and all(dataset in each.here for each in places)

    def run(self, coroutine: Any) -> concurrent.futures.Future:
        """Have something done in the crew's thread, from another. Raises ConnectionError."""
        try:
            return asyncio.run_coroutine_threadsafe(coroutine, self.loop)
        except RuntimeError as closed:
            coroutine.close()
            raise ConnectionError("the crew has left") from closed

    def ask_again(self) -> None:
        """Have all be asked at once what is on their disks. From any thread."""
        with contextlib.suppress(RuntimeError):  # the loop is closed already
            self.loop.call_soon_threadsafe(self._asked.clear)

    def read(self, mailbox: Any) -> None:
        """Run a coroutine that reads a mailbox, until it ends or this connection does."""
        _keep(mailbox, self._mailboxes)

    async def look(self) -> None:
        """See who has come and gone. Raises ConnectionError when the scheduler is gone."""
        if not self.alive:
            raise ConnectionError("the connection is lost")
        # Not scheduler_info(), which tells of five workers at most.
        addresses = set(await asyncio.wait_for(self.client.nthreads(), ANSWER_SECONDS))
        self.addresses = addresses
        self._forget_all_but(addresses)
        now = time.monotonic()
        for address in addresses:
            if now > self._asked.get(address, 0) + HERE_SECONDS:
                self._asked[address] = now
                _keep(self._ask(address), self._questions)
            if address in self.places and address not in self._warmed:
                self._warmed.add(address)
                _keep(self._warm(address), self._questions)
        known = self.places.keys() | self.unlike.keys()
        self.unknown = addresses - known
        if self.places:
            self.empty_since = now

    async def leave(self) -> None:
        """End what it still asks, and let who has left close its mailbox."""
        self.leaving.set()
        if self.alive and self._mailboxes:
            await asyncio.wait(self._mailboxes, timeout=CLOSE_SECONDS)
        tasks = self._questions | self._mailboxes
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _forget_all_but(self, addresses: set[str]) -> None:
        gone = (self.places.keys() | self.unlike.keys() | self._asked.keys()) - addresses
        if gone:
            self.places = _without(self.places, gone)
            self.unlike = _without(self.unlike, gone)
            self._asked = _without(self._asked, gone)
            self._cold = _without(self._cold, gone)
            self._warmed -= gone
            self.warm -= gone

    async def _ask(self, address: str) -> None:
        """Whether a Dask worker is like this server, and what is on its disk."""
        try:
            place, failure = await self._there(address, "place", PLACE_SECONDS)
        except GONE:
            self._asked.pop(address, None)
            return
        reason = failure or self._cold.get(address) or self._difference(place)
        if reason:
            self._refuse(address, reason)
        else:
            self.unlike = _without(self.unlike, {address})
            self.places = {**self.places, address: place}

    async def _warm(self, address: str) -> None:
        """Have TensorFlow imported there before someone waits for it."""
        try:
            about, failure = await self._there(address, "warm", WARM_SECONDS)
        except GONE:
            self._warmed.discard(address)
            return
        if failure:
            self._cold[address] = failure
            self._refuse(address, failure)
        else:
            self.warm.add(address)
            self.about = self.about or About(*about)

    async def _there(self, address: str, name: str, seconds: float) -> tuple[Any, str | None]:
        """What a function of `cluster_job` returns in that Dask worker, beside its tasks; or raises."""
        asking = self.client.run(cluster_job.beside(name), workers=[address])
        return (await asyncio.wait_for(asking, seconds))[address]

    def _refuse(self, address: str, reason: str) -> None:
        self.unlike = {**self.unlike, address: reason}
        self.places = _without(self.places, {address})

    def _difference(self, place: cluster_job.Place) -> str | None:
        """What of a Dask worker is not as it is here."""
        for name, version in self.mine.versions.items():
            if place.versions.get(name) != version:
                return f"it has {name} {place.versions.get(name)}, not {version}"
        if place.code != self.mine.code:
            return "its code of this project is not the same"
        return None


def _without(items: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: value for key, value in items.items() if key not in keys}


def _keep(coroutine: Any, tasks: set[asyncio.Task]) -> None:
    def ended(task: asyncio.Task) -> None:
        tasks.discard(task)
        if not task.cancelled() and task.exception():
            log.debug("given up", exc_info=task.exception())

    task = asyncio.create_task(coroutine)
    tasks.add(task)
    task.add_done_callback(ended)


async def _within(seconds: float, coroutine: Any) -> None:
    try:
        await asyncio.wait_for(coroutine, seconds)
    except Exception:
        log.debug("not within %s seconds", seconds, exc_info=True)


def _quieten() -> None:
    """A lost connection is one line of ours, not a traceback of Dask's."""
    for name in list(logging.root.manager.loggerDict):
        if name == "distributed" or name.startswith("distributed."):
            logging.getLogger(name).setLevel(logging.CRITICAL)
