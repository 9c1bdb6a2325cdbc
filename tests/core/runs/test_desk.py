"""The queue, single flight, patience, deaths and recycling, with workers that do as they are told."""

import threading
import time
from copy import copy

import pytest

from core.experiment import Experiment
from core.runs import Problem
from tests.core.runs.conftest import wait_for

A, B, C = (Experiment(seed=seed, epochs=3) for seed in range(3))


@pytest.fixture
def desk(fake_desk):
    return fake_desk()


def test_a_new_desk_starts_nothing(desk, troupe):
    assert desk.find(A) is None
    assert not desk.ready
    assert desk.device is None
    assert desk.versions == {}
    assert not troupe.workers


def test_warm_starts_one_worker_and_tells_what_it_is(desk, troupe):
    desk.warm()
    desk.warm()
    wait_for(lambda: desk.ready)
    assert desk.device.threads == 2
    assert desk.versions == {"keras": "3"}
    assert len(troupe.workers) == 1


def test_two_watchers_of_one_experiment_share_one_run(desk, troupe):
    first = desk.submit(A, "ann")
    second = desk.submit(A, "bob")
    reads_it_otherwise = Experiment(seed=0, epochs=3, metric="categorical_accuracy", keras="2.1.6")
    assert first is second is desk.submit(reads_it_otherwise, "cy") is desk.find(A)
    troupe.tell("snapshot", "end")
    wait_for(lambda: not first.live)
    assert desk.submit(A, "dee") is first
    assert troupe.trained == [A.training_key]


def test_submitting_from_many_threads_makes_one_run(desk, troupe):
    barrier, runs = threading.Barrier(8), []

    def reader(name):
        barrier.wait()
        runs.append(desk.submit(A, name))

    threads = [threading.Thread(target=reader, args=(str(n),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, runs))) == 1
    troupe.tell("end")
    wait_for(lambda: not runs[0].live)


def test_runs_are_trained_in_order_and_know_their_place(desk, troupe):
    runs = [desk.submit(each, str(n)) for n, each in enumerate((A, B, C))]
    wait_for(lambda: runs[0].state == "training")
    assert [run.place for run in runs] == [0, 1, 2]
    assert [run.state for run in runs[1:]] == ["queued", "queued"]
    troupe.tell("snapshot", "end")
    wait_for(lambda: runs[1].state == "training")
    assert runs[0].state == "finished"
    assert [run.place for run in runs] == [0, 0, 1]
    troupe.tell("end", "end")
    wait_for(lambda: not runs[2].live)
    assert troupe.trained == [each.training_key for each in (A, B, C)]


def test_stop_keeps_what_was_measured_and_takes_no_more(desk, troupe):
    run = desk.submit(A, "ann")
    troupe.tell("snapshot", "snapshot")
    wait_for(lambda: len(run.snapshots) == 2)
    desk.stop(run)
    assert run.state == "stopped"
    troupe.tell("snapshot")  # comes too late
    after = desk.submit(B, "ann")
    troupe.tell("end")
    wait_for(lambda: not after.live)
    assert len(run.snapshots) == 2
    assert desk.find(A) is run


def test_stop_takes_a_copy_for_its_run(desk, troupe):
    run = desk.submit(A, "ann")
    wait_for(lambda: run.state == "training")
    other = desk.submit(B, "bob")
    desk.stop(copy(run))
    assert (run.state, other.live) == ("stopped", True)
    desk.stop(copy(run))  # has ended meanwhile
    assert other.live


def test_readers_are_who_has_looked_of_late(fake_desk):
    desk = fake_desk(patience=0.3)
    assert desk.readers == 0
    run = desk.submit(A, "ann")
    desk.watch(run, "bob")
    desk.watch(run, "bob")
    assert desk.readers == 2
    time.sleep(0.2)
    desk.watch(run, "bob")
    time.sleep(0.2)
    assert desk.readers == 1


def test_stop_of_a_queued_run_moves_the_others_up(desk, troupe):
    first, second, third = (desk.submit(each, str(n)) for n, each in enumerate((A, B, C)))
    wait_for(lambda: first.state == "training")
    desk.stop(second)
    assert (second.state, third.place) == ("stopped", 1)
    troupe.tell("end", "end")
    wait_for(lambda: not third.live)
    assert B.training_key not in troupe.trained


def test_a_stopped_run_is_trained_anew_only_when_asked(desk, troupe):
    run = desk.submit(A, "ann")
    wait_for(lambda: run.state == "training")
    desk.stop(run)
    assert desk.submit(A, "ann") is run
    anew = desk.submit(A, "ann", again=True)
    assert anew is not run
    troupe.tell("snapshot", "end")
    wait_for(lambda: anew.state == "finished")
    assert desk.find(A) is anew
    assert desk.submit(A, "ann", again=True) is anew


