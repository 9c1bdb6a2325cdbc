"""A `Run`: one training of an experiment, as its readers see it while it grows."""

import time
from dataclasses import dataclass
from itertools import count

from core.datasets import DownloadFailed
from core.experiment import Script
from core.experiment.comparison import Order
from core.measures.snapshot import ComparisonSnapshot, Device, Gallery, Snapshot
from core.recordings import Recording

QUEUED, TRAINING, FINISHED, STOPPED, FAILED = (
    "queued",
    "training",
    "finished",
    "stopped",
    "failed",
)
PROBLEMS = ("refused", "data_missing", *DownloadFailed.REASONS, "worker_lost", "unexpected")
NOT_KEPT = "not_kept"  # the problem of a run that has finished, and that the store has no room for
CREW_PROBLEMS = ("cluster_lost", "cluster_unlike", "cluster_missing")  # of those who train, of no run
OVERHEAD_BYTES = 2000  # the run's own objects, so that a failed one is not free to remember


_serials = count()


@dataclass(frozen=True)
class Problem:
    """Why a run failed. `id` is one of PROBLEMS, for a page to translate; `message` is English.

    Or NOT_KEPT, or one of CREW_PROBLEMS.

    Of "refused", `message` is what Keras prints; of "unexpected", an exception's type and first line.
    """

    id: str
    message: str


class Run:
    """One training of an experiment or a comparison. Any thread may read it; only its desk changes it.

    Each attribute is replaced whole and `version` grows after every change, so a reader that sees a
    new version sees what it stands for. `serial` is no other run's of this process.

    A run whose worker died is trained again from its start. Until the new training has caught up, the
    former snapshots stay, each replaced by the new one of the same moment: the chart never blanks.

    device: what trains it, or has; None until a worker has begun. recalled: whether it was trained
    before, and comes from the store. not_kept: why the store does not have it.
    """

    def __init__(self, experiment: Order) -> None:
        self.serial = next(_serials)
        self.experiment = experiment
        self.key = experiment.training_key
        self.state = QUEUED
        self.place = 0
        self.snapshots: tuple[Snapshot, ...] | tuple[ComparisonSnapshot, ...] = ()
        self.gallery: Gallery | None = None
        self.download: tuple[int, int] | None = None  # while there is one: bytes so far, bytes in all
        self.device: Device | None = None
        self.recalled = False
        self.not_kept: Problem | None = None
        self.restarts = 0
        self.problem: Problem | None = None
        self.version = 0
        self._arrivals: list[tuple[float, float]] = []  # (seconds, epoch) in this training

    @property
    def live(self) -> bool:
        """Whether more may still come."""
        return self.state in (QUEUED, TRAINING)

    @property
    def progress(self) -> float:
        """The part of the epochs that is trained, from 0 to 1."""
        if self.state == FINISHED:
            return 1.0
        arrivals = self._arrivals
        return arrivals[-1][1] / self.experiment.epochs if arrivals else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Seconds of training to come at this run's own pace; None before it has shown one.

        None of a script, whose lines do not all take as long.
        """
        arrivals = self._arrivals[:]
        if self.state != TRAINING or len(arrivals) < 2 or isinstance(self.experiment, Script):
            return None
        # The first interval holds TensorFlow's tracing, which no later one does.
        began, first_epoch = arrivals[1] if len(arrivals) > 2 else arrivals[0]
        latest, epoch = arrivals[-1]
        pace = (latest - began) / (epoch - first_epoch)
        ends = latest + (self.experiment.epochs - epoch) * pace
        return max(0.0, ends - time.monotonic())

    @property
    def nbytes(self) -> int:
        """Bytes that this run holds, within a few thousand."""
        gallery = self.gallery.nbytes if self.gallery else 0
        return OVERHEAD_BYTES + gallery + sum(snapshot.nbytes for snapshot in self.snapshots)

    def __repr__(self) -> str:
        return f"<Run {self.state}, {len(self.snapshots)} snapshots: {self.key}>"

    # What follows is for the desk, which calls it under its lock.

    def move_to(self, place: int) -> None:
        """Take a place in the queue: 1 is next."""
        if place != self.place:
            self.place = place
            self.version += 1

    def begin(self) -> None:
        """Leave the queue for the worker."""
        self.place = 0
        self.state = TRAINING
        self.version += 1

    def settle(self, device: Device) -> None:
        """Take what trains it."""
        self.device = device
        self.version += 1

    def fetch(self, download: tuple[int, int] | None) -> None:
        """Take how far the download of its data has come; None: it has ended."""
        self.download = download
        self.version += 1

    def show(self, gallery: Gallery) -> None:
        """Take the images that the predictions belong to."""
        self.gallery = gallery
        self.version += 1

    def measure(self, snapshot: Snapshot | ComparisonSnapshot) -> None:
        """Take this training's next snapshot, in place of the one that a dead worker had sent."""
        at = len(self._arrivals)
        self.snapshots = (*self.snapshots[:at], snapshot, *self.snapshots[at + 1 :])
        self._arrivals.append((time.monotonic(), snapshot.epoch))
        self.version += 1

    def restart(self) -> None:
        """Note that the worker died; the next snapshot is the first of a new training."""
        self.download = None
        self.device = None
        self.restarts += 1
        self._arrivals = []
        self.version += 1

    def recall(self, recording: Recording) -> None:
        """Become what was trained and kept earlier, here or by another server."""
        self.snapshots, self.gallery = recording.snapshots, recording.gallery
        self.device, self.recalled = recording.device, True
        self.end(FINISHED)

    def end(self, state: str, problem: Problem | None = None) -> None:
        """Become "finished", "stopped" or "failed", for good."""
        self.place = 0
        self.download = None
        self.problem = problem
        self.state = state
        self.version += 1
