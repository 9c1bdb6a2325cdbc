"""A trap: a script that falls into it, what it reports, what is true, and how it is mended."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from itertools import product
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from core.experiment import OneOf, Script
from core.measures.snapshot import ScriptSnapshot

FOLDER = Path(__file__).parent
REPORTED, TRUE, MENDED, OTHER = "reported", "true", "mended", "other"
Settings = Mapping[str, Any]
NUMBERS = (REPORTED, TRUE, MENDED)  # the variables that every script ends with


@dataclass(frozen=True)
class Control:
    """A constant of the script that the reader sets. label: what it is called on screen.

    values: what it can be, each a word in the URL; default: the one that the page opens on.
    """

    label: Callable[[], str]
    values: tuple[Any, ...]
    default: Any


@dataclass(frozen=True)
class Bar:
    """One number of a trap's picture: what it is, the share, and REPORTED, TRUE, MENDED or OTHER."""

    label: str
    share: float
    kind: str


@dataclass(frozen=True)
class Trap:
    """What a folder's script shows. Sentences are functions, for they are in the reader's language.

    threads: in how many public threads it was met, roughly, which orders the gallery; 0 where nobody
    has counted. controls: by the
    script's constant. also: variables that are kept beside NUMBERS. asked: the sentence in which
    people ask; said: what was seen, with its numbers; why: the reason; bars: the picture; mend: a diff
    of the lines that matter. The reason and the mend may be another at other settings.
    """

    id: str
    asked: Callable[[], str]
    said: Callable[[ScriptSnapshot], str]
    why: Callable[[Settings], str]
    bars: Callable[[ScriptSnapshot], Sequence[Bar]]
    mend: Callable[[Settings], str]
    controls: Mapping[str, Control] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    threads: int = 0

    def script(self, settings: Mapping[str, Any] | None = None) -> Script:
        """What is run at these settings; those left out stand at their defaults."""
        wanted = {name: control.default for name, control in self.controls.items()}
        wanted |= settings or {}
        path = f"core/questions/traps/{self.id}/script.py"
        return Script(path, wanted, (*NUMBERS, *self.also))

    @property
    def limits(self) -> dict[str, OneOf]:
        """What each URL parameter can be: the controls' names in small letters."""
        return {name.lower(): OneOf(control.values) for name, control in self.controls.items()}

    def every_setting(self) -> list[dict[str, Any]]:
        """All combinations of the controls."""
        values = product(*(control.values for control in self.controls.values()))
        return [dict(zip(self.controls, each, strict=True)) for each in values]


@cache
def traps() -> dict[str, Trap]:
    """Every trap by its id, the one most asked about first."""
    names = [each.name for each in iter_modules([str(FOLDER)]) if each.ispkg]
    found = [import_module(f"core.questions.traps.{name}").TRAP for name in names]
    return {each.id: each for each in sorted(found, key=lambda trap: (-trap.threads, trap.id))}