def test_a_queued_run_whose_reader_has_left_is_dropped(fake_desk, troupe):
    desk = fake_desk(patience=0.2)
    training, dropped, kept = (desk.submit(each, str(n)) for n, each in enumerate((A, B, C)))
    wait_for(lambda: desk.watch(training, "0") or desk.watch(kept, "2") or not dropped.live)
    assert kept.place == 1
    assert training.live
    assert desk.find(B) is None
    troupe.tell("end")
    wait_for(lambda: kept.state == "training")


def test_a_run_that_nobody_watches_is_finished_when_nobody_waits(fake_desk, troupe):
    desk = fake_desk(patience=0.05)
    run = desk.submit(A, "ann")
    troupe.tell("snapshot")
    time.sleep(0.2)
    troupe.tell("snapshot", "end")
    wait_for(lambda: not run.live)
    assert run.state == "finished"
    assert desk.submit(A, "bob") is run


def test_a_run_that_nobody_watches_makes_way_for_one_that_is_waited_for(fake_desk, troupe):
    desk = fake_desk(patience=0.2)
    left = desk.submit(A, "ann")
    wait_for(lambda: left.state == "training")
    waiting = desk.submit(B, "bob")
    assert left.live
    wait_for(lambda: desk.watch(waiting, "bob") or not left.live)
    assert left.state == "stopped"
    wait_for(lambda: waiting.state == "training")
    assert desk.find(A) is None


def test_who_submits_another_experiment_leaves_the_former_at_once(desk):
    training, former = desk.submit(A, "ann"), desk.submit(B, "bob")
    wait_for(lambda: training.state == "training")
    desk.submit(C, "bob")
    assert not former.live
    desk.submit(C, "ann")
    assert training.state == "stopped"


def test_a_run_stays_as_long_as_one_of_its_watchers(fake_desk):
    desk = fake_desk(patience=0.2)
    desk.submit(C, "cy")
    shared = desk.submit(A, "ann")
    desk.submit(A, "bob")
    desk.submit(B, "ann")
    deadline = time.monotonic() + 0.5
    while time.monotonic() < deadline:
        desk.watch(shared, "bob")
        time.sleep(0.02)
    assert shared.live


def test_a_run_whose_worker_dies_is_trained_again_from_its_start(desk, troupe):
    done = desk.submit(C, "cy")
    troupe.tell("snapshot", "end")
    wait_for(lambda: not done.live)
    run, queued = desk.submit(A, "ann"), desk.submit(B, "bob")
    troupe.tell("snapshot", "snapshot", "die")
    wait_for(lambda: run.restarts == 1)
    assert run.live
    assert len(run.snapshots) == 2
    wait_for(lambda: run.state == "training")
    assert (queued.state, queued.place, queued.restarts) == ("queued", 1, 0)
    assert (done.state, done.restarts) == ("finished", 0)
    troupe.tell("snapshot", "snapshot", "snapshot", "end", "end")
    wait_for(lambda: not queued.live)
    assert run.state == queued.state == "finished"
    assert [each.loss for each in run.snapshots] == [3, 3, 3]  # all from the third training
    assert troupe.trained == [each.training_key for each in (C, A, A, B)]
    assert len(troupe.workers) == 2


def test_a_second_death_under_one_run_fails_it_and_spares_the_next(desk, troupe):
    run, queued = desk.submit(A, "ann"), desk.submit(B, "bob")
    troupe.tell("snapshot", "die", "die")
    wait_for(lambda: not run.live)
    assert (run.state, run.problem.id, run.restarts) == ("failed", "worker_lost", 2)
    assert len(run.snapshots) == 1
    troupe.tell("end")
    wait_for(lambda: not queued.live)
    assert (queued.state, queued.restarts) == ("finished", 0)
    assert desk.submit(A, "ann") is run
    assert desk.submit(A, "ann", again=True) is not run


def test_a_worker_that_dies_idle_is_replaced_silently(desk, troupe):
    run = desk.submit(A, "ann")
    troupe.tell("end")
    wait_for(lambda: not run.live)
    troupe.workers[0].alive = False
    wait_for(lambda: len(troupe.workers) == 2 and desk.ready)
    assert run.restarts == 0


def test_a_desk_that_is_closed_warms_nobody(desk, troupe):
    desk.close()
    desk.warm()
    assert troupe.workers == []


