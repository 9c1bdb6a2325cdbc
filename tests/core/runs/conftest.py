"""A desk whose workers do what a test tells them, step by step, and one whose worker is real."""

import queue
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from core.experiment import Experiment
from core.measures.snapshot import Device, Gallery, Snapshot
from core.runs import Desk, Run
from core.runs.worker import About, CannotStart, WorkerLost

DEVICE = Device("CPU", "", 2)
NOWHERE = "http://127.0.0.1:9"  # the discard port: refuses at once


def wait_for(holds: Callable[[], object], seconds: float = 5.0) -> None:
    """Wait until `holds()`. Fails after so many seconds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


def a_snapshot(epoch: float, loss: float = 0.0) -> Snapshot:
    """Measurements of which no two are equal."""
    return Snapshot(
        epoch=epoch,
        examples=2,
        loss=loss,
        loss_by_hand=loss + 0.25,
        accuracies={"categorical_accuracy": 0.75},
        accuracies_by_hand={"categorical_accuracy": 1.0},
        true_accuracy=0.5,
        predictions=np.zeros((2, 10), "float32"),
    )


class Troupe:
    """A crew of workers that train as told: `tell` a step to whichever works, or will."""

    def __init__(self, places: int = 1) -> None:
        self.places = places
        self.elsewhere = False
        self.problem = None
        self.unwanted: list[FakeWorker] = []
        self.closed = False
        self.workers: list[FakeWorker] = []
        self.steps: queue.SimpleQueue = queue.SimpleQueue()
        self.trained: list[str] = []
        self.start_problem = None
        self.deaths_at_start = 0
        self.size_after_run = 0

    def worker(self) -> "FakeWorker":
        self.workers.append(FakeWorker(self))
        return self.workers[-1]

    def keeps(self, worker: "FakeWorker") -> bool:
        return worker not in self.unwanted

    def has(self, dataset: str) -> bool:
        return dataset == "digits"

    def close(self) -> None:
        self.closed = True

    def tell(self, *steps: str) -> None:
        """ "snapshot", "end", "lost", "die", "raise": what the worker does next."""
        for step in steps:
            self.steps.put(step)


class FakeWorker:
    """Sends the snapshot of the next epoch when told; its loss is the number of this training."""

    def __init__(self, troupe: Troupe) -> None:
        self.troupe = troupe
        self.alive = False
        self.training = False
        self.resident_bytes = 0

    def start(self) -> About:
        alive = sum(worker.alive for worker in self.troupe.workers)
        assert alive < self.troupe.places, "more workers than places"
        if self.troupe.start_problem:
            raise CannotStart(self.troupe.start_problem)
        if self.troupe.deaths_at_start:
            self.troupe.deaths_at_start -= 1
            raise WorkerLost
        self.alive = True
        return About(DEVICE, {"keras": "3"})

    def train(self, experiment: Experiment) -> Iterator[tuple[str, object]]:
        self.troupe.trained.append(experiment.training_key)
        self.training = True
        yield "device", DEVICE
        try:
            yield from self._steps()
        finally:
            self.training = False

    def _steps(self) -> Iterator[tuple[str, object]]:
        yield "gallery", Gallery(np.zeros((2, 8, 8), "uint8"), np.zeros(2), 16)
        epoch = 0
        while True:
            step = self.troupe.steps.get()
            if step in ("die", "closed"):
                self.alive = False
                raise WorkerLost
            if step == "lost":
                yield "lost", None
                continue
            if step == "raise":
                raise ZeroDivisionError("a mistake")
            if step in ("end", "cancel"):
                self.resident_bytes = self.troupe.size_after_run
                return
            yield "snapshot", a_snapshot(epoch, loss=len(self.troupe.trained))
            epoch += 1

    def cancel(self) -> None:
        self.troupe.tell("cancel")

    def close(self) -> None:
        self.alive = False
        if self.training:
            self.troupe.tell("closed")


@pytest.fixture
def troupe() -> Troupe:
    return Troupe()


@pytest.fixture
def fake_desk(troupe):
    """Makes desks of the troupe's workers; closes them afterwards."""
    desks = []

    def opened(**options) -> Desk:
        desks.append(Desk(troupe, **options))
        return desks[-1]

    yield opened
    for desk in desks:
        desk.close()


@pytest.fixture(scope="package")
def offline_folders(tmp_path_factory):
    """Where the real worker looks for data: the reader's own folder, and Keras's home. Both empty."""
    return tmp_path_factory.mktemp("own"), tmp_path_factory.mktemp("keras")


@pytest.fixture(scope="package")
def real_desk(offline_folders):
    """A desk with a TensorFlow process, without internet; so is this process, for these tests only."""
    own, keras_home = offline_folders
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WHICH_ACCURACY_DATA", str(own))
        patch.setenv("KERAS_HOME", str(keras_home))
        for name in ("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"):
            patch.setenv(name, NOWHERE)
        for name in ("no_proxy", "NO_PROXY"):
            patch.delenv(name, raising=False)
        desk = Desk()
        desk.warm()
        wait_for(lambda: desk.ready, 120)
        yield desk
        desk.close()


def finish(desk: Desk, *runs: Run, seconds: float = 120) -> None:
    """Watch runs until they end, as their pages do."""

    def over() -> bool:
        for run in runs:
            desk.watch(run, run.key)
        return not any(run.live for run in runs)

    wait_for(over, seconds)
