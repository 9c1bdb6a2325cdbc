"""Who draws when: one after the other, with a breath between two, and nobody waits for ever."""

import asyncio
import threading

import pytest

from core.ui import turns
from core.ui.turns import Turns

WAIT = 10  # seconds, at most, for a thread


@pytest.fixture
def breaths(monkeypatch) -> list[float]:
    """The breaths that are taken."""
    taken: list[float] = []
    monkeypatch.setattr(turns.time, "sleep", taken.append)
    return taken


class Readers:
    """Threads that draw, and what they have drawn in the order in which they did."""

    def __init__(self) -> None:
        self.turns, self.begun, self.drawn, self.threads = Turns(), [], [], []

    def comes(
        self, name: str, looks_on: bool = False, until: threading.Event | None = None
    ) -> threading.Thread:
        def draw() -> None:
            with self.turns.turn(looks_on):
                self.begun.append(name)
                if until:
                    until.wait(WAIT)
                self.drawn.append(name)

        before = self.turns.awaited
        thread = threading.Thread(target=draw)
        thread.start()
        self.threads.append(thread)
        self.until(lambda: self.turns.awaited > before or not thread.is_alive())
        return thread

    def all_done(self) -> list[str]:
        for thread in self.threads:
            thread.join(WAIT)
        return self.drawn

    @staticmethod
    def until(true) -> None:
        for _time in range(WAIT * 100):
            if true():
                return
            threading.Event().wait(0.01)
        raise AssertionError("nothing came of it")


@pytest.fixture
def readers():
    return Readers()


def test_another_draws_when_the_first_is_done_and_has_left_time_to_send(readers, breaths):
    with readers.turns.turn():
        readers.comes("second")
        with readers.turns.turn():  # within one's own turn there is nothing to wait for
            assert not readers.drawn
        assert readers.turns.awaited == 1
        readers.drawn.append("first")
    assert readers.all_done() == ["first", "second"]
    assert readers.turns.awaited == 0
    assert breaths == [turns.BREATH]


def test_alone_nothing_is_waited_for(readers, breaths):
    for _time in range(2):
        with readers.turns.turn():
            pass
    assert not breaths


def test_who_clicked_goes_before_who_only_looks_on_and_the_rest_in_order(readers, breaths):
    with readers.turns.turn():
        readers.comes("looks on", looks_on=True)
        readers.comes("looks on too", looks_on=True)
        readers.comes("clicked")
        readers.comes("clicked later")
    assert readers.all_done() == ["clicked", "clicked later", "looks on", "looks on too"]


def test_who_looks_on_is_not_put_off_for_ever(readers, breaths, monkeypatch):
    monkeypatch.setattr(turns, "LOOKS_ON", 0.05)
    with readers.turns.turn():
        readers.comes("looks on", looks_on=True)
        threading.Event().wait(0.1)
        readers.comes("clicked")
    assert readers.all_done() == ["looks on", "clicked"]


def test_a_page_that_breaks_off_leaves_the_turn_to_the_next(readers):
    with pytest.raises(KeyError), readers.turns.turn():
        raise KeyError
    readers.comes("next")
    assert readers.all_done() == ["next"]


def test_one_goes_ahead_of_a_page_that_takes_too_long_and_then_has_the_turn(readers, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    goes_on = threading.Event()
    with readers.turns.turn():
        readers.comes("ahead", until=goes_on)
        readers.until(lambda: readers.begun == ["ahead"])
        monkeypatch.setattr(turns, "PATIENCE", WAIT)
        readers.comes("next")
        readers.comes("last")
    assert readers.turns.awaited == 2, "the long one had no turn to give away"
    goes_on.set()
    assert readers.all_done() == ["ahead", "next", "last"]


def test_of_those_who_have_waited_long_enough_one_goes_ahead(readers, monkeypatch):
    goes_on = threading.Event()
    with readers.turns.turn():
        for name in ("first", "second", "third"):
            readers.comes(name, until=goes_on)
        monkeypatch.setattr(turns, "PATIENCE", 0.2)
        readers.turns._began -= WAIT
        readers.until(lambda: readers.begun)
        assert readers.begun == ["first"]
        monkeypatch.setattr(turns, "PATIENCE", WAIT)
        goes_on.set()
    assert readers.all_done() == ["first", "second", "third"]


@pytest.fixture
def loop():
    """One that runs in a thread, as Streamlit's does."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield loop
    if not loop.is_closed():
        loop.call_soon_threadsafe(loop.stop)
        thread.join(WAIT)
        loop.close()


def test_a_turn_ends_when_the_loop_has_what_was_drawn(readers, loop):
    readers.turns.sent_by(loop)
    busy, goes_on = threading.Event(), threading.Event()
    loop.call_soon_threadsafe(lambda: (busy.set(), goes_on.wait(WAIT)))
    assert busy.wait(WAIT)
    with readers.turns.turn():
        loop.call_soon_threadsafe(readers.drawn.append, "is sent")
        readers.comes("next")
        threading.Timer(0.05, goes_on.set).start()
    assert readers.drawn[0] == "is sent"
    assert readers.all_done() == ["is sent", "next"]


def test_a_loop_that_hangs_or_is_gone_holds_nobody_up_for_long(readers, loop, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    readers.turns.sent_by(loop)
    goes_on = threading.Event()
    loop.call_soon_threadsafe(goes_on.wait, WAIT)
    readers.comes("while it hangs")
    assert readers.all_done() == ["while it hangs"]
    goes_on.set()
    closed = asyncio.new_event_loop()
    closed.close()
    readers.turns.sent_by(closed)
    readers.comes("when it is gone")
    assert readers.all_done() == ["while it hangs", "when it is gone"]