def test_a_worker_that_dies_at_each_start_is_given_up_and_tried_again_for_a_run(desk, troupe):
    troupe.deaths_at_start = 4
    desk.warm()
    wait_for(lambda: len(troupe.workers) == 3)
    time.sleep(0.1)
    assert len(troupe.workers) == 3
    assert not desk.ready
    run = desk.submit(A, "ann")
    troupe.tell("end")
    wait_for(lambda: not run.live)
    assert (run.state, run.restarts) == ("finished", 1)


def test_a_worker_that_cannot_import_tensorflow_fails_the_run_with_its_words(desk, troupe):
    troupe.start_problem = Problem("unexpected", "ModuleNotFoundError: No module named 'tensorflow'")
    desk.warm()
    run = desk.submit(A, "ann")
    wait_for(lambda: not run.live)
    assert (run.state, run.problem) == ("failed", troupe.start_problem)
    troupe.start_problem = None
    again = desk.submit(A, "ann", again=True)
    troupe.tell("end")
    wait_for(lambda: again.state == "finished")


def test_a_mistake_of_ours_fails_one_run_and_not_the_queue(desk, troupe):
    run, queued = desk.submit(A, "ann"), desk.submit(B, "bob")
    troupe.tell("raise", "end")
    wait_for(lambda: not queued.live)
    assert (run.state, run.problem.id) == ("failed", "unexpected")
    assert "ZeroDivisionError" in run.problem.message
    assert queued.state == "finished"


def test_a_worker_that_has_grown_is_replaced_between_runs(fake_desk, troupe):
    desk = fake_desk(recycle_bytes=100)
    troupe.size_after_run = 101
    runs = [desk.submit(each, str(n)) for n, each in enumerate((A, B, C))]
    for run in runs:
        troupe.tell("snapshot", "end")
        wait_for(lambda run=run: not run.live)
    assert [(run.state, run.restarts) for run in runs] == [("finished", 0)] * 3
    wait_for(lambda: len(troupe.workers) == 4 and desk.ready)  # the last is warm before anyone asks


def test_a_worker_that_has_not_grown_stays(fake_desk, troupe):
    desk = fake_desk(recycle_bytes=100)
    troupe.size_after_run = 100
    runs = [desk.submit(each, str(n)) for n, each in enumerate((A, B, C))]
    troupe.tell("end", "end", "end")
    wait_for(lambda: not runs[2].live)
    time.sleep(0.1)
    assert len(troupe.workers) == 1


def test_ended_runs_are_forgotten_beyond_the_memory_but_not_the_watched(fake_desk, troupe):
    desk = fake_desk(memory_bytes=1)
    watched = desk.submit(A, "ann")
    troupe.tell("end")
    wait_for(lambda: not watched.live)
    for each in (B, C):
        desk.watch(watched, "ann")
        run = desk.submit(each, "bob")
        troupe.tell("snapshot", "end")
        wait_for(lambda run=run: not run.live)
    assert desk.find(A) is watched
    assert desk.find(B) is None
    assert len(run.snapshots) == 1  # whoever holds a run keeps it


def test_a_refusal_is_the_answer_to_the_same_keras_only(fake_desk, troupe, monkeypatch):
    desk = fake_desk()
    refusing = Experiment(loss="categorical_crossentropy", labels="integer_column", keras="3.15.1")
    accepting = Experiment(loss="categorical_crossentropy", labels="integer_column", keras="tf-2.4.4")
    assert refusing.training_key == accepting.training_key
    refusal = Problem("refused", "same rank")
    worker_train = type(troupe.worker()).train
    monkeypatch.setattr(
        "tests.core.runs.conftest.FakeWorker.train",
        lambda self, experiment: iter([("problem", refusal)]),
    )
    run = desk.submit(refusing, "ann")
    wait_for(lambda: not run.live)
    assert run.problem is refusal
    assert desk.find(refusing) is run
    assert desk.find(accepting) is None
    monkeypatch.setattr("tests.core.runs.conftest.FakeWorker.train", worker_train)
    other = desk.submit(accepting, "ann")
    troupe.tell("end")
    wait_for(lambda: other.state == "finished")


def test_close_ends_live_runs_and_the_worker(desk, troupe):
    run, queued = desk.submit(A, "ann"), desk.submit(B, "bob")
    wait_for(lambda: run.state == "training")
    desk.close()
    assert run.state == queued.state == "stopped"
    assert not troupe.workers[0].alive
    with pytest.raises(RuntimeError):
        desk.submit(C, "ann")
    desk.close()
