"""What a lesson draws beside a question: cells, an axis with marks, a table, code. Plain data."""

from dataclasses import dataclass

from core.reading.answers import Answer

GUESS, REPORTED, TRUE, RUN, MEAN = "guess", "reported", "true", "run", "mean"  # kinds of marks


@dataclass(frozen=True)
class Cells:
    """An answer, cell by cell. counted: whether it shows which cells are right."""

    answer: Answer
    counted: bool = True


@dataclass(frozen=True)
class Mark:
    """A value on an axis, or all values from `at` to `to`. kind: one of the above."""

    kind: str
    at: float
    to: float | None = None


@dataclass(frozen=True)
class Row:
    """Marks in a row of their own. name: what they are. joined: with a line between them."""

    name: str
    marks: tuple[Mark, ...]
    joined: bool = False


@dataclass(frozen=True)
class Axis:
    """Rows over one axis of shares. told: what it shows, for who does not see it.

    of: how many things they are shares of, where the axis counts these.
    """

    rows: tuple[Row, ...]
    told: str
    low: float = 0.0
    high: float = 1.0
    of: int | None = None


@dataclass(frozen=True)
class Table:
    """Rows under a head. marked: the place of the row that the reader picked."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: int | None = None


@dataclass(frozen=True)
class Code:
    """Pieces of code side by side, each under its name."""

    pieces: tuple[tuple[str, str], ...]


Picture = Cells | Axis | Table | Code
