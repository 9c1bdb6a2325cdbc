"""Arrays that a reader brings as files or pastes: read, and nothing else. Knows no question.

Nothing is unpickled, run, stored or sent; sizes are checked before data is read. Whatever is wrong is
an `Unreadable`, whose message says in one sentence what, where, and what to do.
"""

from core.brought.limits import MOST_BYTES, MOST_MEGABYTES, MOST_NUMBERS, Incomplete, Unreadable
from core.brought.pairs import File, Pair, check_sizes, pair, pasted

__all__ = [
    "MOST_BYTES",
    "MOST_MEGABYTES",
    "MOST_NUMBERS",
    "File",
    "Incomplete",
    "Pair",
    "Unreadable",
    "check_sizes",
    "pair",
    "pasted",
]
