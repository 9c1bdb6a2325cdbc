"""Who draws when: one after the other, with a breath between two, and nobody waits for ever."""

import threading

import pytest

from core.ui import turns
from core.ui.turns import turn

WAIT = 10  # seconds, at most, for a thread


@pytest.fixture
def breaths(monkeypatch) -> list[float]:
    """The breaths that are taken."""
    taken: list[float] = []
    monkeypatch.setattr(turns.time, "sleep", taken.append)
    return taken


def drawing(done: list[str], name: str, started: threading.Event) -> threading.Thread:
    def draw() -> None:
        started.set()
        with turn():
            done.append(name)

    thread = threading.Thread(target=draw)
    thread.start()
    assert started.wait(WAIT)
    return thread


def await_waiting(count: int) -> None:
    for _time in range(WAIT * 100):
        if len(turns._waiting) == count:
            return
        threading.Event().wait(0.01)
    raise AssertionError(f"{len(turns._waiting)} wait, not {count}")


def test_another_draws_when_the_first_is_done_and_has_left_time_to_send(breaths):
    done: list[str] = []
    with turn():
        other = drawing(done, "other", threading.Event())
        await_waiting(1)
        with turn():  # within one's own turn there is nothing to wait for
            assert not done
        assert turns.is_awaited()
        done.append("first")
    other.join(WAIT)
    assert done == ["first", "other"]
    assert not turns.is_awaited()
    assert breaths == [turns.BREATH]


def test_alone_nothing_is_waited_for(breaths):
    for _time in range(2):
        with turn():
            pass
    assert not breaths


def test_a_page_that_breaks_off_leaves_the_turn_to_the_next(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    with pytest.raises(KeyError), turn():
        raise KeyError
    done: list[str] = []
    with turn():
        drawing(done, "who has waited long enough", threading.Event()).join(WAIT)
        assert done == ["who has waited long enough"]
    assert turns._free.acquire(blocking=False)  # who went ahead has not given away what was not theirs
    assert not turns._free.acquire(blocking=False)
    turns._free.release()
