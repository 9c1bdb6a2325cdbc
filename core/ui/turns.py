"""Readers take turns: one page is drawn after the other, each as fast as if its reader were alone.

Drawn all at once, nothing is sent: the one thread that sends gives the interpreter away with every
message, and waits for it behind every page that is being drawn. 200 readers who saw a run end all saw
it when the last had been drawn; and what was not sent was asked for, and drawn, again.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 1.0  # seconds that one page may take: while one computes for longer, others go ahead
BREATH = 0.004  # seconds between two turns, which suffice to send a page's messages

_free = threading.Semaphore()  # first come, first served
_this_thread = threading.local()
_waiting: set[int] = set()  # threads
_began = [0.0]  # when whoever has the turn took it


@contextmanager
def turn() -> Iterator[None]:
    """Draw in the block when it is one's turn. A turn within a turn is the same."""
    if getattr(_this_thread, "has_turn", False):
        yield
        return
    taken = _take()
    _this_thread.has_turn = True
    try:
        yield
    finally:
        _this_thread.has_turn = False
        if taken:
            if _waiting:
                time.sleep(BREATH)
            _free.release()


def is_awaited() -> bool:
    """Whether somebody waits for a turn."""
    return bool(_waiting)


def _take() -> bool:
    """Wait for one's turn; False where another's takes too long to wait for."""
    me = threading.get_ident()
    _waiting.add(me)
    try:
        while not _free.acquire(timeout=PATIENCE):
            if time.monotonic() - _began[0] >= PATIENCE:
                return False
        _began[0] = time.monotonic()
        return True
    finally:
        _waiting.discard(me)
