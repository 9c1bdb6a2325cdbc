"""Readers take turns: one page is drawn after the other, each as fast as if its reader were alone.

Drawn all at once, nothing is sent: the one thread that sends gives the interpreter away with every
message, and waits for it behind every page that is being drawn. 200 readers who saw a run end all saw
it when the last had been drawn; and what was not sent was asked for, and drawn, again.

Who clicked or has just come goes before who only looks on: whoever looks on loses little.
"""

import heapq
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

PATIENCE = 1.0  # seconds that one page may take: while one computes for longer, others go ahead
BREATH = 0.002  # seconds between two turns, which suffice to send a page's messages
LOOKS_ON = 2.0  # seconds by which who only looks on lets others go first


class Turns:
    """Who draws, and who waits for it, the most urgent first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._began: float | None = None  # when whoever draws began; None if nobody does
        self._waiting: list[tuple[float, int, threading.Event]] = []
        self._number = count()
        self._mine = threading.local()

    @property
    def awaited(self) -> int:
        """How many wait for a turn."""
        return len(self._waiting)

    @contextmanager
    def turn(self, looks_on: bool = False) -> Iterator[None]:
        """Draw in the block when it is one's turn. A turn within a turn is the same."""
        if getattr(self._mine, "turn", False):
            yield
            return
        taken = self._take(time.monotonic() + (LOOKS_ON if looks_on else 0))
        self._mine.turn = True
        try:
            yield
        finally:
            self._mine.turn = False
            if taken:
                if self._waiting:
                    time.sleep(BREATH)
                self._pass_on()

    def _take(self, due: float) -> bool:
        """Wait for one's turn; False where another's takes too long to wait for."""
        with self._lock:
            if self._began is None:
                self._began = time.monotonic()
                return True
            mine = (due, next(self._number), threading.Event())
            heapq.heappush(self._waiting, mine)
        while not mine[-1].wait(PATIENCE):
            with self._lock:
                if mine in self._waiting and time.monotonic() - self._began >= PATIENCE:
                    self._waiting.remove(mine)
                    heapq.heapify(self._waiting)
                    return False
        return True

    def _pass_on(self) -> None:
        with self._lock:
            self._began = time.monotonic() if self._waiting else None
            if self._waiting:
                heapq.heappop(self._waiting)[-1].set()


_turns = Turns()
turn = _turns.turn


def is_awaited() -> bool:
    """Whether somebody waits for a turn."""
    return bool(_turns.awaited)
