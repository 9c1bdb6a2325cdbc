"""Workers on this machine, as many as were asked for."""

from core import datasets
from core.runs.local import LocalWorker
from core.runs.run import Problem
from core.runs.worker import Worker


class LocalCrew:
    """So many processes of this machine, each with its own TensorFlow (about 0.8 GB)."""

    elsewhere = False
    problem: Problem | None = None

    def __init__(self, places: int = 1) -> None:
        self.places = places

    def worker(self) -> Worker:
        """See Crew.worker."""
        return LocalWorker(share=self.places)

    def keeps(self, worker: Worker) -> bool:
        """All of them."""
        return True

    def has(self, dataset: str) -> bool:
        """Whether it lies on this machine."""
        return datasets.is_here(dataset)

    def close(self) -> None:
        """They share nothing."""
