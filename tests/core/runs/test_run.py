"""What a reader sees of a run while it grows."""

import time

import pytest

from core.experiment import Experiment, Script
from core.runs import Problem, Run
from tests.core.runs.conftest import a_snapshot


@pytest.fixture
def run():
    return Run(Experiment(epochs=4))


def test_every_change_raises_the_version(run):
    seen = [run.version]
    for change in (
        lambda: run.move_to(1),
        run.begin,
        lambda: run.measure(a_snapshot(0)),
        run.restart,
        lambda: run.end("failed", Problem("unexpected", "no")),
    ):
        change()
        assert run.version > seen[-1]
        seen.append(run.version)
    assert not run.live
    assert run.problem.id == "unexpected"


def test_staying_in_place_is_no_change(run):
    run.move_to(2)
    version = run.version
    run.move_to(2)
    assert run.version == version


def test_a_tuple_of_snapshots_once_read_never_changes(run):
    run.measure(a_snapshot(0))
    read = run.snapshots
    run.measure(a_snapshot(1))
    assert [each.epoch for each in read] == [0]
    assert [each.epoch for each in run.snapshots] == [0, 1]


def test_a_restarted_run_keeps_its_chart_until_the_new_training_overtakes_it(run):
    run.begin()
    for epoch in range(3):
        run.measure(a_snapshot(epoch, loss=1))
    run.restart()
    assert len(run.snapshots) == 3
    assert run.progress == 0
    lengths = []
    for epoch in range(5):
        run.measure(a_snapshot(epoch, loss=2))
        lengths.append(len(run.snapshots))
    assert lengths == [3, 3, 3, 4, 5]
    assert [(each.epoch, each.loss) for each in run.snapshots] == [(e, 2) for e in range(5)]


def test_progress_is_the_part_of_the_epochs(run):
    run.begin()
    assert run.progress == 0
    run.measure(a_snapshot(0))
    run.measure(a_snapshot(1))
    assert run.progress == 0.25
    run.end("finished")
    assert run.progress == 1


def test_seconds_left_come_from_the_runs_own_pace_without_its_slow_first_tick(run, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    run.begin()
    assert run.seconds_left is None
    run.measure(a_snapshot(0))
    assert run.seconds_left is None
    for at, epoch in ((110.0, 1), (112.0, 2)):
        clock[0] = at
        run.measure(a_snapshot(epoch))
    assert run.seconds_left == pytest.approx(4.0)
    clock[0] = 113.0
    assert run.seconds_left == pytest.approx(3.0)
    clock[0] = 200.0
    assert run.seconds_left == 0
    run.end("stopped")
    assert run.seconds_left is None


def test_a_scripts_seconds_are_not_guessed_from_its_lines():
    run = Run(Script("core/questions/traps/weights/script.py"))
    run.begin()
    for epoch in range(3):
        run.measure(a_snapshot(epoch))
    assert 0 < run.progress < 1
    assert run.seconds_left is None


def test_nbytes_count_what_the_snapshots_hold(run):
    empty = run.nbytes
    run.measure(a_snapshot(0))
    assert run.nbytes == empty + run.snapshots[0].nbytes
