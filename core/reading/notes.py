"""Short notes on the picture of a run: what a place on its chart or in its cells means at this moment.

Each table has a row for a kind of note. A note is shown while its row's condition holds, so that its
claim is true of whatever is on screen.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.experiment import nets
from core.language import _
from core.measures import accuracy
from core.measures.snapshot import Snapshot
from core.reading.answers import Answer
from core.reading.point import Point, loss_parts, points_apart, same
from core.reading.reading import Reading
from core.reading.words import gap_in_words, percent

MOST = 2  # notes on one chart
_LATE = 0.9  # of a run: where the floor is named, and the gap's own note seldom is


@dataclass(frozen=True)
class Shown:
    """What the chart shows: a run as its reading has it, and the moment that is marked."""

    reading: Reading
    point: Point
    snapshot: Snapshot

    @property
    def k(self) -> int:
        """How many outputs there are."""
        return nets.units(self.reading.experiment)

    @property
    def floor(self) -> float:
        """What a net that is sure of nothing is reported to have."""
        return accuracy.floor(self.k)

    @property
    def points(self) -> float:
        """How many percentage points reported and true accuracy are apart, as printed."""
        return abs(points_apart(self.point.reported, self.point.true))

    @property
    def one_number(self) -> bool:
        """Whether Keras is given one number for all of several classes."""
        chosen = self.reading.experiment
        return chosen.task == "classes" and chosen.targets == "integer_column"

    @property
    def between(self) -> int:
        """How many logits say yes and are counted as no; 0 where not all of them are kept."""
        logits = self.snapshot.predictions
        if self.reading.experiment.task != "binary" or not self.reading.experiment.outputs_logits:
            return 0
        if self.reading.picked != "binary_accuracy" or len(logits) < self.point.examples:
            return 0
        return int(np.sum((logits > accuracy.LOGIT_THRESHOLD) & (logits <= accuracy.THRESHOLD)))


@dataclass(frozen=True)
class Kind:
    """A note that may stand on a chart: while `when` holds, on the line or in the gap named by `on`."""

    id: str
    on: str
    when: Callable[[Shown], bool]
    text: Callable[[Shown], str]


@dataclass(frozen=True)
class Note:
    """What is said of one place of a chart. level: it is said of every epoch alike, near `epoch`."""

    id: str
    text: str
    epoch: float
    share: float
    level: bool = False


def _apart(shown: Shown, sign: int) -> bool:
    return not same(shown.point) and sign * (shown.point.reported - shown.point.true) > 0


CHART = (
    Kind(
        "floor",
        "floor",
        lambda shown: shown.reading.counts_cells,
        lambda shown: _(
            "{share}: sure of nothing, {zeros} of {k} cells are rightly zero (1−1/K)"
        ).format(share=percent(shown.floor), zeros=shown.k - 1, k=shown.k),
    ),
    Kind(
        "adds",
        "gap",
        lambda shown: shown.reading.counts_cells and _apart(shown, +1),
        lambda shown: _("what counting cells adds: {points:.1f}\N{NO-BREAK SPACE}points").format(
            points=shown.points
        ),
    ),
    Kind(
        "takes",
        "gap",
        lambda shown: shown.reading.counts_cells and _apart(shown, -1),
        lambda shown: _("what counting cells takes: {points:.1f}\N{NO-BREAK SPACE}points").format(
            points=shown.points
        ),
    ),
    Kind(
        "between",
        "gap",
        lambda shown: shown.between > 0,
        lambda shown: _(
            "logits from 0 to 0.5 say yes and are counted as no: {n} of {examples} images"
        ).format(n=shown.between, examples=shown.point.examples),
    ),
    Kind(
        "labels",
        "reported",
        lambda shown: shown.reading.counts_labels,
        lambda shown: _("labels, counted one by one: {share}").format(
            share=percent(shown.point.reported)
        ),
    ),
    Kind(
        "largest",
        "reported",
        lambda shown: (
            shown.reading.experiment.task == "multi_label"
            and shown.reading.picked == "categorical_accuracy"
        ),
        lambda shown: _("how often two largest cells match: {share}").format(
            share=percent(shown.point.reported)
        ),
    ),
    Kind(
        "exact",
        "true",
        lambda shown: shown.reading.experiment.task == "multi_label",
        lambda shown: _("right in all {k} labels: {share}").format(
            k=shown.k, share=percent(shown.point.true)
        ),
    ),
    Kind(
        "zero",
        "reported",
        lambda shown: shown.one_number and shown.reading.picked == "categorical_accuracy",
        lambda shown: _("how often the net says 0, right or wrong: {share}").format(
            share=percent(shown.point.reported)
        ),
    ),
    Kind(
        "held",
        "reported",
        lambda shown: shown.one_number and shown.reading.picked == "binary_accuracy",
        lambda shown: _("each of the {k} cells is held against the label's number").format(k=shown.k),
    ),
    Kind(
        "one_target",
        "true",
        lambda shown: shown.one_number and shown.reading.experiment.loss == "mean_squared_error",
        lambda shown: _("all {k} outputs are trained towards one number, the label's").format(
            k=shown.k
        ),
    ),
    Kind(
        "loss",
        "true",
        lambda shown: same(shown.point) and loss_parts(shown.point),
        lambda shown: _("the accuracy is true, the loss is off: {loss:.3f} for {by_hand:.3f}").format(
            loss=shown.point.loss, by_hand=shown.point.loss_by_hand
        ),
    ),
    Kind(
        "agree",
        "true",
        lambda shown: same(shown.point) and not loss_parts(shown.point),
        lambda shown: _("both are {share}: the report is true").format(share=percent(shown.point.true)),
    ),
    Kind(
        "gap",
        "gap",
        lambda shown: not same(shown.point) and not shown.reading.counts_labels,
        lambda shown: gap_in_words(shown.point),
    ),
)


def on_chart(shown: Shown) -> list[Note]:
    """What there is to say of the chart at this moment, the most telling first."""
    told = [kind for kind in CHART if kind.when(shown)][:MOST]
    return [
        Note(kind.id, kind.text(shown), *_place(kind.on, shown), kind.on == "floor") for kind in told
    ]


def on_small_chart(k: int, epochs: int) -> tuple[Note, ...]:
    """What there is to say where there is little room: the name of the dashed line, of `k` classes."""
    share = accuracy.floor(k)
    text = _("{share}: sure of nothing (1−1/K)").format(share=percent(share))
    return (Note("floor", text, _LATE * epochs, share, level=True),)


def _place(on: str, shown: Shown) -> tuple[float, float]:
    at, last = shown.point, shown.reading.experiment.epochs
    if on == "floor":
        return _LATE * last, shown.floor
    share = {"reported": at.reported, "true": at.true, "gap": (at.reported + at.true) / 2}[on]
    return at.epoch, share


@dataclass(frozen=True)
class CellKind:
    """A note that may stand above or below an answer's cells."""

    id: str
    above: bool
    when: Callable[[Answer], bool]
    text: Callable[[Answer], str]


