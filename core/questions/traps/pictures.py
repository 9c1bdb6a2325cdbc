"""Pictures that several traps have: a curve by epoch, a confusion matrix."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from core.language import _
from core.questions.traps import charts
from core.questions.traps.trap import Picture


def by_epoch(
    name: str,
    told: str,
    values: np.ndarray,
    written: Callable[[float], str],
    colour: str,
    ends: charts.Ends | None = None,
    marks: Sequence[tuple[float, str]] = (),
    **options: Any,
) -> Picture:
    """One value after each of the epochs. written: it as text. ends: what its axis spans."""
    epochs = range(1, len(values) + 1)
    return Picture(
        charts.lines,
        told,
        charts.line_rows({name: (epochs, values)}, marks),
        (_("epoch"), name),
        [(str(epoch), written(each)) for epoch, each in zip(epochs, values.tolist(), strict=True)],
        {
            "drawn": (charts.Line(name, colour, points=len(values) <= 10),),
            "x_title": _("epoch"),
            "y_title": name,
            "x_ends": (1.0, float(len(values))),
            "y_ends": ends,
        }
        | options,
        inked=True,
    )


def matrix(counts: np.ndarray, names: tuple[str, ...], told: str) -> Picture:
    """(K, K) labels by answers."""
    rows = counts.tolist()
    return Picture(
        charts.matrix,
        told,
        charts.matrix_rows(rows, names),
        (_("label, by answer"), *names),
        [(name, *(f"{each:,}" for each in row)) for name, row in zip(names, rows, strict=True)],
        {"names": names, "row_title": _("label"), "column_title": _("answer")},
        inked=True,
    )
