"""Where the notes on a chart find room: beside its lines, its marker and each other."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import permutations

import numpy as np

from core import language
from core.reading.charts import LINE, NARROWEST
from core.reading.notes import Note
from core.reading.point import Point

# In pixels. Texts keep their size, so on a chart that is wider than the NARROWEST each covers less of
# the axis, and what met nothing there meets nothing here.
HEIGHT, SMALL_HEIGHT = 145, 92  # of the chart; the former, unless another is named
CHARACTER = 5.6  # wide
WRAPS = (30, 22, 16)  # characters a line: the first for which there is room
APART = 5  # pixels between a text and what is drawn
COLUMNS, ROWS = 21, 25
SAMPLES = 121


@dataclass(frozen=True)
class Placed:
    """A note with room for its text, and the line that leads from there to the place it speaks of.

    align: "left" or "right": the text begins or ends at `epoch`. share: of its upper edge. edge: where
    the line begins, at the same epoch. A note on a level line is led to it by the shortest way.
    """

    note: Note
    lines: tuple[str, ...]
    align: str
    epoch: float
    share: float
    edge: float

    def as_row(self) -> dict[str, str | float]:
        """For `core.reading.charts.notes`. That of a level line stays: without it the line is mute."""
        text = "\n".join(self.lines)
        return {
            "after": text if self.align == "left" else "",
            "before": text if self.align == "right" else "",
            "epoch": self.epoch,
            "share": self.share,
            "edge": self.edge,
            "at_epoch": self.epoch if self.note.level else self.note.epoch,
            "at_share": self.note.share,
            "stays": float(self.note.level),
        }


@dataclass(frozen=True)
class _Box:
    """A rectangle in pixels, from the chart's lower left corner."""

    left: float
    low: float
    right: float
    high: float

    def start(self, x: float) -> float:
        """The side that is turned to x."""
        return self.left if x < (self.left + self.right) / 2 else self.right

    def nearest(self, y: float) -> float:
        """The height at which it is nearest to y."""
        return min(max(y, self.low), self.high)

    def away(self, x: float, y: float) -> float:
        """How far its line has to go to (x, y)."""
        return math.hypot(self.start(x) - x, self.nearest(y) - y)

    def path(self, x: float, y: float) -> np.ndarray:
        """(9, 2) points on that line."""
        return np.linspace((self.start(x), self.nearest(y)), (x, y), 9)

    def holds(self, path: np.ndarray) -> bool:
        """Whether a line runs through it, or close by."""
        xs, ys = path.T
        across = (xs > self.left - APART / 2) & (xs < self.right + APART / 2)
        return bool(np.any(across & (ys > self.low - APART / 2) & (ys < self.high + APART / 2)))

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right + APART
            and other.left < self.right + APART
            and self.low < other.high + APART
            and other.low < self.high + APART
        )


@dataclass(frozen=True)
class _Axes:
    """Where a moment and a share stand, in pixels from the chart's lower left corner."""

    epochs: int
    height: int
    lowest: float

    def x(self, epoch: float) -> float:
        return epoch / self.epochs * NARROWEST

    def y(self, share: float) -> float:
        return (share - self.lowest) / (1 - self.lowest) * self.height

    def epoch(self, x: float) -> float:
        return x / NARROWEST * self.epochs

    def share(self, y: float) -> float:
        return self.lowest + y / self.height * (1 - self.lowest)

    def along(self, points: Sequence[Point], line: str) -> np.ndarray:
        """(SAMPLES,) how high a line is over the whole width; NaN where it is not drawn."""
        at = [self.x(each.epoch) for each in points]
        heights = [self.y(getattr(each, line)) for each in points]
        return np.interp(np.linspace(0, NARROWEST, SAMPLES), at, heights, left=np.nan, right=np.nan)


@lru_cache(maxsize=128)
def placed(
    notes: tuple[Note, ...],
    points: tuple[Point, ...],
    marked: float,
    epochs: int,
    floor: float | None = None,
    height: int = HEIGHT,
    lowest: float = 0.0,
) -> tuple[Placed, ...]:
    """Each note where it meets no line, no marker and no other note; one without room is left out.

    points: of the two lines. marked: the epoch that is marked. floor: of the level line, if there is
    one. height: of the chart, in pixels. lowest: the share at which its axis begins.
    """
    axes = _Axes(epochs, height, lowest)
    drawn = [axes.along(points, line) for line in ("reported", "true")]
    if floor is not None:
        drawn.append(np.full(SAMPLES, axes.y(floor)))
    # The first takes the nearest place, and may leave none to the others. Then they choose before it.
    found: list[Placed] = []
    for order in permutations(notes):
        tried = _in_turn(order, np.stack(drawn), axes.x(marked), axes)
        if len(tried) > len(found):
            found = tried
        if len(found) == len(notes):
            break
    return tuple(sorted(found, key=lambda each: notes.index(each.note)))


def _in_turn(notes: Sequence[Note], drawn: np.ndarray, marker: float, axes: _Axes) -> list[Placed]:
    """Each note at the nearest place that those before it leave."""
    taken: list[tuple[_Box, np.ndarray]] = []
    found = []
    for note in notes:
        x, y = axes.x(note.epoch), axes.y(note.share)
        for wrap in WRAPS:
            lines = tuple(language.lines(note.text, wrap))
            free = _free(lines, drawn, marker, axes.height)
            nearest_first = sorted(free, key=partial(_Box.away, x=x, y=y))
            box = next((each for each in nearest_first if not _tangled(each, x, y, taken)), None)
            if box:
                taken.append((box, box.path(box.start(x) if note.level else x, y)))
                found.append(_placed(note, lines, box, axes))
                break
    return found


def _tangled(box: _Box, x: float, y: float, taken: Sequence[tuple[_Box, np.ndarray]]) -> bool:
    """Whether a note meets one of the others, or one's line another's text."""
    path = box.path(x, y)
    return any(
        box.meets(other) or box.holds(others_path) or other.holds(path) for other, others_path in taken
    )


def _free(lines: Sequence[str], drawn: np.ndarray, marker: float, height: int) -> list[_Box]:
    """The places on a grid where the text would meet nothing. drawn: (L, SAMPLES) heights."""
    width, high = CHARACTER * max(map(language.columns, lines)), LINE * len(lines)
    if width > NARROWEST - 2 * APART or high > height:
        return []
    xs = np.linspace(0, NARROWEST, SAMPLES)
    lows = np.linspace(0, height - high, ROWS)
    found = []
    for left in np.linspace(APART, NARROWEST - width - APART, COLUMNS).tolist():
        if left - APART < marker < left + width + APART:
            continue
        heights = drawn[:, (xs >= left - APART) & (xs <= left + width + APART)].ravel()
        met = (heights > lows[:, np.newaxis] - APART) & (heights < lows[:, np.newaxis] + high + APART)
        found += [_Box(left, low, left + width, low + high) for low in lows[~met.any(axis=1)].tolist()]
    return found


def _placed(note: Note, lines: tuple[str, ...], box: _Box, axes: _Axes) -> Placed:
    start, edge = box.start(axes.x(note.epoch)), box.nearest(axes.y(note.share))
    align = "left" if start == box.left else "right"
    return Placed(note, lines, align, axes.epoch(start), axes.share(box.high), axes.share(edge))
