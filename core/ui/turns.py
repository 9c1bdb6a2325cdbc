"""Readers take turns: one page is drawn after the other, each as fast as if its reader were alone.

Drawn all at once, nothing is sent: the one thread that sends gives the interpreter away with every
message, and waits for it behind every page that is being drawn. 200 readers who saw a run end all saw
it when the last had been drawn; and what was not sent was asked for, and drawn, again.

Who clicked or has just come goes before who only looks on: whoever looks on loses little.

A turn ends when the thread that sends has what was drawn. Streamlit drops what it has not seen of a
page when the same reader asks for more just then: 20 of 200 readers did not see the end of a run.
"""

import asyncio
import heapq
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

PATIENCE = 1.0  # seconds that one page may take: of one that computes for longer, another goes ahead
BREATH = 0.002  # seconds between two turns, in which to send what was drawn
LOOKS_ON = 2.0  # seconds by which who only looks on lets others go first


class Turns:
    """Who draws, and who waits for it, the most urgent first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._whose: _Waiter | None = None
        self._began = 0.0
        self._waiting: list[_Waiter] = []  # a heap
        self._mine = threading.local()
        self._sender: asyncio.AbstractEventLoop | None = None

    def sent_by(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on wait for this loop, which sends whatever is drawn, at the end of each turn."""
        self._sender = loop

    @property
    def awaited(self) -> int:
        """How many wait for a turn."""
        return len(self._waiting)

    @contextmanager
    def turn(self, looks_on: bool = False) -> Iterator[None]:
        """Draw in the block when it is one's turn. A turn within a turn is the same."""
        if getattr(self._mine, "turn", None):
            yield
            return
        self._mine.turn = me = _Waiter(time.monotonic() + (LOOKS_ON if looks_on else 0))
        self._take(me)
        try:
            yield
        finally:
            self._mine.turn = None
            self._hand_over()
            if self._waiting and self._whose is me:
                time.sleep(BREATH)
            self._pass_on(me)

    def _take(self, me: "_Waiter") -> None:
        with self._lock:
            if self._whose is None:
                self._give_to(me)
                return
            heapq.heappush(self._waiting, me)
        while not me.called.wait(PATIENCE):
            with self._lock:
                # One goes ahead, not all: else none would get anywhere.
                first = self._waiting and self._waiting[0] is me
                if first and time.monotonic() - self._began >= PATIENCE:
                    self._give_to(heapq.heappop(self._waiting))

    def _hand_over(self) -> None:
        """Wait until the loop has seen all that was drawn: what it is told, it does in order."""
        if self._sender is None or self._sender.is_closed():
            return
        seen = threading.Event()
        self._sender.call_soon_threadsafe(seen.set)
        seen.wait(PATIENCE)

    def _pass_on(self, me: "_Waiter") -> None:
        with self._lock:
            if self._whose is me:  # else it took too long, and another has gone ahead
                self._whose = None
                if self._waiting:
                    self._give_to(heapq.heappop(self._waiting))

    def _give_to(self, one: "_Waiter") -> None:
        self._whose, self._began = one, time.monotonic()
        one.called.set()


@dataclass(order=True)
class _Waiter:
    due: float
    number: int = field(default_factory=count().__next__)
    called: threading.Event = field(default_factory=threading.Event, compare=False)


_turns = Turns()
turn, sent_by = _turns.turn, _turns.sent_by


def is_awaited() -> bool:
    """Whether somebody waits for a turn."""
    return bool(_turns.awaited)
