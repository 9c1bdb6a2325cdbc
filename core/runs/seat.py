"""A seat: where one run at a time is trained, with a worker of its own."""

import threading
from typing import Any, Protocol

from core.runs.run import Problem, Run
from core.runs.worker import About, CannotStart, Crew, Worker, WorkerLost

SPARE_STARTS = 3  # how often a worker that dies without work is started again before someone asks


class Ledger(Protocol):
    """What a desk has for its seats to ask and to tell; it locks each by itself."""

    closed: bool

    def take(self, seat: "Seat") -> Run | None:
        """The next run, now this seat's; None when there is none for a while."""

    def note(self, run: Run, kind: str, value: Any = None) -> bool:
        """Take note of what a worker said about `run`. Returns whether anybody still wants more."""

    def finish(self, seat: "Seat", run: Run) -> None:
        """The worker has said all."""

    def lose(self, run: Run) -> None:
        """The worker died: the run is to be trained again, here or at another seat."""

    def leave(self, seat: "Seat") -> None:
        """The seat is free again."""


class Seat:
    """One thread, and the worker that it has at the moment.

    number: from 0; a seat that the crew has no place for gives up its worker. run: what is trained
    here, set by the ledger under its lock. about: what the worker has told of itself. spare_starts: how
    often a worker is started before a run needs one.
    """

    def __init__(
        self, ledger: Ledger, crew: Crew, number: int, recycle_bytes: int, spare_starts: int
    ) -> None:
        self.number = number
        self.run: Run | None = None
        self.ready = False
        self.about: About | None = None
        self.spare_starts = spare_starts
        self._ledger, self._crew = ledger, crew
        self._recycle_bytes = recycle_bytes
        self._worker: Worker | None = None
        self._starting = threading.Lock()
        threading.Thread(target=self._serve, name=f"seat {number}", daemon=True).start()

    @property
    def wanted(self) -> bool:
        """Whether the crew has a place for it."""
        return self.number < self._crew.places

    def look(self) -> bool:
        """Whether the worker lives; notes it too."""
        alive = self._worker is not None and self._worker.alive
        self.ready = self.ready and alive
        return alive

    def cancel(self) -> None:
        """End the present training, if there is one."""
        if self._worker:
            self._worker.cancel()

    def close(self) -> None:
        """End the worker; returns when its memory is free. Any thread may call it."""
        with self._starting:  # what is made after this sees that the ledger is closed
            worker, self.ready = self._worker, False
        if worker:
            worker.close()

    def _serve(self) -> None:
        while not self._ledger.closed:
            run = self._ledger.take(self)
            if run:
                self._train(run)
                self._recycle()
            elif not self.wanted:
                self.close()
                self._worker = None
            elif self.spare_starts:
                self._start_spare()

    def _train(self, run: Run) -> None:
        try:
            worker = self._started_worker()
            for kind, value in worker.train(run.experiment) if run.live else ():
                if not self._ledger.note(run, kind, value):
                    worker.cancel()  # again, should the first have come before the training
            self.spare_starts = SPARE_STARTS
            self._ledger.finish(self, run)
        except WorkerLost:
            self.ready = False
            self._ledger.lose(run)
        except CannotStart as failure:
            self._ledger.note(run, "problem", failure.problem)
        except Exception as failure:  # a mistake of ours must not stop the queue
            self._ledger.note(run, "problem", Problem("unexpected", repr(failure)))
        finally:
            self._ledger.leave(self)

    def _started_worker(self) -> Worker:
        """The worker, another one if it is gone or unwanted. Raises WorkerLost, CannotStart."""
        former = self._worker
        if former and former.alive and self._crew.keeps(former):
            return former
        if former:
            former.close()
        with self._starting:
            if self._ledger.closed:
                raise WorkerLost
            self.ready = False
            self._worker = worker = self._crew.worker()
        self.about = worker.start()
        self.ready = not self._ledger.closed
        return worker

    def _start_spare(self) -> None:
        """Have a worker ready before someone asks; give up after a few that died."""
        if self._worker and self._worker.alive and self._crew.keeps(self._worker):
            return
        self.spare_starts -= 1
        try:
            self._started_worker()
        except CannotStart:
            self.spare_starts = 0
        except Exception:  # whatever it is, the next run meets it again and can tell a reader
            return

    def _recycle(self) -> None:
        """Replace a worker that TensorFlow's leaks have made too large: the former ends first."""
        worker = self._worker
        if worker and worker.alive and worker.resident_bytes > self._recycle_bytes:
            worker.close()
