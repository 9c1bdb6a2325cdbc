"""The server's one desk: its workers start by themselves, but not before the first page."""

import threading
import time

import pytest

from core.ui import desk as room

HEAD_START = 0.2


class Slow:
    """A desk that notes when it was warmed."""

    def __init__(self) -> None:
        self.warmed = threading.Event()

    def warm(self) -> None:
        """Note it."""
        self.warmed.set()

    def close(self) -> None:
        """Nothing to end."""


@pytest.fixture
def opened(monkeypatch):
    monkeypatch.setattr(room, "HEAD_START", HEAD_START)
    monkeypatch.setattr(room.settings, "desk", Slow)
    monkeypatch.setattr(room, "desk", room.desk.__wrapped__)
    return room.desk()


def test_the_workers_start_when_the_first_page_has_had_its_time(opened):
    began = time.monotonic()
    assert not opened.warmed.is_set()
    assert opened.warmed.wait(10)
    assert time.monotonic() - began > HEAD_START / 2
