"""Two real workers of one desk: two runs at once, the same numbers, and one of them killed."""

import numpy as np
import psutil
import pytest

from core.experiment import Experiment
from core.runs import Desk
from core.runs.crew import LocalCrew
from tests.core.runs.conftest import finish, wait_for
from tests.core.runs.test_local import START_SECONDS, worker_processes

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk():
    opened = Desk(LocalCrew(2))
    opened.warm()
    wait_for(lambda: opened.ready_places == 2, START_SECONDS)
    yield opened
    opened.close()


def pids(desk) -> list[int]:
    return [seat._worker.pid for seat in desk._seats]


def same(one, other) -> bool:
    return len(one) == len(other) and all(
        np.array_equal(a.predictions, b.predictions) and (a.epoch, a.loss) == (b.epoch, b.loss)
        for a, b in zip(one, other, strict=True)
    )


def test_two_runs_at_once_have_the_numbers_of_one_after_the_other(desk):
    first, second = Experiment(epochs=40, seed=1), Experiment(epochs=40, seed=2, activation="sigmoid")
    both = [desk.submit(each, f"reader {each.seed}") for each in (first, second)]
    wait_for(lambda: all(run.snapshots and run.live for run in both), START_SECONDS)
    finish(desk, *both)
    assert [run.state for run in both] == ["finished"] * 2
    alone = Desk(LocalCrew(1))
    runs = []
    for each in (first, second):
        runs.append(alone.submit(each, "ann"))
        finish(alone, runs[-1])
    alone.close()
    assert all(same(one.snapshots, other.snapshots) for one, other in zip(both, runs, strict=True))


def test_a_killed_worker_costs_one_run_a_restart_and_the_other_nothing(desk):
    runs = [
        desk.submit(Experiment(epochs=80, seed=seed, batch_size=8), f"reader {seed}") for seed in (3, 4)
    ]
    wait_for(lambda: all(len(run.snapshots) >= 3 for run in runs), START_SECONDS)
    (seat,) = [seat for seat in desk._seats if seat.run is runs[0]]
    psutil.Process(seat._worker.pid).kill()
    finish(desk, *runs, seconds=START_SECONDS)
    assert [(run.state, run.restarts) for run in runs] == [("finished", 1), ("finished", 0)]
    assert [each.epoch for each in runs[0].snapshots] == list(range(81))


def test_close_ends_both(desk):
    own = set(pids(desk))
    assert len(own) == 2
    desk.close()
    assert not own & {process.pid for process in worker_processes()}
