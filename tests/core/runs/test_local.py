"""A real worker process: what it trains, how it is stopped, killed and replaced."""

import os
import sys
import threading
import time
import zipfile
from collections.abc import Callable

import psutil
import pytest
from loky.backend.context import LokyContext

from core import datasets
from core.datasets.mnist import keras_cache
from core.experiment import Experiment
from core.runs import Desk, job
from core.runs.desk import MIB, RECYCLE_BYTES
from core.runs.local import LocalWorker
from core.runs.worker import WorkerLost
from tests.core.origin import ORIGIN, SHA256, serve, serving, tiny_mnist
from tests.core.runs.conftest import finish, wait_for

START_SECONDS = 120


def worker_processes() -> list[psutil.Process]:
    """The training processes of this one."""
    return [child for child in psutil.Process().children() if _trains(child)]


def _trains(process: psutil.Process) -> bool:
    try:
        command = " ".join(process.cmdline())  # on Windows it does not hold the process's name
        return process.status() != psutil.STATUS_ZOMBIE and "loky.backend.popen_loky" in command
    except psutil.NoSuchProcess:  # it ended while we looked
        return False


def test_a_run_streams_its_measurements_to_all_who_watch_it(real_desk):
    experiment = Experiment(epochs=3)
    run = real_desk.submit(experiment, "ann")
    assert real_desk.submit(experiment, "bob") is run
    finish(real_desk, run)
    assert run.state == "finished", run.problem
    assert [each.epoch for each in run.snapshots] == [0, 1, 2, 3]
    assert run.gallery.images.shape[1:] == (8, 8)
    assert run.snapshots[-1].true_accuracy > run.snapshots[0].true_accuracy
    assert real_desk.device.threads >= 1
    assert set(real_desk.versions) == {"keras", "tensorflow"}


def test_stop_frees_the_worker_within_a_tick(real_desk):
    run = real_desk.submit(Experiment(epochs=100, seed=1), "ann")
    wait_for(lambda: len(run.snapshots) >= 3, 60)
    real_desk.stop(run)
    measured = len(run.snapshots)
    after = real_desk.submit(Experiment(epochs=1, seed=1), "ann")
    finish(real_desk, after)
    assert after.state == "finished"
    assert (run.state, len(run.snapshots)) == ("stopped", measured)


def test_a_setup_that_keras_refuses_says_so(real_desk):
    refused = Experiment(labels="integer", loss="categorical_crossentropy", keras="3.15.1")
    run = real_desk.submit(refused, "ann")
    finish(real_desk, run)
    assert (run.state, run.problem.id) == ("failed", "refused")
    assert "same rank" in run.problem.message


def test_mnist_without_internet_says_so_and_leaves_nothing_to_be_read(real_desk, offline_folders):
    _own, keras_home = offline_folders
    half = keras_home / "datasets" / "mnist.npz"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"PK half of a download")
    run = real_desk.submit(Experiment(dataset="mnist", epochs=1), "ann")
    finish(real_desk, run)
    assert (run.state, run.problem.id) == ("failed", "no_internet"), run.problem
    assert not half.exists()


