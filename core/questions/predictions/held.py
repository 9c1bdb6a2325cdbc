"""A reader's own arrays: kept as long as their session, and no longer than there is room for all."""

import threading
import weakref

from core.questions.predictions.case import Case

ROOM = 200 * 2**20  # bytes of all readers' arrays together
_TIMES = 3  # of an array's bytes: with what is worked out from it and kept

_lock = threading.Lock()
_all: list[weakref.ref["Held"]] = []


class Held:
    """One reader's arrays. case: None once others needed the room. Dropped with the last reference."""

    def __init__(self, case: Case):
        self.case: Case | None = case
        with _lock:
            _all[:] = [each for each in _all if (held := each()) is not None and held.case]
            _all.append(weakref.ref(self))
            room = ROOM
            for each in reversed(_all):  # the newest first
                held = each()
                if held is not None and held.case is not None:
                    room -= _TIMES * held.case.nbytes
                    if room < 0 and held is not self:
                        held.case = None