@dataclass(frozen=True)
class CellNote:
    """What is said of an answer's cells. cells: the first and the last of them."""

    id: str
    text: str
    above: bool
    cells: tuple[int, int]


def rightly_zero(answer: Answer) -> int:
    """How many cells are counted as right although nothing is said in them."""
    if not answer.by.by_cell or not 1 < len(answer.targets) == len(answer.predictions):
        return 0
    return int(np.sum(answer.counted & (answer.targets == 0)))


def _says_yes_counts_no(answer: Answer) -> bool:
    between = (answer.predictions > answer.by.threshold) & (answer.rounded == 0)
    return answer.by.by_cell and answer.by.outputs == "logit" and bool(between.any())


CELLS = (
    CellKind(
        "answer",
        True,
        lambda answer: int(answer.answered.sum()) == 1 and len(answer.predictions) > 1,
        lambda answer: _("the net's answer"),
    ),
    CellKind(
        "logit",
        False,
        _says_yes_counts_no,
        lambda answer: _("above 0 is a yes; 0.5 is asked, so it counts as no"),
    ),
    CellKind(
        "zeros",
        False,
        lambda answer: rightly_zero(answer) > 0,
        lambda answer: _("{n} of {k} cells are rightly zero").format(
            n=rightly_zero(answer), k=len(answer.predictions)
        ),
    ),
    CellKind(
        "number",
        False,
        lambda answer: answer.by.by_cell and len(answer.targets) < len(answer.predictions),
        lambda answer: _("each cell is held against the {number}").format(
            number=int(answer.targets[0])
        ),
    ),
    CellKind(
        "once",
        False,
        lambda answer: not answer.by.by_cell,
        lambda answer: _("compared once for the whole image"),
    ),
)


def on_cells(answer: Answer) -> list[CellNote]:
    """What there is to say of an answer's cells: at most one note above them, and one below."""
    told = {}
    for kind in CELLS:
        if kind.when(answer):
            told.setdefault(kind.above, kind)
    last = len(answer.predictions) - 1
    return [
        CellNote(
            kind.id,
            kind.text(answer),
            kind.above,
            (answer.guess, answer.guess) if kind.id == "answer" else (0, last),
        )
        for kind in told.values()
    ]
