"""A crew on a real Dask scheduler and two real Dask workers, each a process of its own."""

import dataclasses
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import psutil
import pytest

from core import datasets
from core.experiment import Comparison, Experiment
from core.runs import cluster_job
from core.runs.cluster import ClusterCrew
from core.runs.cluster_worker import ClusterWorker
from core.runs.crew import LocalCrew
from core.runs.local import LocalWorker
from core.runs.worker import WorkerLost
from tests.core.runs.conftest import wait_for
from tests.core.runs.dask_cluster import ROOT, DaskCluster, busy, cluster

pytest.importorskip("distributed")

LONG = Experiment(epochs=200, batch_size=8)
READY = 60  # seconds, for a Dask worker and TensorFlow in it


class Stage:
    """One order on one worker, in a thread of its own."""

    def __init__(self, worker, order) -> None:
        self.said: list[tuple[str, Any]] = []
        self.times: list[float] = []
        self.failure: Exception | None = None
        self.thread = threading.Thread(target=self._run, args=(worker, order), daemon=True)
        self.thread.start()

    def _run(self, worker, order) -> None:
        try:
            for each in worker.train(order):
                self.said.append(each)
                self.times.append(time.monotonic())
        except Exception as failure:
            self.failure = failure

    @property
    def over(self) -> bool:
        return not self.thread.is_alive()

    def snapshots(self) -> list:
        return [value for kind, value in self.said if kind == "snapshot"]


def trained(worker, order) -> Stage:
    stage = Stage(worker, order)
    stage.thread.join(READY)
    assert stage.over
    if stage.failure:
        raise stage.failure
    return stage


