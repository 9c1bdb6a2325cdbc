"""Several runs at once: a seat for each place, one queue, and whose death concerns whom."""

import threading
import time
from concurrent.futures import Future

import pytest

from core.experiment import Experiment
from core.measures.snapshot import Device
from core.recordings import Recording
from core.runs import Problem
from core.runs import desk as desk_room
from tests.core.runs.conftest import DEVICE, FakeWorker, Troupe, a_snapshot, wait_for

A, B, C, D = (Experiment(seed=seed, epochs=3) for seed in range(4))


@pytest.fixture
def troupe():
    return Troupe(places=2)


def begun(desk, *experiments):
    runs = [desk.submit(each, f"reader of {each.seed}") for each in experiments]
    wait_for(lambda: all(each.state == "training" for each in runs))
    return runs


def test_so_many_runs_are_trained_at_once_in_the_order_of_their_coming(fake_desk, troupe):
    desk = fake_desk()
    assert desk.places == 2
    first, second = begun(desk, A, B)
    third, fourth = desk.submit(C, "cy"), desk.submit(D, "dee")
    assert [(each.state, each.place) for each in (third, fourth)] == [("queued", 1), ("queued", 2)]
    troupe.tell("end")
    wait_for(lambda: third.state == "training")
    assert fourth.place == 1
    assert sum(each.live for each in (first, second)) == 1
    troupe.tell("end", "end", "end")
    wait_for(lambda: not any(each.live for each in (first, second, third, fourth)))
    assert set(troupe.trained[:2]) == {A.training_key, B.training_key}  # threads may change places
    assert troupe.trained[2:] == [C.training_key, D.training_key]
    assert len(troupe.workers) == 2


def test_warm_starts_a_worker_for_each_place(fake_desk, troupe):
    desk = fake_desk()
    desk.warm()
    wait_for(lambda: sum(worker.alive for worker in troupe.workers) == 2)
    assert len(troupe.workers) == 2


def test_a_place_that_comes_later_has_its_worker_before_a_run_needs_it(fake_desk, troupe):
    troupe.places = 1
    desk = fake_desk()
    desk.warm()
    wait_for(lambda: desk.ready)
    troupe.places = 2
    wait_for(lambda: desk.ready_places == 2)


def test_a_worker_that_says_it_cannot_start_is_not_started_again_unasked(fake_desk, troupe):
    troupe.places = 1
    troupe.start_problem = Problem("unexpected", "no TensorFlow")
    desk = fake_desk()
    desk.warm()
    wait_for(lambda: troupe.workers)
    time.sleep(0.1)
    assert len(troupe.workers) == 1


def test_a_closed_desk_is_not_ready_and_takes_nothing(fake_desk, troupe):
    desk = fake_desk()
    desk.warm()
    wait_for(lambda: desk.ready_places == 2)
    desk.close()
    assert not desk.ready
    with pytest.raises(RuntimeError, match="closed"):
        desk.submit(A, "ann")


def test_who_is_not_warmed_starts_no_worker_but_for_a_run(fake_desk, troupe):
    desk = fake_desk()
    begun(desk, A)
    time.sleep(0.1)
    assert len(troupe.workers) == 1


def test_what_comes_for_a_stopped_run_cancels_it_again(fake_desk, troupe):
    """Should the first have come before the worker had begun."""
    desk = fake_desk()
    (run,) = begun(desk, A)
    (worker,) = troupe.workers
    cancelled = []
    worker.cancel = lambda: cancelled.append(run.state)
    desk.stop(run)
    troupe.tell("snapshot")
    wait_for(lambda: len(cancelled) == 2)
    assert not run.snapshots


def test_stop_ends_one_run_and_no_other(fake_desk, troupe):
    desk = fake_desk()
    first, second = begun(desk, A, B)
    cancelled = []
    for worker in troupe.workers:
        worker.cancel = lambda worker=worker: cancelled.append(worker)
    desk.stop(first)
    assert (first.state, second.state) == ("stopped", "training")
    assert len(cancelled) == 1


def test_a_death_concerns_one_run_which_the_other_worker_takes(fake_desk, troupe):
    """The dead one's seat would need seconds for TensorFlow; the idle one has it."""
    desk = fake_desk()
    desk.warm()
    wait_for(lambda: len(troupe.workers) == 2 and all(each.alive for each in troupe.workers))
    (run,) = begun(desk, A)
    (training,) = [each for each in troupe.workers if each.training]
    (idle,) = [each for each in troupe.workers if not each.training]
    troupe.deaths_at_start = 100  # nobody new comes
    troupe.tell("snapshot", "die")
    wait_for(lambda: run.restarts == 1 and run.state == "training")
    assert idle.training
    assert not training.alive
    troupe.tell("snapshot", "end")
    wait_for(lambda: not run.live)
    assert (run.state, run.restarts) == ("finished", 1)


