"""The benchmark's lines, and how they print."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.table import aligned

HEADINGS = ("", "beside", "ours", "ratio", "target", "")


@dataclass(frozen=True)
class Line:
    """One figure, and where there is one, what it is held against: of the same machine, just now.

    most: how large the ratio may be; with nothing beside, or `absolute`, the figure itself.
    """

    name: str
    beside: float | None
    ours: float
    most: float
    absolute: bool = False
    unit: str = " s"

    @property
    def is_met(self) -> bool:
        """Whether the target is. A figure that is missing meets none."""
        held = self.ours if self.absolute or self.beside is None else self.ours / self.beside
        return held <= self.most

    def cells(self) -> tuple[str, ...]:
        """The line as text, a cell for each of HEADINGS."""
        held = self.absolute or self.beside is None
        return (
            self.name,
            "" if self.beside is None else self._figure(self.beside),
            self._figure(self.ours),
            "" if self.beside is None else f"{self.ours / self.beside:.2f}×",
            f"≤ {self._figure(self.most)}" if held else f"≤ {self.most:g}×",
            "met" if self.is_met else "MISSED",
        )

    def _figure(self, value: float) -> str:
        return f"{value:.0f}" if not self.unit else f"{value:.3f}{self.unit}"


def formatted(lines: Sequence[Line]) -> str:
    """The lines as an aligned Markdown table."""
    return aligned(HEADINGS, [line.cells() for line in lines])
