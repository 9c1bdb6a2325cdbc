"""The shipped recordings by their names, whichever question they belong to."""

from pathlib import Path

from core.questions.__main__ import SHELVES
from core.recordings import Recording

RECORDED = {name: shelf.orders[name] for name, shelf in SHELVES.items() if name in shelf.orders}


def load(name: str) -> Recording:
    """The shipped recording of that name."""
    return SHELVES[name].load(name)


def path(name: str) -> Path:
    """Where it lies."""
    return SHELVES[name].path(name)
