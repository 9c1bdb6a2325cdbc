"""The desk: one queue for every reader, one run for every experiment, and what was trained before."""

import atexit
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from core.experiment.comparison import Order
from core.measures.snapshot import Device
from core.recordings import Recording
from core.runs.crew import LocalCrew
from core.runs.memory import Memory
from core.runs.run import FAILED, FINISHED, QUEUED, STOPPED, Problem, Run
from core.runs.seat import SPARE_STARTS, Seat
from core.runs.store import Store
from core.runs.worker import Crew

MIB = 2**20
# A worker was seen to hold 720 to 860 MB after its first run, as much of its libraries' files as the
# system maps, and a model of digits adds about 2.5: so it stays under 1.2 GB. One run of all MNIST adds
# up to 280 MB, and may pass that for once at the end of a worker's life.
RECYCLE_BYTES = 1000 * MIB
MOST_DEATHS = 2
IDLE_SECONDS = 1.0
DISK_SECONDS = 2.0  # how long a run waits for the store; past it the disk is too slow to wait for

Cancel = Callable[[], None]


class Desk:
    """Takes orders from many readers and has workers train them, in the order in which they came.

    An order is an experiment, or a comparison of several. Every method returns at once; threads of
    the desk's own, one for each seat, wait for the workers.

    crew: where the workers come from, and how many there are. store: of finished runs, which other
    servers may share. memory_bytes: of the runs that have ended. patience: seconds without a `watch`
    after which a reader counts as gone. recycle_bytes: a worker that holds more at the end of a run is
    replaced; the former is closed before the next is started.
    """

    def __init__(
        self,
        crew: Crew | None = None,
        store: Store | None = None,
        memory_bytes: int = 16 * MIB,
        patience: float = 6.0,
        recycle_bytes: int = RECYCLE_BYTES,
    ) -> None:
        self._crew: Crew = crew or LocalCrew()
        self._store = store
        self._patience = patience
        self._recycle_bytes = recycle_bytes
        self._changed = threading.Condition()  # guards all below; nobody waits while holding it
        self._memory = Memory(memory_bytes)
        self._queue: list[Run] = []
        self._seats: list[Seat] = []
        self._watching: dict[str, tuple[Run, float]] = {}  # by watcher: what, and when last
        self._warm = False
        self.closed = False

    @property
    def ready(self) -> bool:
        """Whether a run that is submitted now need not wait for TensorFlow."""
        return self.ready_places > 0

    @property
    def ready_places(self) -> int:
        """How many workers have TensorFlow."""
        return sum(seat.ready for seat in self._seats)

    @property
    def device(self) -> Device | None:
        """What the first worker trains on; None until one has told."""
        return next((seat.about.device for seat in self._seats if seat.about), None)

    @property
    def versions(self) -> dict[str, str]:
        """The versions of what trains, by package name; empty until a worker has told."""
        return next((dict(seat.about.versions) for seat in self._seats if seat.about), {})

    @property
    def places(self) -> int:
        """How many runs are trained at once."""
        return self._crew.places

    @property
    def elsewhere(self) -> bool:
        """Whether other machines train than this one, with the data on their disks."""
        return self._crew.elsewhere

    @property
    def problem(self) -> Problem | None:
        """Why this machine trains where others were to: "cluster_lost" and the like."""
        return self._crew.problem

    @property
    def readers(self) -> int:
        """How many watchers have looked at a run of late."""
        oldest = time.monotonic() - self._patience
        with self._changed:
            return sum(seen >= oldest for _run, seen in self._watching.values())

    def has(self, dataset: str) -> bool:
        """Whether a data set lies wherever it may be trained on."""
        return self._crew.has(dataset)

    def warm(self) -> None:
        """Start the workers in the background. Later calls, and of a closed desk, change nothing."""
        with self._changed:
            if not self._warm and not self.closed:
                self._warm = True
                self._wake()
                for seat in self._seats:
                    seat.spare_starts = SPARE_STARTS

    def submit(self, experiment: Order, watcher: str, again: bool = False) -> Run:
        """The run of this experiment: a live one, else one remembered, else a new one in the queue.

        The watcher watches this run from now on and no other. again: train anew what was stopped or
        has failed (what has finished is returned: it would only be the same once more).
        """
        ask = False
        with self._changed:
            run = self._find(experiment)
            if run is None or (again and run.state in (STOPPED, FAILED)):
                run, ask = Run(experiment), self._store is not None
                self._queue.append(run)
                self._number()
                self._wake()
            self._watching[watcher] = (run, time.monotonic())
            cancels = self._dismiss_unwatched()
        _all(cancels)
        if ask:
            self._store.ask(experiment).add_done_callback(partial(self._recall, run))
        return run

    def find(self, experiment: Order) -> Run | None:
        """The live or remembered run of this experiment, if there is one. Starts nothing."""
        with self._changed:
            return self._find(experiment)

    def watch(self, run: Run, watcher: str) -> None:
        """Tell that `watcher` still looks at `run`, and at no other."""
        with self._changed:
            self._watching[watcher] = (run, time.monotonic())
            self._memory.get(run.key)
            cancels = self._dismiss_unwatched()
        _all(cancels)

    def stop(self, run: Run) -> None:
        """End a live run, for all who watch it; what it has measured is remembered.

        run: itself, or a copy.
        """
        with self._changed:
            own = [each for each in self._live if each.serial == run.serial]
            cancels = [self._end(each, STOPPED) for each in own]
        _all(cancels)

    def close(self) -> None:
        """End the workers and every live run. Returns when the workers' memory is free.

        What waits to be kept is written all the same.
        """
        with self._changed:
            self.closed = True
            for run in self._live:
                self._end(run, STOPPED)
            self._changed.notify_all()
        atexit.unregister(self.close)
        for seat in self._seats:
            seat.close()
        self._crew.close()
        if self._store:
            self._store.close()

    # Below, called with the lock held.

    @property
    def _live(self) -> list[Run]:
        """Every run that is trained or waits."""
        training = [seat.run for seat in self._seats if seat.run and seat.run.live]
        return [*self._queue, *training]

    def _wake(self) -> None:
        if self.closed:
            raise RuntimeError("this desk is closed")
        if not self._seats:
            # At exit, before multiprocessing ends our workers: it must not look like a death.
            atexit.register(self.close)
        self._fill_places()
        self._changed.notify_all()

    def _fill_places(self) -> None:
        """A seat for each place of the crew. One too many, when places have gone, stays idle."""
        for number in range(len(self._seats), self._crew.places):
            spare_starts = SPARE_STARTS if self._warm else 0
            self._seats.append(Seat(self, self._crew, number, self._recycle_bytes, spare_starts))

    def _find(self, experiment: Order) -> Run | None:
        key = experiment.training_key
        for run in self._live:
            if run.key == key:
                return run
        run = self._memory.get(key)
        # Whether Keras refuses depends on its version, which is no part of the key.
        if run and run.problem and run.problem.id == "refused":
            return run if run.experiment.keras == experiment.keras else None
        return run

    def _end(
        self, run: Run, state: str, problem: Problem | None = None, remember: bool = True
    ) -> Cancel:
        """End `run`. Returns what is left to do without the lock."""
        run.end(state, problem)
        self._put_away(run, remember)
        seat = next((seat for seat in self._seats if seat.run is run), None)
        return seat.cancel if seat and state == STOPPED else _nothing

    def _put_away(self, run: Run, remember: bool = True) -> None:
        """A run that has ended leaves the queue."""
        if remember:
            self._memory.put(run)
            self._memory.shrink({watched.key for watched, _ in self._watching.values()})
        if run in self._queue:
            self._queue.remove(run)
        self._number()

    def _number(self) -> None:
        for place, run in enumerate(self._queue, start=1):
            run.move_to(place)

    def _dismiss_unwatched(self) -> list[Cancel]:
        """Drop queued runs that nobody watches; cancel training ones whose seats others wait for.

        Nobody chose to end these, so they are not remembered: who asks again gets a new run.
        Returns what is left to do without the lock.
        """
        oldest = time.monotonic() - self._patience
        self._watching = {
            watcher: (run, seen) for watcher, (run, seen) in self._watching.items() if seen >= oldest
        }
        watched = [run for run, _ in self._watching.values()]
        for run in [run for run in self._queue if run not in watched]:
            self._end(run, STOPPED, remember=False)
        training = [seat.run for seat in self._seats if seat.run and seat.run.live]
        free = sum(seat.wanted for seat in self._seats) - len(training)  # or soon
        waiting = max(0, len(self._queue) - max(0, free))
        left = [run for run in training if run not in watched]
        return [self._end(run, STOPPED, remember=False) for run in left[:waiting]]

    def _may_take(self, seat: Seat) -> bool:
        """Whether the next run is this seat's: another, whose worker is ready, comes first."""
        if self.closed or not self._queue or not seat.wanted:
            return False
        others = [other for other in self._seats if other.run is None and other is not seat]
        return seat.ready or not any(other.ready and other.wanted for other in others)

    # Below, for the seats' threads and the store's, which take the lock only to look and to note.

    def take(self, seat: Seat) -> Run | None:
        """See Ledger."""
        with self._changed:
            if not self.closed:
                self._fill_places()
            cancels = self._dismiss_unwatched()
            alive = seat.look()
            if not self._may_take(seat) and not self.closed and (alive or not seat.spare_starts):
                self._changed.wait(IDLE_SECONDS)
                cancels += self._dismiss_unwatched()
            run = None
            if self._may_take(seat):
                run = seat.run = self._queue.pop(0)
                run.begin()
                self._number()
        _all(cancels)
        if run and self._store:
            self._recall(run, self._store.ask(run.experiment), DISK_SECONDS)
            if not run.live:
                self.leave(seat)
                return None
        return run

    def note(self, run: Run, kind: str, value: Any = None) -> bool:
        """See Ledger."""
        with self._changed:
            if not run.live:
                return False
            if kind == "device":
                run.settle(value)
            elif kind == "download":
                run.fetch(value)
            elif kind == "gallery":
                run.show(value)
            elif kind == "snapshot":
                run.measure(value)
            elif kind == "problem":
                self._end(run, FAILED, value)
            elif kind == "lost":
                run.restart()
                if run.restarts >= MOST_DEATHS:
                    text = f"The process that trains died {run.restarts} times under this run."
                    self._end(run, FAILED, Problem("worker_lost", text))
            return run.live

    def finish(self, seat: Seat, run: Run) -> None:
        """See Ledger. Kept first: who sees it finished, at whatever server, finds it in the store."""
        not_kept = self._keep(run, seat.about.versions) if self._store and run.live else None
        with self._changed:
            if run.live:
                run.not_kept = not_kept
                self._end(run, FINISHED)

    def lose(self, run: Run) -> None:
        """See Ledger. It is the next in the queue, so that whichever worker is ready takes it."""
        if not self.note(run, "lost"):
            return
        with self._changed:
            for seat in self._seats:
                seat.run = None if seat.run is run else seat.run
            if run.live:
                run.state = QUEUED
                self._queue.insert(0, run)
                self._number()
                self._changed.notify_all()

    def leave(self, seat: Seat) -> None:
        """See Ledger."""
        with self._changed:
            seat.run = None

    def _recall(self, run: Run, asked: Future[Recording | None], seconds: float | None = None) -> None:
        """End a run that has no snapshot yet with what the store has of it."""
        try:
            recording = asked.result(seconds)
        except TimeoutError:
            return
        with self._changed:
            if recording and run.live and not run.snapshots:
                run.recall(recording)
                self._put_away(run)

    def _keep(self, run: Run, versions: dict[str, str]) -> Problem | None:
        """Write a run that is trained to the store. Returns why that was not possible."""
        recording = Recording(run.experiment, run.snapshots, run.gallery, run.device, versions)
        try:
            return self._store.keep(recording).result(DISK_SECONDS)
        except TimeoutError:  # it goes on being written
            return None


def _all(cancels: Sequence[Cancel]) -> None:
    for cancel in cancels:
        cancel()


def _nothing() -> None:
    """Nothing is left to do."""