def test_an_unwatched_run_makes_way_only_when_every_seat_is_taken(fake_desk, troupe):
    desk = fake_desk(patience=0.2)
    left = desk.submit(A, "ann")
    wait_for(lambda: left.state == "training")
    waited = desk.submit(B, "bob")
    wait_for(lambda: waited.state == "training")
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        desk.watch(waited, "bob")
        time.sleep(0.02)
    assert left.live, "there is a seat for each"
    next_ = desk.submit(C, "cy")
    wait_for(lambda: desk.watch(waited, "bob") or desk.watch(next_, "cy") or not left.live)
    assert (left.state, waited.state) == ("stopped", "training")
    wait_for(lambda: next_.state == "training")


def test_an_unwatched_run_goes_on_while_a_seat_is_free_or_about_to_be(fake_desk, troupe):
    desk = fake_desk(patience=0.2)
    (left,) = begun(desk, A)
    time.sleep(0.3)
    stopped = desk.submit(B, "bob")
    assert left.live, "the other seat is free"
    wait_for(lambda: stopped.state == "training")
    for worker in troupe.workers:
        worker.cancel = lambda: None  # it takes a while
    desk.stop(stopped)
    waits = desk.submit(C, "bob")
    assert (left.state, waits.state) == ("training", "queued")


def test_places_that_come_are_filled_and_those_that_go_are_left(fake_desk, troupe):
    troupe.places = 1
    desk = fake_desk()
    first = desk.submit(A, "ann")
    second = desk.submit(B, "bob")
    wait_for(lambda: first.state == "training")
    troupe.places = 2
    third = desk.submit(C, "cy")
    wait_for(lambda: second.state == "training")
    assert third.state == "queued"
    desk.stop(third)
    troupe.places = 1
    troupe.tell("end", "end")
    wait_for(lambda: not first.live and not second.live)
    wait_for(lambda: sum(each.alive for each in troupe.workers) == 1)
    begun(desk, D)
    waiting = desk.submit(C, "cy", again=True)
    time.sleep(0.1)
    assert waiting.state == "queued"


def test_a_worker_that_the_crew_no_longer_keeps_is_replaced_before_the_next_run(fake_desk, troupe):
    troupe.places = 1
    desk = fake_desk()
    (run,) = begun(desk, A)
    troupe.tell("end")
    wait_for(lambda: not run.live)
    troupe.unwanted = list(troupe.workers)
    (after,) = begun(desk, B)
    assert [each.alive for each in troupe.workers] == [False, True]
    assert (after.restarts, after.device) == (0, DEVICE)


def test_while_a_worker_is_replaced_its_seat_is_not_ready(fake_desk, troupe, monkeypatch):
    troupe.places = 1
    desk = fake_desk()
    (run,) = begun(desk, A)
    wait_for(lambda: desk.ready)
    troupe.tell("end")
    wait_for(lambda: not run.live)
    troupe.unwanted = list(troupe.workers)
    start, may = FakeWorker.start, threading.Event()
    monkeypatch.setattr(FakeWorker, "start", lambda worker: may.wait() and start(worker))
    desk.submit(B, "bob")
    wait_for(lambda: len(troupe.workers) == 2)
    assert not desk.ready
    may.set()
    wait_for(lambda: desk.ready)


def test_a_run_that_begins_anew_by_itself_counts_as_lost_and_stays_where_it_is(fake_desk, troupe):
    desk = fake_desk()
    (run,) = begun(desk, A)
    troupe.tell("snapshot", "lost")
    wait_for(lambda: run.restarts == 1)
    assert (run.state, run.device) == ("training", None)
    troupe.tell("lost")
    wait_for(lambda: not run.live)
    assert (run.state, run.problem.id) == ("failed", "worker_lost")


def test_a_run_knows_what_trained_it(fake_desk, troupe, monkeypatch):
    desk = fake_desk()
    (run,) = begun(desk, A)
    wait_for(lambda: run.device)
    assert run.device is DEVICE
    there = Device("GPU", "H200", 16, "node 7")
    monkeypatch.setattr("tests.core.runs.conftest.DEVICE", there)
    (other,) = begun(desk, B)
    wait_for(lambda: other.device)
    assert (run.device, other.device) == (DEVICE, there)


