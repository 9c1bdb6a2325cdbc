"""One moment of a run as its reader sees it, and where its numbers part."""

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


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
    """A share in percent, with the one decimal that it is printed with; halves go up.

    So the difference of two shares as printed is at most a tenth from theirs, and 99.65 beside 98.25 is
    99.7 beside 98.3: 1.4 points, as it is.
    """
    if not math.isfinite(share):
        return share
    # First to four places: a share that Keras holds as float32 must round as its float64 does.
    return float(Decimal(f"{100 * share:.4f}").quantize(Decimal("0.1"), ROUND_HALF_UP))


def points_apart(first: float, second: float) -> float:
    """How many points one share is above another: the difference of both as they are printed.

    So a reader who subtracts one from the other finds the number that stands beside them.
    """
    return round(as_printed(first) - as_printed(second), 1) + 0.0  # not -0.0


def same(point: Point) -> bool:
    """Whether the reported and the true accuracy print alike."""
    return as_printed(point.reported) == as_printed(point.true)


def loss_parts(point: Point) -> bool:
    """Whether the reported loss is another than the predictions give."""
    if math.isnan(point.loss) and math.isnan(point.loss_by_hand):
        return False
    return not math.isclose(point.loss, point.loss_by_hand, rel_tol=1e-3, abs_tol=1e-6)
