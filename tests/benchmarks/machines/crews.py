"""The same runs at desks with more and fewer workers, in turns."""

import contextlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import loky
import psutil

from core.experiment import ACTIVATIONS, LOSSES, Experiment
from core.runs import Desk, Run
from core.runs.cluster import ClusterCrew
from core.runs.crew import LocalCrew
from core.runs.local import LocalWorker
from core.runs.worker import Crew
from tests.core.runs.dask_cluster import DaskCluster
from tests.core.runs.dask_cluster import cluster as running

STARTS = 180.0  # seconds, until every worker has TensorFlow
PATIENCE = 600.0
SETUPS = tuple(
    {"loss": loss, "activation": activation}
    for loss, activation in product(LOSSES[:2], ACTIVATIONS[:2])
)


def orders(runs: int, first_seed: int) -> list[Experiment]:
    """So many different ones, of a few setups: a class that tries toggles and seeds."""
    return [Experiment(seed=first_seed + place, **SETUPS[place % len(SETUPS)]) for place in range(runs)]


@contextlib.contextmanager
def opened(crew: Crew, places: int) -> Iterator[Desk]:
    """A desk whose workers are all ready, each of which has trained once."""
    desk = Desk(crew, patience=PATIENCE)
    try:
        desk.warm()
        deadline = time.monotonic() + STARTS
        while desk.ready_places < places:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{desk.ready_places} of {places} workers in {STARTS:.0f} s")
            time.sleep(0.05)
        yield desk
    finally:
        desk.close()


def seconds(desk: Desk, runs: int, first_seed: int) -> float:
    """From the first order to the last end, all ordered at once. Raises RuntimeError if one fails."""
    began = time.monotonic()
    running = [desk.submit(each, f"watcher {each.seed}") for each in orders(runs, first_seed)]
    ended(running)
    return time.monotonic() - began


def ended(running: list[Run]) -> None:
    """Wait until all have; raises RuntimeError for what failed, TimeoutError past PATIENCE."""
    deadline = time.monotonic() + PATIENCE
    while any(run.live for run in running):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{sum(run.live for run in running)} runs did not end")
        time.sleep(0.01)
    failed = [run for run in running if run.state != "finished"]
    if failed:
        raise RuntimeError(f"{len(failed)} runs failed: {failed[0]} {failed[0].problem}")


@contextlib.contextmanager
def local(places: int) -> Iterator[Desk]:
    """So many processes of this machine."""
    with opened(LocalCrew(places), places) as desk:
        yield desk


class OneThread(LocalCrew):
    """Local workers of one thread each, however many cores there are."""

    def worker(self) -> LocalWorker:
        return LocalWorker(share=loky.cpu_count())


@contextlib.contextmanager
def local_pinned(places: int) -> Iterator[Desk]:
    """So many processes of this machine, with one thread and a core of its own for each."""
    with opened(OneThread(places), places) as desk:
        pin(seat._worker.pid for seat in desk._seats)
        yield desk


@contextlib.contextmanager
def cluster_pinned(places: int) -> Iterator[Desk]:
    """So many Dask workers on this machine, with one thread and a core of its own for each."""
    with on_cluster(places, threads=1) as (there, desk):
        pin(there.pids())
        yield desk


def pin(pids: Iterable[int]) -> None:
    """Give each process a core, all its threads that there are and will be; nothing where that is not
    possible.
    """
    if not hasattr(os, "sched_setaffinity"):
        return
    for place, pid in enumerate(pids):
        for thread in psutil.Process(pid).threads():
            os.sched_setaffinity(thread.id, {place % loky.cpu_count()})


@contextlib.contextmanager
def on_cluster(places: int, threads: int = 0) -> Iterator[tuple[DaskCluster, Desk]]:
    """A Dask scheduler and so many Dask workers, on this machine, whose cores they share.

    threads: of TensorFlow in each; 0 for an equal share.
    """
    said = str(threads or max(1, loky.cpu_count() // places))
    share = dict.fromkeys(("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"), said)
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder) / "log", places, environ=share) as there,
        opened(ClusterCrew(there.address, LocalCrew()), places) as desk,
    ):
        yield there, desk