@pytest.fixture
def slow_origin(tmp_path, monkeypatch):
    """A desk whose workers fetch MNIST from a slow server on this machine: the desk, the server."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.setenv("WHICH_ACCURACY_DATA", str(tmp_path / "own"))
    with serving(tiny_mnist(train=1000)) as origin:
        origin.seconds = 0.1
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        monkeypatch.setenv(ORIGIN, origin.url)
        monkeypatch.setenv(SHA256, origin.sha256)
        monkeypatch.setattr(job, "serve", serve)
        desk = Desk()
        yield desk, origin
        desk.close()


@pytest.mark.slow
def test_a_download_is_told_stopped_killed_and_done_anew(slow_origin):
    desk, origin = slow_origin
    others = worker_processes()

    def downloading():
        run = desk.submit(Experiment(dataset="mnist", epochs=1), "ann", again=True)

        def began():
            desk.watch(run, "ann")
            assert not run.problem
            return run.download and run.download[0]

        wait_for(began, START_SECONDS)
        assert run.download[1] == len(origin.body)
        return run

    stopped = downloading()
    desk.stop(stopped)
    assert (stopped.state, stopped.download) == ("stopped", None)
    assert origin.given_up.wait(5)
    assert datasets.file_of("mnist") is None
    [worker] = [each for each in worker_processes() if each not in others]

    killed = downloading()
    assert worker.is_running(), "the same worker goes on, without a wait for TensorFlow"
    worker.kill()
    assert datasets.file_of("mnist") is None
    origin.seconds = 0
    finish(desk, killed)
    assert (killed.state, killed.restarts) == ("finished", 1), killed.problem
    assert datasets.file_of("mnist").read_bytes() == origin.body
    assert [each.name for each in keras_cache().iterdir()] == ["mnist.npz"]


def test_a_foreign_file_is_an_unexpected_problem_in_one_line(real_desk, offline_folders):
    own, _keras_home = offline_folders
    with zipfile.ZipFile(own / "mnist.npz", "w") as archive:
        archive.writestr("x.txt", "not MNIST")
    run = real_desk.submit(Experiment(dataset="mnist", epochs=1), "ann", again=True)
    finish(real_desk, run)
    (own / "mnist.npz").unlink()
    assert (run.state, run.problem.id) == ("failed", "unexpected")
    assert run.problem.message.startswith("KeyError")


def test_a_killed_worker_is_replaced_and_its_run_trained_again(real_desk):
    done = real_desk.submit(Experiment(epochs=1, seed=7), "cy")
    finish(real_desk, done)
    kept = done.snapshots
    run = real_desk.submit(Experiment(epochs=30, seed=2), "ann")
    queued = real_desk.submit(Experiment(epochs=1, seed=3), "bob")
    wait_for(lambda: len(run.snapshots) >= 5, 60)
    [process] = worker_processes()
    process.kill()
    finish(real_desk, run, queued, seconds=START_SECONDS)
    assert (run.state, run.restarts) == ("finished", 1)
    assert [each.epoch for each in run.snapshots] == list(range(31))
    assert (queued.state, queued.restarts) == ("finished", 0)
    assert done.snapshots is kept


def test_runs_across_a_recycle_all_finish_with_one_process_at_a_time(real_desk, monkeypatch):
    [former] = worker_processes()
    monkeypatch.setattr(real_desk._seats[0], "_recycle_bytes", 1)
    first = real_desk.submit(Experiment(epochs=1, seed=20), "ann")
    second = real_desk.submit(Experiment(epochs=1, seed=21), "bob")
    most = 1

    def watched():
        nonlocal most
        most = max(most, len(worker_processes()))
        real_desk.watch(first, "ann")
        real_desk.watch(second, "bob")
        return True

    wait_for(lambda: watched() and not former.is_running(), 60)
    monkeypatch.setattr(real_desk._seats[0], "_recycle_bytes", 10**12)
    wait_for(lambda: watched() and not second.live, START_SECONDS)
    assert first.state == second.state == "finished", (first.problem, second.problem)
    assert first.restarts == second.restarts == 0
    assert most == 1


def killed(worker: LocalWorker) -> None:
    psutil.Process(worker.pid).kill()


def is_lost_while_it_starts(end: Callable[[LocalWorker], None]) -> None:
    worker = LocalWorker()
    lost = []

    def start():
        try:
            worker.start()
        except WorkerLost:
            lost.append(True)

    thread = threading.Thread(target=start)
    thread.start()
    wait_for(lambda: worker.alive)
    end(worker)
    thread.join(10)
    assert lost
    assert not worker.alive
    assert not psutil.pid_exists(worker.pid)


@pytest.mark.parametrize("end", [killed, LocalWorker.close])
def test_a_worker_that_ends_while_it_starts_is_lost_and_not_waited_for(end):
    is_lost_while_it_starts(end)


@pytest.mark.skipif(sys.platform == "win32", reason="it is always so on Windows")
def test_so_it_is_where_the_pipe_does_not_end_with_the_worker(monkeypatch):
    """On Windows the worker's end stays open in this process until the worker has taken it."""
    pipe, kept = LokyContext.Pipe, []

    def opened(context):
        ours, theirs = pipe(context)
        kept.append(os.dup(theirs.fileno()))
        return ours, theirs

    monkeypatch.setattr(LokyContext, "Pipe", opened)
    is_lost_while_it_starts(killed)
    assert len(kept) == 1
    os.close(*kept)


@pytest.mark.slow
def test_a_worker_that_grows_is_replaced_and_no_reader_notices(monkeypatch):
    """With a limit that a few runs reach; the shipped one takes a hundred."""
    runs, room, margin = 12, 10 * MIB, 100 * MIB
    desk = Desk()
    peak, workers = 0, set()
    try:
        for seed in range(runs):
            run = desk.submit(Experiment(epochs=1, seed=1000 + seed), "ann")
            while run.live:
                for process in worker_processes():
                    workers.add(process.pid)
                    peak = max(peak, process.memory_info().rss)
                desk.watch(run, "ann")
                time.sleep(0.05)
            assert run.state == "finished", run.problem
            assert run.restarts == 0
            if seed == 0:
                limit = desk._seats[0]._worker.resident_bytes + room
                monkeypatch.setattr(desk._seats[0], "_recycle_bytes", limit)
    finally:
        desk.close()
    print(f"{len(workers)} workers, limit {limit / MIB:.0f} MiB, peak {peak / MIB:.0f} MiB")
    assert len(workers) > 1
    assert peak < limit + margin
    assert RECYCLE_BYTES + margin < 1.2e9
