"""One moment of a run as its reader sees it, and where its numbers part."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One moment of a run as its reader sees it; shares from 0 to 1."""

    epoch: float
    examples: int
    reported: float
    true: float
    loss: float
    loss_by_hand: float


def as_printed(share: float) -> float:
    """A share in percent, with the one decimal that it is printed with."""
    # First to four places: a share that Keras holds as float32 must round as its float64 does.
    return round(round(100 * share, 4), 1)


def same(point: Point) -> bool:
    """Whether the reported and the true accuracy print alike."""
    return as_printed(point.reported) == as_printed(point.true)


def loss_parts(point: Point) -> bool:
    """Whether the reported loss is another than the predictions give."""
    if math.isnan(point.loss) and math.isnan(point.loss_by_hand):
        return False
    return not math.isclose(point.loss, point.loss_by_hand, rel_tol=1e-3, abs_tol=1e-6)
