"""What so many readers a day would need, on paper: arithmetic with what was measured on two cores."""

from dataclasses import dataclass
from math import ceil

# Measured by `python -m tests.benchmarks.readers` and by this benchmark; seconds of a core.
VIEW = 0.02  # of a page, on average
LOOK, DRAWING = 0.005, 0.015  # at a live run, and what is drawn where it has changed
NEW_RUN = 0.5  # of a worker: fifteen epochs on digits, of a setup that is seen for the first time
PAGE_GB, WORKER_GB = 0.23, 0.75
# Assumed.
VIEWS, RUNS = 8, 3  # of a reader
LOOKS, DRAWINGS = 8, 5  # of a run
KNOWN = 2 / 3  # of the runs, which somebody else has had trained
PEAK = 0.15  # of a day's readers, in its busiest hour
BUSY = 0.5  # of a core, so that a class that comes at once is served as well


@dataclass(frozen=True)
class Needs:
    """Of the busiest hour. servers: each has one core for its pages."""

    readers_a_second: float
    page_cores: float
    servers: int
    new_runs_a_second: float
    workers: int

    @property
    def gigabytes(self) -> float:
        """Memory of all servers and workers."""
        return self.servers * PAGE_GB + self.workers * WORKER_GB


def needs(readers_a_day: int) -> Needs:
    """What so many need."""
    a_second = readers_a_day * PEAK / 3600
    a_reader = VIEWS * VIEW + RUNS * (LOOKS * LOOK + DRAWINGS * DRAWING)
    new_runs = a_second * RUNS * (1 - KNOWN)
    return Needs(
        readers_a_second=a_second,
        page_cores=a_second * a_reader,
        servers=ceil(a_second * a_reader / BUSY),
        new_runs_a_second=new_runs,
        workers=ceil(new_runs * NEW_RUN / BUSY),
    )
