"""The server's one desk: its workers start by themselves, but not before the first page."""

import threading
import time

from core.ui import desk as room

HEAD_START = 0.5


class Noting:
    """A desk that notes when it was warmed."""

    def __init__(self) -> None:
        self.warmed = threading.Event()

    def warm(self) -> None:
        """Note it."""
        self.warmed.set()


def test_the_workers_start_when_the_first_page_has_had_its_time(monkeypatch):
    monkeypatch.setattr(room, "HEAD_START", HEAD_START)
    monkeypatch.setattr(room.settings, "desk", Noting)
    began = time.monotonic()
    opened = room.desk.__wrapped__()  # whatever desk other tests have open stays
    assert not opened.warmed.is_set()
    assert opened.warmed.wait(10)
    assert time.monotonic() - began >= HEAD_START
