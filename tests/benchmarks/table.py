"""A benchmark's rows, and how they print. No TensorFlow here."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

HEADINGS = ("", "plain Keras", "ours", "ratio", "target", "")


@dataclass(frozen=True)
class Speedup:
    """How many times faster ours must be, at the least."""

    least: float

    def __str__(self) -> str:
        return "no slower" if self.least == 1 else f"≥ {self.least:g}× faster"

    def ratio(self, plain: float, ours: float) -> str:
        return f"{plain / ours:.2f}×"

    def is_met(self, plain: float, ours: float) -> bool:
        return plain / ours >= self.least


@dataclass(frozen=True)
class Share:
    """How large a part of the other's time ours may be, at the most."""

    most: float

    def __str__(self) -> str:
        return f"≤ {100 * self.most:g} %"

    def ratio(self, plain: float, ours: float) -> str:
        return f"{100 * ours / plain:.2g} %"

    def is_met(self, plain: float, ours: float) -> bool:
        return ours / plain <= self.most


@dataclass(frozen=True)
class Row:
    """Seconds of interleaved repeats, plain Keras's and ours. `missing` says why there are none."""

    name: str
    target: Speedup | Share
    plain: Sequence[float] = ()
    ours: Sequence[float] = ()
    missing: str = ""

    def cells(self) -> tuple[str, ...]:
        """The row as text, a cell for each of HEADINGS."""
        if self.missing:
            return (self.name, "", "", "", str(self.target), self.missing)
        plain, ours = median(self.plain), median(self.ours)
        verdict = "met" if self.target.is_met(plain, ours) else "MISSED"
        ratio = self.target.ratio(plain, ours)
        return (self.name, _seconds(plain), _seconds(ours), ratio, str(self.target), verdict)


def formatted(rows: Sequence[Row]) -> str:
    """The rows as an aligned Markdown table."""
    return aligned(HEADINGS, [row.cells() for row in rows])


def aligned(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns line up."""
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    dashes = ["-" * width for width in widths]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in (headings, dashes, *rows)
    )


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{1000 * seconds:.2g} ms"