def plain(value: Any) -> Any:
    """Equal for two values if and only if all bits of all numbers in them are."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, float):
        return value.hex()
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if dataclasses.is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    return value


def alike(one: Any, other: Any) -> bool:
    """Whether all bits are equal. Not for pytest to compare: of so many numbers that takes minutes."""
    return plain(one) == plain(other)


@pytest.fixture(scope="module")
def dask(tmp_path_factory) -> Iterator[DaskCluster]:
    with cluster(tmp_path_factory.mktemp("dask") / "log") as started:
        yield started


@pytest.fixture(scope="module")
def crew(dask) -> Iterator[ClusterCrew]:
    crew = ClusterCrew(dask.address, instead=LocalCrew(1))
    wait_for(lambda: crew.places == 2, READY)
    yield crew
    crew.close()
    crew._thread.join(10)
    assert not crew._thread.is_alive()


@pytest.fixture
def seats(crew) -> Iterator[list[ClusterWorker]]:
    """Two started workers; both Dask workers are there, have TensorFlow and are idle."""
    wait_for(lambda: crew.places == 2 == len(crew.link.warm) and not busy(crew), READY)
    seats = [crew.worker(), crew.worker()]
    for seat in seats:
        seat.start()
    yield seats
    for seat in seats:
        seat.close()


@pytest.mark.slow
def test_six_runs_two_at_a_time_are_a_local_workers_to_the_last_bit(crew, seats):
    orders = [
        Experiment(epochs=3),
        Experiment(epochs=2, loss="categorical_crossentropy", seed=4),
        Experiment(epochs=2, activation="sigmoid", optimizer="sgd"),
        Comparison({"a": Experiment(epochs=2), "b": Experiment(epochs=2, activation="sigmoid")}),
        Experiment(dataset="synthetic_topics", epochs=1),
        Experiment(epochs=1, labels="integer", loss="categorical_crossentropy", keras="3.15.1"),
    ]
    waiting, stages, lock = list(enumerate(orders)), {}, threading.Lock()

    def sit(seat):
        while True:
            with lock:
                if not waiting:
                    return
                number, order = waiting.pop(0)
            stages[number] = trained(seat, order)

    threads = [threading.Thread(target=sit, args=(seat,)) for seat in seats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(2 * READY)

    # "device" is said once the one thread of a process that trains has taken the run.
    spans = [(stage.times[0], stage.times[-1]) for stage in stages.values()]
    at_once = [sum(begin <= at <= end for begin, end in spans) for at, _end in spans]
    assert max(at_once) == 2
    assert all(stage.said[0] == ("device", crew.link.about.device) for stage in stages.values())
    assert crew.link.about.device.machine

    local = LocalWorker()
    about = local.start()
    assert (about.versions, about.device.threads) == (
        crew.link.about.versions,
        crew.link.about.device.threads,
    )
    for number, order in enumerate(orders):
        alone = list(local.train(order))
        assert alone[0][0] == "device"
        assert alike(stages[number].said[1:], alone[1:]), order
    local.close()
    kinds = [kind for kind, _value in stages[5].said]
    assert kinds == ["device", "problem"]
    assert stages[5].said[1][1].id == "refused"


@pytest.mark.slow
def test_a_killed_dask_worker_means_the_same_numbers_from_another(crew, dask, seats):
    order = Experiment(epochs=40, batch_size=8)
    whole = trained(seats[0], order)
    other = Stage(seats[1], LONG)
    wait_for(other.snapshots, READY)
    stage = Stage(seats[0], order)
    wait_for(lambda: len(stage.snapshots()) >= 5, READY)
    [place] = [place for place, keys in busy(crew).items() if seats[0]._key in keys]
    former = dask.pid_of(place)
    dask.kill_worker(former)
    wait_for(lambda: ("lost", None) in stage.said, 3)
    assert stage.said[-1] == ("lost", None)  # before it begins anew: the other place is taken
    seats[1].cancel()
    wait_for(lambda: stage.over, READY)
    assert not other.failure
    assert not stage.failure
    cut = stage.said.index(("lost", None))
    assert [kind for kind, _value in stage.said[: cut + 3]][-3:] == ["lost", "device", "gallery"]
    assert alike(stage.said[cut + 1 :], whole.said)
    assert alike(stage.said[:cut], whole.said[:cut])
    wait_for(lambda: crew.places == 2, READY)  # its nanny has started it again
    assert former not in dask.pids()
    assert crew.problem is None


@pytest.mark.slow
def test_a_cancel_ends_the_training_within_a_tick_and_frees_the_place(crew, seats):
    stages = [Stage(seat, LONG) for seat in seats]
    wait_for(lambda: all(len(stage.snapshots()) >= 3 for stage in stages), READY)
    began = time.monotonic()
    measured = [len(stage.snapshots()) for stage in stages]
    for seat in seats:
        seat.cancel()
    wait_for(lambda: all(stage.over for stage in stages), 5)
    tick = max(np.diff(stage.times[3:]).max() for stage in stages)
    assert time.monotonic() - began < 10 * tick + 0.5
    for stage, before in zip(stages, measured, strict=True):
        assert not stage.failure
        assert len(stage.snapshots()) <= before + 2
        assert stage.said[-1][0] == "snapshot"
    assert not busy(crew)
    after = [Stage(seat, Experiment(epochs=1)) for seat in seats]
    wait_for(lambda: all(stage.over for stage in after), READY)
    assert [len(stage.snapshots()) for stage in after] == [2, 2]


@pytest.mark.slow
def test_a_cancel_of_a_run_that_has_no_place_yet_is_answered_at_once(crew, seats):
    stages = [Stage(seat, LONG) for seat in seats]
    wait_for(lambda: all(stage.snapshots() for stage in stages), READY)
    third = crew.worker()
    third.start()
    queued = Stage(third, LONG)
    wait_for(lambda: sum(map(len, busy(crew).values())) == 3)
    third.cancel()
    wait_for(lambda: queued.over, 1)
    assert (queued.said, queued.failure) == ([], None)
    for seat in seats:
        seat.cancel()
    wait_for(lambda: all(stage.over for stage in stages))
    third.close()


@pytest.mark.slow
def test_a_run_that_comes_to_another_code_is_not_trained_there(crew, seats, monkeypatch):
    monkeypatch.setattr(crew.link, "mine", dataclasses.replace(crew.link.mine, code="another"))
    with pytest.raises(WorkerLost) as lost:
        trained(seats[0], Experiment(epochs=1))
    assert isinstance(lost.value.__cause__, cluster_job.Unlike)


@pytest.mark.slow
def test_who_is_closed_in_mid_run_gets_worker_lost_and_leaves_nothing_behind(crew, seats):
    seat = crew.worker()
    seat.start()
    assert seat._mailbox in queues(crew)
    stage = Stage(seat, LONG)
    wait_for(stage.snapshots, READY)
    began = time.monotonic()
    seat.close()
    assert time.monotonic() - began < 0.2
    wait_for(lambda: stage.over, 2)
    assert isinstance(stage.failure, WorkerLost)
    assert not seat.alive
    assert not crew.keeps(seat)
    wait_for(lambda: not busy(crew), 5)
    wait_for(lambda: seat._mailbox not in queues(crew), 10)


def queues(crew) -> set[str]:
    """The names of the scheduler's queues."""

    def names(dask_scheduler):
        return set(dask_scheduler.extensions["queues"].queues)

    async def ask() -> set[str]:
        return await crew.link.client.run_on_scheduler(names)

    return crew.link.run(ask()).result(5)


