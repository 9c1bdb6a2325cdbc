"""The store answers later, never raises, and no disk holds anyone up."""

import os
import subprocess
import sys
import threading
import time
import weakref
from concurrent.futures import Future
from pathlib import Path

import pytest

from core.experiment import Experiment
from core.runs import Problem, store
from core.runs.folder import Folder
from core.runs.store import Store
from tests.core.runs.conftest import wait_for
from tests.core.runs.kept import a_large_run, a_run, number_of, same

ROOT = Path(__file__).parents[3]
SECONDS = 10


@pytest.fixture
def opened():
    """Opens stores; ends their threads afterwards."""
    stores = []

    def of(folder, **options) -> Store:
        stores.append(Store(folder, **options))
        return stores[-1]

    yield of
    for each in stores:
        each.close()


class Hanging:
    """A disk whose calls about some seeds do not come back before they are let go."""

    def __init__(self, monkeypatch, *seeds: int) -> None:
        self.seeds = seeds
        self.held = threading.Semaphore(0)
        self.let_go = threading.Event()
        read, write = Folder.read, Folder.write
        monkeypatch.setattr(
            Folder, "read", lambda folder, order: self._wait(order.seed) or read(folder, order)
        )
        monkeypatch.setattr(
            Folder, "write", lambda folder, run: self._wait(run.order.seed) or write(folder, run)
        )

    def _wait(self, seed: int) -> None:
        if seed in self.seeds:
            self.held.release()
            self.let_go.wait(SECONDS)


def answer(future: Future):
    return future.result(SECONDS)


def store_threads() -> list[str]:
    return sorted(each.name for each in threading.enumerate() if each.name.startswith("store "))


def test_what_is_kept_is_found_by_every_server_and_after_a_restart(opened, tmp_path):
    run = a_run(seed=1, number=3)
    first, second = opened(tmp_path / "a" / "b"), opened(str(tmp_path / "a" / "b"))
    assert answer(first.ask(run.order)) is None
    assert answer(first.keep(run)) is None
    assert same(answer(second.ask(run.order)), run)
    assert answer(second.ask(Experiment())) is None
    assert same(answer(opened(tmp_path / "a" / "b").ask(run.order)), run)


def test_its_bound_is_the_folder_s(opened, tmp_path):
    assert opened(tmp_path)._folder.limit_bytes == 512 * 2**20  # as the README says
    kept = opened(tmp_path, limit_bytes=5000)
    assert answer(kept.keep(a_run(seed=1))) is None
    assert answer(kept.keep(a_run(seed=2))) is None
    assert answer(kept.keep(a_large_run(seed=2))) == Problem(
        "not_kept", "ValueError: the run is larger than the folder may be"
    )
    for seed in range(10):
        assert answer(kept.keep(a_run(seed=seed))) is None
    assert 2500 < sum(each.stat().st_size for each in tmp_path.iterdir()) <= 5000


def test_what_cannot_be_a_folder_is_a_sentence_each_time(opened, tmp_path, caplog):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    said = {
        tmp_path / "file": "FileExistsError: File exists",
        tmp_path / "file" / "below": "NotADirectoryError: Not a directory",
    }
    for path, sentence in said.items():
        kept = opened(path)
        for _time in range(2):
            assert answer(kept.ask(a_run(seed=1).order)) is None
            problem = answer(kept.keep(a_run(seed=1)))
            assert (problem.id, problem.message) == ("not_kept", sentence)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert [record.exc_info for record in caplog.records] == [None] * 4
    assert "a run could not be kept: FileExistsError: File exists" in caplog.text


def test_a_full_disk_is_a_sentence_and_the_next_run_is_kept(opened, tmp_path, monkeypatch):
    kept = opened(tmp_path)
    with monkeypatch.context() as patch:

        def full(_descriptor):
            raise OSError(28, "No space left on device", "/where/it/lies")

        patch.setattr(os, "fsync", full)
        problem = answer(kept.keep(a_run(seed=1)))
    assert problem == Problem("not_kept", "OSError: No space left on device")
    assert answer(kept.keep(a_run(seed=1))) is None


def test_a_disk_that_fails_is_no_run_and_a_line_in_the_log(opened, tmp_path, monkeypatch, caplog):
    kept = opened(tmp_path)
    assert answer(kept.keep(a_run(seed=1))) is None
    with monkeypatch.context() as patch:

        def stale(*_arguments):
            raise OSError(116, "Stale file handle")

        patch.setattr(Path, "open", stale)
        assert answer(kept.ask(a_run(seed=1).order)) is None
    (record,) = caplog.records
    assert record.getMessage() == "a run could not be looked up: OSError: Stale file handle"
    assert record.exc_info is None
    assert number_of(answer(kept.ask(a_run(seed=1).order))) == 0


def test_what_hangs_holds_up_nobody_else(opened, tmp_path, monkeypatch):
    kept = opened(tmp_path)
    assert answer(kept.keep(a_run(seed=2))) is None
    hanging = Hanging(monkeypatch, 1)
    slow = [kept.ask(a_run(seed=1).order) for _again in range(store.LOOKUPS - 1)]
    writing = kept.keep(a_run(seed=1))
    for _held in range(store.LOOKUPS):
        assert hanging.held.acquire(timeout=SECONDS)
    for _again in range(20):
        assert number_of(answer(kept.ask(a_run(seed=2).order))) == 0
    behind = kept.keep(a_run(seed=3))
    assert not any(each.done() for each in (*slow, writing, behind))
    hanging.let_go.set()
    assert answer(writing) is None
    assert answer(behind) is None
    for each in slow:
        answer(each)
    assert number_of(answer(kept.ask(a_run(seed=3).order))) == 0


