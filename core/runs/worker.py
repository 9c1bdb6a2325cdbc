"""What a desk asks of whatever trains for it: a process on this machine, or a place in a cluster."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from core.experiment.comparison import Order
from core.measures.snapshot import Device
from core.runs.run import Problem


class WorkerLost(Exception):
    """The worker is gone; what it was training has to be trained again by another."""


class CannotStart(Exception):
    """The worker says that it cannot train at all, and would say so each time."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True)
class About:
    """What a worker tells about itself once it can train. versions: by package name."""

    device: Device
    versions: dict[str, str]


class Worker(Protocol):
    """Trains one run at a time. One thread calls `start` and `train`, any thread the rest."""

    @property
    def alive(self) -> bool:
        """Whether it has been started and has not died since."""

    @property
    def resident_bytes(self) -> int:
        """Memory that it held when its last run ended; 0 before the first."""

    def start(self) -> About:
        """Wait until it can train. Raises WorkerLost, CannotStart."""

    def train(self, order: Order) -> Iterator[tuple[str, Any]]:
        """Train, yielding ("device", Device) as it begins, ("download", (bytes so far, bytes in all)) …
        and ("download", None) where the data is not there yet, then ("gallery", Gallery),
        ("snapshot", …) … as they come.

        A failure is a last ("problem", Problem). Raises WorkerLost when the worker dies under it; one
        that begins anew by itself yields ("lost", None) first.
        """

    def cancel(self) -> None:
        """End the present training before its next snapshot; without one, do nothing."""

    def close(self) -> None:
        """End the worker, and wait until its memory is free. What waits for it gets WorkerLost."""


class Crew(Protocol):
    """Where a desk's workers come from. Every method returns at once, and any thread may call it."""

    @property
    def places(self) -> int:
        """How many workers may train at this moment, 1 or more."""

    @property
    def elsewhere(self) -> bool:
        """Whether it trains on other machines than this one, with the data on their disks."""

    @property
    def problem(self) -> Problem | None:
        """Why it is not the crew that was asked for, such as "cluster_lost"; None where it is."""

    def worker(self) -> Worker:
        """A worker that is not started yet."""

    def keeps(self, worker: Worker) -> bool:
        """Whether a worker that it made is still to be used; else it is closed, and another taken."""

    def has(self, dataset: str) -> bool:
        """Whether a data set lies wherever it may train."""

    def close(self) -> None:
        """End what its workers share. They are closed before."""
