"""The desk: one queue for every reader, one run for every experiment, and what was trained before."""

import atexit
import threading
import time
from collections.abc import Callable

from core.experiment.comparison import Order
from core.measures.snapshot import Device
from core.runs.local import LocalWorker
from core.runs.memory import Memory
from core.runs.run import FAILED, FINISHED, STOPPED, Problem, Run
from core.runs.worker import About, CannotStart, Worker, WorkerLost

MIB = 2**20
# A worker was seen to hold 720 to 860 MB after its first run, as much of its libraries' files as the
# system maps, and a model of digits adds about 2.5: so it stays under 1.2 GB. One run of all MNIST adds
# up to 280 MB, and may pass that for once at the end of a worker's life.
RECYCLE_BYTES = 1000 * MIB
MOST_DEATHS = 2
SPARE_STARTS = 3  # how often a worker that dies without work is started again before someone asks
IDLE_SECONDS = 1.0


class Desk:
    """Takes orders from many readers and has one worker train them, one at a time, in turn.

    An order is an experiment, or a comparison of several. Every method returns at once; a thread of
    the desk's own waits for the worker.

    memory_bytes: of the runs that have ended. patience: seconds without a `watch` after which a reader
    counts as gone. recycle_bytes: a worker that holds more at the end of a run is replaced.
    make_worker: makes an unstarted worker; the former is closed before the next is started.
    """

    def __init__(
        self,
        memory_bytes: int = 16 * MIB,
        patience: float = 6.0,
        recycle_bytes: int = RECYCLE_BYTES,
        make_worker: Callable[[], Worker] = LocalWorker,
    ) -> None:
        self._patience = patience
        self._recycle_bytes = recycle_bytes
        self._make_worker = make_worker
        self._changed = threading.Condition()  # guards all below; nobody waits while holding it
        self._memory = Memory(memory_bytes)
        self._queue: list[Run] = []
        self._current: Run | None = None
        self._watching: dict[str, tuple[Run, float]] = {}  # by watcher: what, and when last
        self._worker: Worker | None = None
        self._about: About | None = None
        self._ready = False
        self._warm = False
        self._spare_starts = 0
        self._thread: threading.Thread | None = None
        self._closed = False

    @property
    def ready(self) -> bool:
        """Whether a run that is submitted now need not wait for TensorFlow."""
        return self._ready

    @property
    def device(self) -> Device | None:
        """What the worker trains on; None until it has told."""
        return self._about.device if self._about else None

    @property
    def versions(self) -> dict[str, str]:
        """The versions of what the worker trains with, by package name; empty until it has told."""
        return dict(self._about.versions) if self._about else {}

    @property
    def readers(self) -> int:
        """How many watchers have looked at a run of late."""
        oldest = time.monotonic() - self._patience
        with self._changed:
            return sum(seen >= oldest for _run, seen in self._watching.values())

    def warm(self) -> None:
        """Start the worker in the background. Later calls change nothing."""
        with self._changed:
            if not self._warm:
                self._warm = True
                self._spare_starts = SPARE_STARTS
                self._wake()

    def submit(self, experiment: Order, watcher: str, again: bool = False) -> Run:
        """The run of this experiment: a live one, else one remembered, else a new one in the queue.

        The watcher watches this run from now on and no other. again: train anew what was stopped or
        has failed (what has finished is returned: it would only be the same once more).
        """
        with self._changed:
            run = self._find(experiment)
            if run is None or (again and run.state in (STOPPED, FAILED)):
                run = Run(experiment)
                self._queue.append(run)
                self._wake()
            self._watching[watcher] = (run, time.monotonic())
            cancel = self._dismiss_unwatched()
        cancel()
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
            cancel = self._dismiss_unwatched()
        cancel()

    def stop(self, run: Run) -> None:
        """End a live run, for all who watch it; what it has measured is remembered.

        run: itself, or a copy.
        """
        with self._changed:
            own = [each for each in [*self._queue, self._current] if each and each.serial == run.serial]
            if not own or not own[0].live:
                return
            cancel = self._end(own[0], STOPPED)
        cancel()

    def close(self) -> None:
        """End the worker and every live run. Returns when the worker's memory is free."""
        with self._changed:
            self._closed = True
            self._ready = False
            for run in [*self._queue, self._current]:
                if run and run.live:
                    self._end(run, STOPPED)
            worker = self._worker
            self._changed.notify_all()
        atexit.unregister(self.close)
        if worker:
            worker.close()

    # Below, called with the lock held.

    def _wake(self) -> None:
        if self._closed:
            raise RuntimeError("this desk is closed")
        if not self._thread:
            # At exit, before multiprocessing ends our worker: it must not look like a death.
            atexit.register(self.close)
            self._thread = threading.Thread(target=self._serve, name="desk", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _find(self, experiment: Order) -> Run | None:
        key = experiment.training_key
        for run in [*self._queue, self._current]:
            if run and run.live and run.key == key:
                return run
        run = self._memory.get(key)
        # Whether Keras refuses depends on its version, which is no part of the key.
        if run and run.problem and run.problem.id == "refused":
            return run if run.experiment.keras == experiment.keras else None
        return run

    def _end(
        self, run: Run, state: str, problem: Problem | None = None, remember: bool = True
    ) -> Callable[[], None]:
        """End `run`. Returns what is left to do without the lock."""
        run.end(state, problem)
        if remember:
            self._memory.put(run)
            self._memory.shrink({watched.key for watched, _ in self._watching.values()})
        if run in self._queue:
            self._queue.remove(run)
        self._number()
        if run is self._current and state == STOPPED and self._worker:
            return self._worker.cancel
        return _nothing

    def _number(self) -> None:
        for place, run in enumerate(self._queue, start=1):
            run.move_to(place)

    def _dismiss_unwatched(self) -> Callable[[], None]:
        """Drop queued runs that nobody watches; cancel a training one if another run waits.

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
        self._number()
        current = self._current
        if self._queue and current and current.live and current not in watched:
            return self._end(current, STOPPED, remember=False)
        return _nothing

    # Below, the desk's own thread, which takes the lock only to look and to note.

    def _serve(self) -> None:
        while not self._closed:
            run = self._take()
            if run:
                self._train(run)
                self._recycle()
            elif self._spare_starts and not self._closed:
                self._start_spare()

    def _take(self) -> Run | None:
        """The next run, now training; None when there is none for a while."""
        with self._changed:
            self._dismiss_unwatched()
            idle = self._worker is not None and self._worker.alive
            self._ready = self._ready and idle
            if not self._queue and not self._closed and (idle or not self._spare_starts):
                self._changed.wait(IDLE_SECONDS)
                self._dismiss_unwatched()
            if self._closed or not self._queue:
                return None
            self._current = self._queue.pop(0)
            self._current.begin()
            self._number()
            return self._current

    def _train(self, run: Run) -> None:
        while run.live:
            try:
                worker = self._started_worker()
                for kind, value in worker.train(run.experiment) if run.live else ():
                    if not self._note(run, kind, value):
                        worker.cancel()  # again, should the first have come before the training
                self._spare_starts = SPARE_STARTS
                self._note(run, "ended")
            except WorkerLost:
                self._note(run, "lost")
            except CannotStart as failure:
                self._note(run, "problem", failure.problem)
            except Exception as failure:  # a mistake of ours must not stop the queue
                self._note(run, "problem", Problem("unexpected", repr(failure)))
        with self._changed:
            self._current = None

    def _note(self, run: Run, kind: str, value=None) -> bool:
        """Take note of what a worker said about `run`. Returns whether anybody still wants more."""
        with self._changed:
            if not run.live:
                return False
            if kind == "download":
                run.fetch(value)
            elif kind == "gallery":
                run.show(value)
            elif kind == "snapshot":
                run.measure(value)
            elif kind == "problem":
                self._end(run, FAILED, value)
            elif kind == "ended":
                self._end(run, FINISHED)
            elif kind == "lost":
                self._ready = False
                run.restart()
                if run.restarts >= MOST_DEATHS:
                    text = f"The process that trains died {run.restarts} times under this run."
                    self._end(run, FAILED, Problem("worker_lost", text))
            return run.live

    def _started_worker(self) -> Worker:
        """The worker, started anew if it is gone. Raises WorkerLost, CannotStart."""
        former = self._worker
        if former and former.alive:
            return former
        if former:
            former.close()
        with self._changed:
            if self._closed:
                raise WorkerLost
            self._ready = False
            self._worker = worker = self._make_worker()
        about = worker.start()
        with self._changed:
            self._about = about
            self._ready = not self._closed
        return worker

    def _start_spare(self) -> None:
        """Have a worker ready before someone asks; give up after a few that died."""
        if self._worker and self._worker.alive:
            return
        self._spare_starts -= 1
        try:
            self._started_worker()
        except CannotStart:
            self._spare_starts = 0
        except Exception:  # whatever it is, the next run meets it again and can tell a reader
            self._ready = False

    def _recycle(self) -> None:
        """Replace a worker that TensorFlow's leaks have made too large: the former ends first."""
        worker = self._worker
        if worker and worker.alive and worker.resident_bytes > self._recycle_bytes:
            self._ready = False
            worker.close()


def _nothing() -> None:
    """Nothing is left to do."""
