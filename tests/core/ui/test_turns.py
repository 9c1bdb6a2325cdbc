"""Who draws when: one after the other, with a breath between two, and nobody waits for ever."""

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
        self.turns, self.drawn, self.threads = Turns(), [], []

    def comes(self, name: str, looks_on: bool = False) -> threading.Thread:
        def draw() -> None:
            with self.turns.turn(looks_on):
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


def test_who_has_waited_long_enough_for_one_page_goes_ahead_and_gives_no_turn_away(
    readers, monkeypatch
):
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    with readers.turns.turn():
        readers.comes("goes ahead")
        assert readers.all_done() == ["goes ahead"]
        monkeypatch.setattr(turns, "PATIENCE", WAIT)
        readers.comes("waits")
        assert readers.drawn == ["goes ahead"], "the long one has its turn still"
    assert readers.all_done() == ["goes ahead", "waits"]
