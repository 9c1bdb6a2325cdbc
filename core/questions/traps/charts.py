"""The charts that traps have in common. Rows are plain data, by the name that a chart asks for.

Each can be `small`, for a card of the gallery: without titles, numbers and legend.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import altair as alt

from core.reading.charts import FONT, QUIET, REPORTED, TRUE

LINES, MARKS, CHOSEN, COLUMNS, DIAGONAL = "lines", "marks", "chosen", "columns", "diagonal"
CELLS, HEADS, POINTS = "cells", "heads", "points"
MENDED = "#2b8a3e"
HEIGHT, SMALL = 230, 84
SOLID, DASHED = (1, 0), (6, 4)
Rows = dict[str, list[dict]]
Ends = tuple[float, float]


class Line(NamedTuple):
    """How a line is drawn: its name on screen, its colour, its dashes and whether its points show."""

    name: str
    colour: str
    dash: tuple[int, int] = SOLID
    points: bool = False


def line_rows(
    lines: Mapping[str, tuple[Iterable[float], Iterable[float]]],
    marks: Sequence[tuple[float, str]] = (),
    chosen: tuple[float, float] | None = None,
) -> Rows:
    """What `lines` draws: by each line's name its x and its values; upright marks with a word each.

    chosen: the point that the reader has chosen.
    """
    return {
        LINES: [
            {"line": name, "x": float(x), "value": float(value)}
            for name, (places, values) in lines.items()
            for x, value in zip(places, values, strict=True)
        ],
        MARKS: [{"x": x, "told": told} for x, told in marks] or [{"x": None, "told": ""}],
        CHOSEN: [{"x": chosen[0] if chosen else None, "value": chosen[1] if chosen else None}],
    }


def lines(
    drawn: tuple[Line, ...],
    x_title: str,
    y_title: str,
    x_ends: Ends | None = None,
    y_ends: Ends | None = (0.0, 1.0),
    steps: bool = False,
    ink: str = QUIET,
    small: bool = False,
) -> alt.LayerChart:
    """Named lines over x. y_ends: of shares; None for values that are none, from as low as they are.

    steps: a value holds until the next. ink: what the marks' words are written in.
    """
    names = [each.name for each in drawn]
    x = _axis("x", x_title, x_ends, None, small)
    y = _axis("value", y_title, y_ends, ".0%" if y_ends else None, small, channel=alt.Y)
    legend = alt.Legend(orient="top", direction="vertical", labelLimit=300, symbolSize=250)
    base = alt.Chart(alt.NamedData(LINES)).encode(
        x=x,
        y=y,
        color=alt.Color(
            "line:N",
            title=None,
            scale=alt.Scale(domain=names, range=[each.colour for each in drawn]),
            legend=None if small or len(drawn) == 1 else legend,
        ),
        strokeDash=alt.StrokeDash(
            "line:N",
            title=None,
            scale=alt.Scale(domain=names, range=[list(each.dash) for each in drawn]),
            legend=None if small or len(drawn) == 1 else legend,
        ),
        order="x:Q",
        tooltip=[
            alt.Tooltip("x:Q", title=x_title, format=".3~f"),
            alt.Tooltip("value:Q", title=y_title, format=".1%" if y_ends else ".3f"),
        ],
    )
    shape = "step-after" if steps else "linear"
    layers = [base.mark_line(strokeWidth=1.5 if small else 2.5, clip=True, interpolate=shape)]
    pointed = [each.name for each in drawn if each.points]
    if pointed and not small:
        layers.append(
            base.transform_filter(alt.FieldOneOfPredicate("line", pointed)).mark_point(
                filled=True, size=60, opacity=1, aria=False
            )
        )
    return _drawn([*_marks(x, ink, small), *layers, *_chosen(x, y)], small)


def _marks(x: alt.X, ink: str, small: bool) -> list[alt.Chart]:
    base = alt.Chart(alt.NamedData(MARKS)).encode(x=x)
    rule = base.mark_rule(aria=False, color=QUIET, strokeWidth=1.5, strokeDash=[4, 3])
    text = base.mark_text(aria=False, align="left", dx=4, fontSize=FONT, color=ink, baseline="top")
    return [rule] if small else [rule, text.encode(y=alt.value(2), text="told:N")]


def _chosen(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    base = alt.Chart(alt.NamedData(CHOSEN)).encode(x=x)
    return [
        base.mark_rule(aria=False, color=REPORTED, strokeWidth=1.5),
        base.mark_point(aria=False, filled=True, size=110, opacity=1, color=REPORTED).encode(y=y),
    ]


def column_rows(edges: Sequence[float], values: Sequence[float], diagonal: bool = False) -> Rows:
    """What `columns` draws: (n + 1,) edges of n columns, from the left; NaN is no column.

    diagonal: from corner to corner of the shares.
    """
    return {
        COLUMNS: [
            {"low": float(low), "high": float(high), "value": float(value)}
            for low, high, value in zip(edges, edges[1:], values, strict=False)
            if value == value
        ],
        DIAGONAL: [{"x": each, "value": each} for each in ((0.0, 1.0) if diagonal else ())]
        or [{"x": None, "value": None}],
    }


def columns(
    x_title: str, y_title: str, colour: str = TRUE, x_ends: Ends = (0.0, 1.0), small: bool = False
) -> alt.LayerChart:
    """Shares as columns side by side over x, and the diagonal, if its rows are given."""
    x = _axis("low", x_title, x_ends, None, small)
    y = _axis("value", y_title, (0.0, 1.0), ".0%", small, channel=alt.Y)
    bars = (
        alt.Chart(alt.NamedData(COLUMNS))
        .mark_rect(color=colour, opacity=0.75, stroke="white", strokeWidth=0.5)
        .encode(
            x=x,
            x2="high:Q",
            y=y,
            y2=alt.datum(0),
            tooltip=[
                alt.Tooltip("low:Q", title=x_title, format=".2~f"),
                alt.Tooltip("value:Q", title=y_title, format=".1%"),
            ],
        )
    )
    diagonal = (
        alt.Chart(alt.NamedData(DIAGONAL))
        .mark_line(aria=False, color=QUIET, strokeWidth=2, strokeDash=[4, 3])
        .encode(x=alt.X("x:Q", scale=alt.Scale(domain=list(x_ends))), y=y)
    )
    return _drawn([bars, diagonal], small)


def matrix_rows(counts: Sequence[Sequence[int]], names: Sequence[str]) -> Rows:
    """What `matrix` draws: (K, K) counts of labels by answers, and the names of the classes."""
    return {
        CELLS: [
            {
                "label": names[row],
                "answer": names[column],
                "count": int(count),
                "share": float(count) / max(1, sum(map(int, counts[row]))),
                "right": row == column,
            }
            for row in range(len(names))
            for column, count in enumerate(counts[row])
        ]
    }


def matrix(
    names: tuple[str, ...],
    row_title: str,
    column_title: str,
    ink: str = QUIET,
    small: bool = False,
) -> alt.LayerChart:
    """A confusion matrix: a row a label, a column an answer, the right ones in the colour of truth."""
    axis = {"domain": False, "ticks": False, "labels": not small, "labelAngle": 0}
    base = alt.Chart(alt.NamedData(CELLS)).encode(
        x=alt.X(
            "answer:N",
            sort=list(names),
            title=None if small else column_title,
            axis=alt.Axis(orient="top", **axis),
        ),
        y=alt.Y(
            "label:N",
            sort=list(names),
            title=None if small else row_title,
            axis=alt.Axis(**axis),
        ),
    )
    squares = base.mark_rect(stroke=QUIET, strokeWidth=0.5).encode(
        color=alt.condition("datum.right", alt.value(TRUE), alt.value(REPORTED)),
        fillOpacity=alt.FillOpacity(
            "share:Q", scale=alt.Scale(domain=[0, 1], range=[0, 0.65]), legend=None
        ),
        tooltip=[
            alt.Tooltip("label:N", title=row_title),
            alt.Tooltip("answer:N", title=column_title),
            alt.Tooltip("count:Q", format=","),
        ],
    )
    size = 16 if len(names) <= 3 else FONT
    counts = base.mark_text(aria=False, fontSize=size, fontWeight="bold", color=ink).encode(
        text=alt.Text("count:Q", format=",")
    )
    return _drawn([squares] if small else [squares, counts], small)


def _axis(
    field: str,
    title: str,
    ends: Ends | None,
    form: str | None,
    small: bool,
    channel: type = alt.X,
) -> alt.X | alt.Y:
    scale = alt.Scale(domain=list(ends), nice=False) if ends else alt.Scale(zero=False)
    axis = alt.Axis(
        grid=True,
        gridOpacity=0.35,
        domain=False,
        ticks=False,
        tickCount=5,
        labels=not small,
        **({"format": form} if form else {}),
    )
    return channel(f"{field}:Q", title=None if small else title, scale=scale, axis=axis)


def _drawn(layers: list, small: bool, height: int = HEIGHT) -> alt.LayerChart:
    return alt.layer(*layers).properties(height=SMALL if small else height, padding={"right": 8})
