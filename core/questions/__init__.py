"""One folder for each page that answers something. A question is its folder, a script in `pages/`, and
its line here.

Each folder holds what its page needs, under names that are the same in all: `orders` (what it trains),
`reading` (what the numbers say, in words), `charts`, `claims` (what was claimed, and the verdicts),
`steps` (of the lesson, that its runs answer), `page` (it on screen), `recordings` (its shipped runs),
`menu` (its entry), `stage` (what a link can set and hide).
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType

NAMES = (
    "playground",
    "lesson",
    "mnist",
    "topics",
    "diabetes",
    "versions",
    "claims",
    "traps",
    "choose",
    "check",
    "predictions",
    "arithmetic",
    "teach",
)


def parts(part: str) -> Iterator[ModuleType]:
    """The module of that name of every question that has one, in the order of the menu."""
    for name in NAMES:
        module = f"{__name__}.{name}.{part}"
        if find_spec(module):
            yield import_module(module)


def menu() -> list:
    """The entries of every page, in their order."""
    return [each.entry() for each in parts("menu")]


def load() -> None:
    """Import all of every question now, so that no reader waits for it."""
    for name in NAMES:
        question = import_module(f"{__name__}.{name}")
        for module in iter_modules(question.__path__, f"{question.__name__}."):
            import_module(module.name)