SERVER = """
import sys, time
from core.experiment import Experiment
from core.runs.cluster import ClusterCrew
from core.runs.cluster_worker import ClusterWorker
from core.runs.crew import LocalCrew
from core.runs.worker import WorkerLost

crew = ClusterCrew(sys.argv[1], instead=LocalCrew(3))

for _ in range(2):
    worker = crew.worker()
    worker.start()
    try:
        for kind, value in worker.train(Experiment(epochs=200, batch_size=8)):
            if kind == "snapshot":
                print(value.epoch, flush=True)
    except WorkerLost:
        while not crew.problem:
            time.sleep(0.01)
    print("lost", crew.problem.id, crew.places, crew.elsewhere, crew.keeps(worker), flush=True)
    local = crew.worker()
    print(type(local).__name__, crew.keeps(local), flush=True)
    worker.close()
    while crew.problem:
        time.sleep(0.01)
    print("back", crew.places, crew.elsewhere, crew.keeps(local), crew.keeps(worker), flush=True)
worker = crew.worker()
worker.start()
print(*[kind for kind, _value in worker.train(Experiment(epochs=1))], flush=True)
worker.close()
crew.close()
"""


def server(address: str) -> subprocess.Popen:
    """A process that trains a long run there, and says each epoch."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SERVER), address],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_the_runs_of_a_server_that_dies_end(crew, seats):
    other = server(crew.address)
    for _ in range(3):
        assert float(other.stdout.readline()) >= 0
    assert sum(map(len, busy(crew).values())) == 1
    other.kill()
    other.communicate()
    wait_for(lambda: not busy(crew), 5)
    # Nor does a process go on with it: each begins another run at once.
    stages = [Stage(seat, LONG) for seat in seats]
    wait_for(lambda: all(stage.snapshots() for stage in stages), 10)
    for seat in seats:
        seat.cancel()
    wait_for(lambda: all(stage.over for stage in stages))


@pytest.mark.slow
def test_a_lost_scheduler_is_a_problem_until_it_is_back(tmp_path):
    with cluster(tmp_path / "log", workers=1) as dask:
        other = server(dask.address)

        def lost(end) -> None:
            for _ in range(3):
                assert float(other.stdout.readline()) >= 0
            began = time.monotonic()
            end()
            said = next(line for line in other.stdout if line.startswith("lost"))
            assert time.monotonic() - began < 6
            assert said.split() == ["lost", "cluster_lost", "3", "False", "False"]
            assert other.stdout.readline().split() == ["LocalWorker", "True"]

        hangs = psutil.Process(dask.scheduler.pid)
        lost(hangs.suspend)
        hangs.resume()
        assert other.stdout.readline().split() == ["back", "1", "True", "False", "False"]
        lost(dask.kill_scheduler)
        dask.start_scheduler()
        dask.add_worker()
        assert other.stdout.readline().split() == ["back", "1", "True", "False", "False"]
        rest, log = other.communicate(timeout=READY)
        assert rest.split() == ["device", "gallery", "snapshot", "snapshot"]
        assert other.returncode == 0
    told = [line for line in log.splitlines() if "0000 00:00" not in line]
    assert len(told) == 5, log  # used, lost, used, lost, used
    assert all("tcp://127.0.0.1" in line for line in told)


def test_no_scheduler_at_all_is_a_problem(caplog):
    crew = ClusterCrew("tcp://127.0.0.1:9", instead=LocalCrew(2))
    assert (crew.places, crew.elsewhere, crew.has("digits")) == (1, True, True)
    worker = crew.worker()
    with pytest.raises(WorkerLost):
        worker.start()
    assert crew.problem.id == "cluster_lost"
    assert "tcp://127.0.0.1:9" in crew.problem.message
    assert (crew.places, crew.elsewhere, crew.keeps(worker)) == (2, False, False)
    assert isinstance(crew.worker(), LocalWorker)
    crew.close()
    crew._thread.join(10)
    assert not crew._thread.is_alive()
    assert len(caplog.messages) == 1


def test_without_dask_it_is_a_problem(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    crew = ClusterCrew("tcp://127.0.0.1:9", instead=LocalCrew(2))
    wait_for(lambda: crew.problem)
    assert crew.problem.id == "cluster_missing"
    assert crew.places == 2
    assert isinstance(crew.worker(), LocalWorker)
    crew.close()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("installed", {"keras": "3.0.0", "tensorflow": "2.0.0"}, "not 3.0.0"),
        ("code", "another", "code"),
    ],
)
@pytest.mark.slow
def test_a_cluster_that_is_not_like_this_server_is_a_problem(dask, monkeypatch, name, value, says):
    monkeypatch.setattr(cluster_job, name, lambda: value)
    crew = ClusterCrew(dask.address, instead=LocalCrew(2))
    wait_for(lambda: crew.problem, READY)
    assert crew.problem.id == "cluster_unlike"
    assert says in crew.problem.message
    assert crew.places == 2
    crew.close()
    crew._thread.join(10)


@pytest.mark.slow
def test_a_dask_worker_without_the_project_is_not_used(tmp_path):
    dask = DaskCluster(tmp_path / "log", root=tmp_path)
    crew = None
    try:
        dask.start_scheduler()
        dask.add_worker("--no-nanny")
        crew = ClusterCrew(dask.address, instead=LocalCrew(2))
        wait_for(lambda: crew.problem, READY)
        assert crew.problem.id == "cluster_unlike"
        assert "No module named 'core'" in crew.problem.message
        dask.root = ROOT
        dask.add_worker("--no-nanny", "--nthreads", "2")
        wait_for(lambda: not crew.problem, READY)
        assert crew.places == 1
        seats = [crew.worker(), crew.worker()]
        for seat in seats:
            seat.start()
        stages = [Stage(seat, Experiment(epochs=8)) for seat in seats]
        wait_for(lambda: all(stage.over for stage in stages), READY)
        assert alike(stages[0].snapshots(), stages[1].snapshots())
        # One process trains one run at a time, whatever its --nthreads.
        first, second = sorted(stages, key=lambda stage: stage.times[0])
        assert first.times[-1] <= second.times[0]
        # A run that has gone to one of two kinds is lost with it, and not given to the other kind.
        lost = Stage(seats[0], LONG)
        wait_for(lost.snapshots, READY)
        dask.add_worker("--no-nanny")
        wait_for(lambda: crew.places == 2, READY)
        dask.kill_worker(dask.workers[1].pid)
        wait_for(lambda: lost.over, 10)
        assert isinstance(lost.failure, WorkerLost)
        for seat in seats:
            seat.close()
    finally:
        if crew:
            crew.close()
        dask.close()
    assert "Traceback" not in dask.said()


@pytest.mark.slow
def test_data_is_looked_for_on_every_dask_worker(crew, dask, seats, tmp_path):
    assert crew.has("digits")
    assert crew.has("mnist") == datasets.is_here("mnist")
    dask.add_worker("--no-nanny", WHICH_ACCURACY_DATA=str(tmp_path), KERAS_HOME=str(tmp_path))
    wait_for(lambda: crew.places == 3, READY)
    assert not crew.has("mnist")
    assert crew.has("pima")
    last = dask.workers.pop()
    psutil.Process(last.pid).kill()
    last.wait()
    wait_for(lambda: crew.places == 2, 10)
    assert crew.has("mnist") == datasets.is_here("mnist")