def test_what_the_crew_says_is_what_the_desk_says(fake_desk, troupe):
    desk = fake_desk()
    troupe.elsewhere, troupe.problem = True, Problem("cluster_lost", "gone")
    assert (desk.elsewhere, desk.problem.id) == (True, "cluster_lost")
    assert (desk.has("digits"), desk.has("mnist")) == (True, False)
    desk.close()
    assert troupe.closed


class Shelf:
    """A store that holds what it is given, and answers when it is told to."""

    def __init__(self) -> None:
        self.kept: dict[str, Recording] = {}
        self.asked: list[str] = []
        self.problem: Problem | None = None
        self.slow = False

    def close(self) -> None:
        pass

    def ask(self, order) -> Future:
        self.asked.append(order.training_key)
        return self._answer(self.kept.get(order.training_key))

    def keep(self, recording) -> Future:
        self.kept[recording.order.training_key] = recording
        return self._answer(self.problem)

    def _answer(self, answer) -> Future:
        future = Future()
        if not self.slow:
            future.set_result(answer)
        return future


@pytest.fixture
def shelf(monkeypatch):
    monkeypatch.setattr(desk_room, "DISK_SECONDS", 0.2)
    return Shelf()


def test_what_is_trained_is_kept_before_anybody_sees_it_finished(fake_desk, troupe, shelf):
    desk = fake_desk(store=shelf)
    (run,) = begun(desk, A)
    troupe.tell("snapshot", "snapshot", "end")
    wait_for(lambda: not run.live)
    kept = shelf.kept[A.training_key]
    assert (kept.order, kept.snapshots, kept.gallery) == (A, run.snapshots, run.gallery)
    assert (kept.device, kept.versions) == (DEVICE, {"keras": "3"})
    assert (run.not_kept, run.recalled) == (None, False)


def test_another_desk_has_it_without_training_though_its_seats_are_taken(fake_desk, troupe, shelf):
    there = Recording(A, (a_snapshot(0), a_snapshot(3)), None, Device("GPU", "H200", 1), {"keras": "3"})
    shelf.kept[A.training_key] = there
    desk = fake_desk(store=shelf)
    begun(desk, B, C)
    run = desk.submit(A, "ann")
    wait_for(lambda: not run.live)
    assert (run.state, run.recalled, run.device.name) == ("finished", True, "H200")
    assert run.snapshots is there.snapshots
    assert desk.find(A) is run
    assert A.training_key not in troupe.trained


def test_what_another_server_has_finished_meanwhile_is_not_trained_again(fake_desk, troupe, shelf):
    desk = fake_desk(store=shelf)
    first, _second = begun(desk, B, C)
    run = desk.submit(A, "ann")
    shelf.kept[A.training_key] = Recording(A, (a_snapshot(3),), None, DEVICE, {})
    troupe.tell("end")
    wait_for(lambda: not run.live)
    assert run.recalled
    assert A.training_key not in troupe.trained
    assert desk.submit(first.experiment, "ann").state in ("finished", "training")


def test_a_disk_that_does_not_answer_keeps_nobody_waiting_for_long(fake_desk, troupe, shelf):
    shelf.slow = True
    desk = fake_desk(store=shelf)
    (run,) = begun(desk, A)
    troupe.tell("snapshot", "end")
    wait_for(lambda: not run.live)
    assert (run.state, run.not_kept, run.recalled) == ("finished", None, False)


def test_a_full_disk_is_said_and_costs_nothing(fake_desk, troupe, shelf):
    shelf.problem = Problem("not_kept", "OSError: No space left on device")
    desk = fake_desk(store=shelf)
    (run,) = begun(desk, A)
    troupe.tell("snapshot", "end")
    wait_for(lambda: not run.live)
    assert (run.state, run.not_kept) == ("finished", shelf.problem)
    assert desk.find(A) is run


def test_what_was_stopped_or_has_failed_is_not_kept(fake_desk, troupe, shelf):
    troupe.places = 1
    desk = fake_desk(store=shelf)
    (stopped,) = begun(desk, A)
    troupe.tell("snapshot")
    wait_for(lambda: stopped.snapshots)
    desk.stop(stopped)
    (failed,) = begun(desk, B)
    troupe.tell("raise")
    wait_for(lambda: not failed.live)
    assert (stopped.state, failed.state) == ("stopped", "failed")
    assert not shelf.kept
