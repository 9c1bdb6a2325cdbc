"""A reported binary accuracy, and what it allows. Pure data."""

from dataclasses import dataclass
from functools import cached_property

from core.measures import accuracy, bounds
from core.measures.bounds import Allowed
from core.reading.printed import Printed

FEWEST, MOST = 2, 1000  # classes
ACTIVATIONS = ("softmax", "sigmoid")


@dataclass(frozen=True)
class Report:
    """What a reader read: a binary accuracy over so many one-hot classes, behind this activation."""

    printed: Printed
    classes: int = 10
    activation: str = "softmax"

    @property
    def least(self) -> float:
        """The lowest report that there is."""
        return bounds.least_reported(self.classes, self.activation)

    @property
    def floor(self) -> float:
        """What a net that is sure of nothing reports."""
        return accuracy.floor(self.classes)

    @property
    def share(self) -> float:
        """The report; what is below the least by its rounding alone is the least."""
        share = self.printed.share
        rounded = share < self.least <= share + self.printed.half_a_digit * (1 + 1e-6)
        return self.least if rounded else share

    @property
    def possible(self) -> bool:
        """Whether any predictions give it."""
        return self.share >= self.least

    @property
    def at_floor(self) -> bool:
        """Whether it is, but for its rounding, what a net reports that is sure of nothing."""
        return abs(self.share - self.floor) <= max(self.printed.half_a_digit, 1e-9)

    @property
    def two_exclusive(self) -> bool:
        """Whether both of its cells are always right or wrong together, ties aside."""
        return self.classes == 2 and self.activation == "softmax"

    @property
    def wrong_cells(self) -> float:
        """E: how many cells of an answer are wrong, on average."""
        return self.classes * (1 - self.share)

    @property
    def most_wrong(self) -> int:
        """How many cells of an answer can be wrong."""
        return 2 if self.activation == "softmax" else self.classes

    @property
    def off_by_rounding(self) -> float:
        """By how much its rounding alone may move a bound, as a share."""
        return self.classes * self.printed.half_a_digit

    @cached_property
    def allowed(self) -> Allowed:
        """The true accuracies that it allows. Only where it is possible."""
        return bounds.allowed(self.share, self.classes, self.activation)


@dataclass(frozen=True)
class Worked:
    """A report that is one click away. reported: as it is typed."""

    id: str
    reported: str
    classes: int


EXAMPLES = (Worked("mnist", "0.99794", 10), Worked("topics", "0.80", 5))
