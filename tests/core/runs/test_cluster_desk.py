"""A desk whose crew is a real Dask cluster: what readers have of it, whatever dies."""

import threading
import time

import pytest

from core.experiment import Experiment
from core.runs import Desk
from core.runs.cluster import ClusterCrew
from core.runs.crew import LocalCrew
from tests.core.runs.conftest import finish, wait_for
from tests.core.runs.dask_cluster import cluster
from tests.core.runs.test_local import START_SECONDS

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow

EPOCHS = 80
LONG = Experiment(epochs=EPOCHS, batch_size=8, seed=50)


@pytest.fixture(scope="module")
def dask(tmp_path_factory):
    with cluster(tmp_path_factory.mktemp("dask") / "log") as started:
        yield started


@pytest.fixture(scope="module")
def desk(dask):
    opened = Desk(ClusterCrew(dask.address, instead=LocalCrew()))
    opened.warm()
    wait_for(lambda: opened.ready_places == 2, START_SECONDS)
    yield opened
    opened.close()


def test_six_runs_are_trained_two_at_a_time_in_the_order_of_their_coming(desk):
    orders = [Experiment(epochs=20, seed=seed) for seed in range(100, 106)]
    runs = [desk.submit(each, f"reader {each.seed}") for each in orders]
    most, began, over = 0, [], threading.Event()

    def look():
        nonlocal most
        while not over.is_set():
            training = [run for run in runs if run.state == "training"]
            most = max(most, len(training))
            began.extend(run for run in training if run not in began)
            time.sleep(0.002)

    looking = threading.Thread(target=look)
    looking.start()
    finish(desk, *runs, seconds=START_SECONDS)
    over.set()
    looking.join()
    assert [(run.state, run.restarts) for run in runs] == [("finished", 0)] * 6
    assert most == 2
    assert [run.experiment.seed for run in began] == [each.seed for each in orders]
    assert desk.elsewhere
    assert all(run.device.machine for run in runs)


def test_a_killed_dask_worker_costs_one_run_a_restart(desk, dask):
    runs = [desk.submit(each, "ann") for each in (LONG,)]
    other = desk.submit(Experiment(epochs=EPOCHS, batch_size=8, seed=51), "bob")
    wait_for(
        lambda: desk.watch(other, "bob") or all(len(each.snapshots) > 3 for each in (*runs, other)), 60
    )
    dask.kill_worker(next(iter(dask.pids())))
    finish(desk, *runs, other, seconds=START_SECONDS)
    both = (*runs, other)
    assert [run.state for run in both] == ["finished"] * 2
    assert sorted(run.restarts for run in both) == [0, 1]
    assert all([each.epoch for each in run.snapshots] == list(range(EPOCHS + 1)) for run in both)


def test_a_killed_scheduler_costs_a_restart_and_this_machine_trains_on(desk, dask):
    wait_for(lambda: desk.ready_places == 2, START_SECONDS)
    long = Experiment(epochs=EPOCHS, batch_size=8, seed=52)
    run = desk.submit(long, "ann")
    wait_for(lambda: desk.watch(run, "ann") or len(run.snapshots) > 3, 60)
    dask.kill_scheduler()
    wait_for(lambda: desk.watch(run, "ann") or desk.problem, 20)
    assert (desk.problem.id, desk.elsewhere, desk.places) == ("cluster_lost", False, 1)
    finish(desk, run, seconds=START_SECONDS)
    assert (run.state, run.restarts, run.device.machine) == ("finished", 1, "")
    assert [each.epoch for each in run.snapshots] == list(range(EPOCHS + 1))
    after = desk.submit(Experiment(epochs=1, seed=53), "ann")
    finish(desk, after)
    assert (after.state, after.restarts) == ("finished", 0)
    assert any(seat._worker and seat._worker.alive for seat in desk._seats)
