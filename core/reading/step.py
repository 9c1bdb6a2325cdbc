"""A step of a lesson: a question first, then what a real run answers. Plain data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.experiment import Experiment
from core.language import _, listed
from core.measures.snapshot import Snapshot
from core.reading.picture import Picture
from core.reading.words import percent

Shares = tuple[tuple[float, float], tuple[float, float]]  # from where to where: guessed, and true


@dataclass(frozen=True)
class Share:
    """Asks for a share, on a slider from 0 to 100 %. near: how far off a right guess may be."""

    label: str
    truth: float
    near: float = 0.05

    def right(self, guess: float) -> bool:
        """Whether a guess is near enough."""
        return round(abs(guess - self.truth), 6) <= self.near

    def in_words(self, guess: float) -> str:
        """The guess as text."""
        return f"{100 * guess:.0f}\N{NO-BREAK SPACE}%"

    @property
    def answer(self) -> str:
        """The truth as text."""
        return percent(self.truth)

    def shares(self, guess: float) -> Shares:
        """Where guess and truth lie on an axis of shares."""
        return (guess, guess), (self.truth, self.truth)


@dataclass(frozen=True)
class Count:
    """Asks how many of `of` things: on a slider in such steps; of a few things all numbers are shown.

    low, high: between which a guess is right; the truth itself where they are not given.
    """

    label: str
    truth: int
    of: int
    step: int = 1
    low: int | None = None
    high: int | None = None
    few: bool = False

    def right(self, guess: float) -> bool:
        """Whether so many can be."""
        low, high = (self.truth if end is None else end for end in (self.low, self.high))
        return low <= int(guess) <= high

    def in_words(self, guess: float) -> str:
        """The guess as text."""
        return _("{n:,} of {all:,}").format(n=int(guess), all=self.of)

    @property
    def answer(self) -> str:
        """The truth as text."""
        return self.in_words(self.truth)

    def shares(self, guess: float) -> Shares:
        """Where guess and truth lie on an axis of shares."""
        guessed, truth = int(guess) / self.of, self.truth / self.of
        return (guessed, guessed), (truth, truth)


@dataclass(frozen=True)
class Pick:
    """Asks for one of some options, which are words by an id. rights: the ids that are right.

    short: whether the words are a letter or two each.
    """

    label: str
    options: Mapping[str, str]
    rights: tuple[str, ...]
    short: bool = False

    def right(self, guess: str) -> bool:
        """Whether it is one of the right ones."""
        return guess in self.rights

    def in_words(self, guess: str) -> str:
        """The guess as text."""
        return self.options[guess]

    @property
    def answer(self) -> str:
        """The right ones as text."""
        return listed(self.options[each] for each in self.rights)

    def shares(self, guess: str) -> None:
        """A pick lies on no axis."""


@dataclass(frozen=True)
class Span:
    """Asks between which percentages all values will fall; `values` are shares."""

    label: str
    values: tuple[float, ...]
    low: int
    high: int

    def within(self, guess: tuple[int, int]) -> int:
        """How many of the values the guess has."""
        low, high = guess
        return sum(low <= 100 * each <= high for each in self.values)

    def right(self, guess: tuple[int, int]) -> bool:
        """Whether it has all of them."""
        return self.within(guess) == len(self.values)

    def in_words(self, guess: tuple[float, float]) -> str:
        """The guess as text."""
        low, high = guess
        return _("{low:.0f} to {high:.0f} %").format(low=low, high=high)

    @property
    def answer(self) -> str:
        """Between which they did fall, as text."""
        return self.in_words((100 * min(self.values), 100 * max(self.values)))

    def shares(self, guess: tuple[int, int]) -> Shares:
        """Where guess and truth lie on an axis of shares."""
        low, high = guess
        return (low / 100, high / 100), (min(self.values), max(self.values))


@dataclass(frozen=True)
class Step:
    """One idea of a lesson, asked before it is told.

    name: two words at most. title: the question in short. told: what the reader has to know, Markdown.
    before: pictures above the question. answer: what the run says, a sentence. why: the reason, for who
    guessed wrong; briefly: for who guessed right. after: the pictures that answer a guess. source: what
    was run, and by whose rules it is read; "" where that is said otherwise.
    link: the page and its parameters where it can be tried; link_words: what opens there.
    order: what nobody has recorded and has to be run first; the truth is not known before. when_run:
    makes the step that its snapshots answer.
    """

    id: str
    name: str
    title: str
    told: str
    asks: Share | Count | Pick | Span
    answer: str
    why: str
    briefly: str
    after: Callable[[Any], tuple[Picture, ...]]
    source: str
    link: str
    link_words: str
    before: tuple[Picture, ...] = ()
    order: Experiment | None = None
    when_run: Callable[[Sequence[Snapshot]], "Step"] | None = None

    def said(self, guess: Any) -> str:
        """What the run says to a guess."""
        return _("Yes. {answer}").format(answer=self.answer) if self.asks.right(guess) else self.answer

    def because(self, guess: Any) -> str:
        """The reason for it."""
        return self.briefly if self.asks.right(guess) else self.why
