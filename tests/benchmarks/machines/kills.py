"""A Dask worker is killed in the middle of a run, again and again: no run may be lost."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import psutil

from core.experiment import Experiment
from core.runs import Desk
from tests.benchmarks.machines.crews import STARTS, on_cluster
from tests.core.runs.dask_cluster import DaskCluster


@dataclass(frozen=True)
class Kill:
    """What one came to. seconds: from the kill to the run's end; threads: of this process, after it."""

    state: str
    restarts: int
    whole: bool
    seconds: float
    threads: int
    bytes: int


def kills(times: int, seed: int = 90_000) -> Iterator[Kill]:
    """Two runs train; the worker of one is killed; both end."""
    with on_cluster(2) as (there, desk):
        for place in range(times):
            yield from one(there, desk, seed + 2 * place)


def one(there: DaskCluster, desk: Desk, seed: int) -> Iterator[Kill]:
    """Two runs, one of whose workers is killed: a Kill of each."""
    orders = [Experiment(epochs=100, batch_size=8, seed=seed + each) for each in range(2)]
    runs = [desk.submit(each, f"reader {each.seed}") for each in orders]
    until(lambda: any(len(run.snapshots) > 3 for run in runs))
    there.kill_worker(next(iter(there.pids())))
    began = time.monotonic()
    until(lambda: not any(run.live for run in runs))
    for run in runs:
        epochs = [each.epoch for each in run.snapshots]
        yield Kill(
            run.state,
            run.restarts,
            epochs == list(range(101)),
            time.monotonic() - began,
            threading.active_count(),
            psutil.Process().memory_info().rss,
        )


def until(holds) -> None:
    """Wait. Raises TimeoutError."""
    deadline = time.monotonic() + STARTS
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError("waited in vain")
        time.sleep(0.05)
