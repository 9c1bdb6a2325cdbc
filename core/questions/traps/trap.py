"""A trap: a script that falls into it, what it reports, what is true, and how it is mended."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from itertools import product
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from core.experiment import Limits, OneOf, Script, YesNo
from core.experiment.limits import Between
from core.measures.snapshot import ScriptSnapshot

FOLDER = Path(__file__).parent
REPORTED, TRUE, MENDED, OTHER = "reported", "true", "mended", "other"
Settings = Mapping[str, Any]
NUMBERS = (REPORTED, TRUE, MENDED)  # the variables that every script ends with


@dataclass(frozen=True)
class Control:
    """A constant of the script that the reader sets. label: what it is called on screen.

    values: what it can be, each a word in the URL; False and True make it a switch. default: the one
    that the page opens on.
    """

    label: Callable[[], str]
    values: tuple[Any, ...]
    default: Any

    @property
    def is_switch(self) -> bool:
        """Whether it is on or off."""
        return self.values == (False, True)

    @property
    def is_amount(self) -> bool:
        """Whether it is moved over a scale: shares, and more of them than two."""
        return len(self.values) > 2 and all(isinstance(value, float) for value in self.values)

    @property
    def limits(self) -> Limits:
        """What its URL parameter can be."""
        return YesNo() if self.is_switch else OneOf(self.values)


@dataclass(frozen=True)
class Dial:
    """A number that the reader moves over what a run has kept: no other run is needed for it.

    name: of the URL parameter. low, high, step: where it can stand. said: what is so there, with its
    numbers.
    """

    name: str
    label: Callable[[], str]
    low: float
    high: float
    step: float
    default: float
    said: Callable[[ScriptSnapshot, float], str]


@dataclass(frozen=True)
class Picture:
    """A chart of a trap. told: what it shows, in a sentence. rows: what it draws, by name.

    make: a function of `charts`, called with the options, which may be drawn `small`. heads, cells: the
    same as a table of text, whose first column names the rows. `inked` if it writes in the theme's ink.
    """

    make: Callable[..., Any]
    told: str
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    heads: Sequence[str]
    cells: Sequence[Sequence[str]]
    options: Mapping[str, Any] = field(default_factory=dict)
    inked: bool = False


def no_pictures(_end: ScriptSnapshot, _settings: Settings) -> Sequence[Picture]:
    """Of a trap whose bars say it all."""
    return ()


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
    has counted. controls: by the script's constant. also: variables that are kept beside NUMBERS.
    asked: the sentence in which people ask; said: what was seen, with its numbers; why: the reason;
    bars: the numbers side by side; mend: a diff of the lines that matter. The reason and the mend may
    be another at other settings. pictures: at the settings and where the dial stands, which moves
    over what a run has kept; the first is on the gallery's card.
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
    pictures: Callable[[ScriptSnapshot, Settings], Sequence[Picture]] = no_pictures
    dial: Dial | None = None

    def script(self, settings: Mapping[str, Any] | None = None) -> Script:
        """What is run at these settings; those left out stand at their defaults."""
        wanted = {name: control.default for name, control in self.controls.items()}
        wanted |= settings or {}
        path = f"core/questions/traps/{self.id}/script.py"
        return Script(path, wanted, (*NUMBERS, *self.also))

    @property
    def limits(self) -> dict[str, Limits]:
        """What each URL parameter can be: the controls' names in small letters, and the dial's."""
        found = {name.lower(): control.limits for name, control in self.controls.items()}
        if self.dial:
            found[self.dial.name] = Between(float, self.dial.low, self.dial.high)
        return found

    @property
    def defaults(self) -> dict[str, Any]:
        """Where each URL parameter stands when nothing is said of it."""
        found = {name.lower(): control.default for name, control in self.controls.items()}
        return found | ({self.dial.name: self.dial.default} if self.dial else {})

    def at(self, settings: Settings) -> dict[str, Any]:
        """The settings with those that they leave out at their defaults, and the dial's too."""
        found = {name: control.default for name, control in self.controls.items()}
        return found | ({self.dial.name: self.dial.default} if self.dial else {}) | dict(settings)

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