def test_no_more_threads_than_it_says_and_all_end(opened, tmp_path):
    wait_for(lambda: not store_threads())  # of the tests before
    kept = opened(tmp_path)
    assert store_threads() == []  # none before they are needed
    for seed in range(30):
        answer(kept.ask(a_run(seed=seed).order))
        answer(kept.keep(a_run(seed=seed)))
    lookups = [f"store lookup {number}" for number in range(8)]
    assert store_threads() == [*lookups, "store writer 0"]
    assert all(each.daemon for each in threading.enumerate() if each.name in lookups)
    kept.close()
    wait_for(lambda: not store_threads())
    assert answer(kept.ask(a_run(seed=1).order)) is None
    assert answer(kept.keep(a_run(seed=1))).id == "not_kept"


def test_closing_ends_after_what_waits(opened, tmp_path, monkeypatch):
    hanging = Hanging(monkeypatch, 1)
    kept = opened(tmp_path)
    waiting = [kept.keep(a_run(seed=seed)) for seed in (1, 2)]
    assert hanging.held.acquire(timeout=SECONDS)
    kept.close()
    hanging.let_go.set()
    assert [answer(each) for each in waiting] == [None, None]
    assert number_of(answer(opened(tmp_path).ask(a_run(seed=2).order))) == 0


def test_what_waits_for_a_slow_disk_is_bounded(opened, tmp_path, monkeypatch, caplog):
    run = a_run(seed=1)
    size = sum(snapshot.nbytes for snapshot in run.snapshots)
    monkeypatch.setattr(store, "WAITING_BYTES", 3 * size)
    monkeypatch.setattr(store, "WAITING_LOOKUPS", store.LOOKUPS + 2)
    hanging = Hanging(monkeypatch, 1)
    kept = opened(tmp_path)
    writes = [kept.keep(run) for _again in range(5)]
    assert [each.done() for each in writes] == [False] * 3 + [True] * 2
    assert answer(writes[3]) == Problem("not_kept", "Too many runs wait to be written.")
    lookups = [kept.ask(run.order) for _again in range(store.LOOKUPS + 4)]
    assert [each.done() for each in lookups].count(True) == 2
    assert answer(lookups[-1]) is None
    hanging.let_go.set()
    assert [answer(each) for each in writes[:3]] == [None] * 3
    for each in lookups[:-2]:
        answer(each)
    large = a_large_run(seed=2)  # alone, it may be larger than all that may wait
    wait_for(lambda: kept._writer._size == kept._lookups._size == 0)
    assert answer(kept.keep(large)) is None
    assert same(answer(kept.ask(large.order)), large)


def test_nothing_that_was_written_or_found_stays_in_memory(opened, tmp_path):
    kept = opened(tmp_path)
    run = a_run(seed=1)
    gone = [weakref.ref(run.snapshots[-1])]
    assert answer(kept.keep(run)) is None
    order = run.order
    del run
    found = answer(kept.ask(order))
    gone.append(weakref.ref(found.snapshots[-1]))
    del found
    wait_for(lambda: not any(each() for each in gone))


def test_who_no_longer_wants_an_answer_breaks_nothing(opened, tmp_path, monkeypatch):
    hanging = Hanging(monkeypatch, 1)
    kept = opened(tmp_path)
    running = kept.keep(a_run(seed=1))
    assert hanging.held.acquire(timeout=SECONDS)
    unwanted, wanted = kept.keep(a_run(seed=2)), kept.keep(a_run(seed=3))
    assert unwanted.cancel()
    assert not running.cancel()
    hanging.let_go.set()
    assert answer(wanted) is None
    assert number_of(answer(kept.ask(a_run(seed=1).order))) == 0
    assert answer(kept.ask(a_run(seed=2).order)) is None


def test_a_machine_that_can_start_no_thread_is_told_so(opened, tmp_path, monkeypatch):
    def none_left(_thread):
        raise RuntimeError("can't start new thread")

    kept, another = opened(tmp_path), opened(tmp_path)
    assert answer(another.keep(a_run(seed=1))) is None
    assert answer(another.ask(a_run(seed=2).order)) is None
    monkeypatch.setattr(threading.Thread, "start", none_left)
    assert answer(kept.ask(a_run(seed=1).order)) is None
    assert answer(kept.keep(a_run(seed=1))).id == "not_kept"
    assert number_of(answer(another.ask(a_run(seed=1).order))) == 0  # by the one that it has


EXITING = """
import sys, threading, time
from core.runs.folder import Folder
from core.runs.store import Store
from tests.core.runs.kept import a_run

held = threading.Semaphore(0)

def hang(*_arguments):
    held.release()
    time.sleep(600)

Folder.read = Folder.write = hang
store = Store(sys.argv[1])
asked, kept = store.ask(a_run(1).order), store.keep(a_run(1))
held.acquire(), held.acquire()
print(asked.done(), kept.done(), flush=True)
"""


def test_no_exit_waits_for_a_disk(tmp_path):
    server = subprocess.Popen(
        [sys.executable, "-c", EXITING, str(tmp_path)], cwd=ROOT, text=True, stdout=subprocess.PIPE
    )
    assert server.stdout.readline() == "False False\n"
    asked = time.monotonic()
    assert server.wait(SECONDS) == 0
    assert time.monotonic() - asked < 3
    server.stdout.close()
