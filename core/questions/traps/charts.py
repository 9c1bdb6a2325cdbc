"""The charts that traps have in common. Rows are plain data, by the name that a chart asks for.

Each can be `small`, for a card of the gallery: without titles, numbers and legend.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import altair as alt
import numpy as np

from core.language import _
from core.reading.charts import FONT, QUIET, REPORTED, TRUE

LINES, MARKS, CHOSEN, COLUMNS, DIAGONAL = "lines", "marks", "chosen", "columns", "diagonal"
CELLS, HEADS, FRAMES, POINTS = "cells", "heads", "frames", "points"
EDGE = "rgba(128,128,128,.6)"  # around what is filled, on light and dark
HEIGHT, SMALL, ENTRY = 230, 84, 20  # pixels; of a legend's entry
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
    shares: bool = True,
    x_shares: bool = False,
    ink: str = QUIET,
    small: bool = False,
) -> alt.LayerChart:
    """Named lines over x. y_ends: None for as far as the values go.

    shares, x_shares: whether values and x are written as shares. ink: of the marks' words.
    """
    names = [each.name for each in drawn]
    x = _axis("x", x_title, x_ends, ".0%" if x_shares else None, small)
    y = _axis("value", y_title, y_ends, ".0%" if shares else ".2~g", small, channel=alt.Y)
    legend = alt.Legend(
        orient="top",
        direction="vertical",
        labelLimit=300,
        symbolType="stroke",
        symbolSize=300,
        symbolStrokeWidth=2.5,
    )
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
            alt.Tooltip("x:Q", title=x_title, format=".1%" if x_shares else ".3~f"),
            alt.Tooltip("value:Q", title=y_title, format=".1%" if shares else ".4~g"),
        ],
    )
    layers = [base.mark_line(strokeWidth=1.5 if small else 2.5, clip=True)]
    pointed = [each.name for each in drawn if each.points]
    if pointed and not small:
        layers.append(
            base.transform_filter(alt.FieldOneOfPredicate("line", pointed)).mark_point(
                filled=True, size=60, opacity=1, aria=False
            )
        )
    height = HEIGHT + ENTRY * len(drawn) * (len(drawn) > 1)
    return _drawn([*_marks(x, ink, small), *layers, *_chosen(x, y)], small, height)


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
        .mark_rect(color=colour, opacity=0.75, stroke=EDGE, strokeWidth=0.5)
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
    axis = {
        "domain": False,
        "ticks": False,
        "labels": not small,
        "labelAngle": 0,
        "labelOverlap": False,
    }
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
            alt.Tooltip("count:Q", title=_("examples"), format=","),
        ],
    )
    size = 16 if len(names) <= 3 else FONT
    counts = base.mark_text(aria=False, fontSize=size, fontWeight="bold", color=ink).encode(
        text=alt.Text("count:Q", format=",")
    )
    return _drawn([squares] if small else [squares, counts], small)


def point_rows(x: Iterable[float], y: Iterable[float]) -> Rows:
    """What `scatter` draws: points, and a diagonal as long as they reach."""
    points = [{"x": float(each), "y": float(other)} for each, other in zip(x, y, strict=True)]
    ends = [end([each for point in points for each in point.values()]) for end in (min, max)]
    return {POINTS: points, DIAGONAL: [{"x": each, "y": each} for each in ends]}


def scatter(x_title: str, y_title: str, small: bool = False) -> alt.LayerChart:
    """Points, and the diagonal on which both are equal."""
    x = _axis("x", x_title, None, None, small)
    y = _axis("y", y_title, None, None, small, channel=alt.Y)
    points = (
        alt.Chart(alt.NamedData(POINTS))
        .mark_point(filled=True, color=TRUE, opacity=0.6, size=12 if small else 40)
        .encode(
            x=x,
            y=y,
            tooltip=[
                alt.Tooltip("x:Q", title=x_title, format=".2f"),
                alt.Tooltip("y:Q", title=y_title, format=".2f"),
            ],
        )
    )
    diagonal = (
        alt.Chart(alt.NamedData(DIAGONAL))
        .mark_line(aria=False, color=QUIET, strokeWidth=2, strokeDash=[4, 3])
        .encode(x=x, y=y)
    )
    return _drawn([diagonal, points], small)


SIGNS = ("✗", "✓", "")  # of places that are wrong, right, and padding


def place_rows(places: np.ndarray, kinds: Sequence[str]) -> Rows:
    """What `places` draws: (n, L) of each place of n sequences the index of its kind."""
    return {
        CELLS: [
            {
                "x": column,
                "x2": column + 1,
                "y": row,
                "y2": row + 1,
                "kind": kinds[int(kind)],
                "sign": SIGNS[int(kind)],
            }
            for row, sequence in enumerate(places)
            for column, kind in enumerate(sequence)
        ]
    }


def places(
    kinds: tuple[str, str, str], size: tuple[int, int], x_title: str, small: bool = False
) -> alt.LayerChart:
    """Places of sequences under each other, by kind: wrong, right, and what should not count.

    size: how long the sequences are, and how many.
    """
    length, n = size
    colours = alt.Scale(domain=list(kinds), range=[REPORTED, TRUE, "rgba(134,142,150,.35)"])
    squares = (
        alt.Chart(alt.NamedData(CELLS))
        .mark_rect(aria=False, stroke=EDGE, strokeWidth=0.5)
        .encode(
            x=alt.X(
                "x:Q",
                title=None if small else x_title,
                scale=alt.Scale(domain=[0, length], nice=False),
                axis=alt.Axis(grid=False, domain=False, ticks=False, labels=not small),
            ),
            x2="x2:Q",
            y=alt.Y("y:Q", scale=alt.Scale(domain=[n, 0], nice=False), axis=None),
            y2="y2:Q",
            color=alt.Color(
                "kind:N",
                title=None,
                scale=colours,
                legend=None if small else alt.Legend(orient="top", labelLimit=260),
            ),
            tooltip=[alt.Tooltip("kind:N", title=x_title)],
        )
    )
    signs = (
        alt.Chart(alt.NamedData(CELLS))
        .transform_calculate(middle="datum.x + 0.5", centre="datum.y + 0.5")
        .mark_text(
            aria=False,
            color="white",
            fontWeight="bold",
            fontSize=alt.ExprRef(f"min({FONT}, 0.8 * width / {length})"),
        )
        .encode(x="middle:Q", y="centre:Q", text="sign:N")
    )
    return _drawn([squares] if small else [squares, signs], small)


GAP = 2  # pixels between two panels
WORD = 5  # pixels' height of the words above


def pixel_rows(panels: Mapping[str, np.ndarray]) -> Rows:
    """What `pixels` draws: panels side by side by name, each (n, H, W) of n examples."""
    cells, heads = [], []
    for at, (name, shown) in enumerate(panels.items()):
        _n, height, width = shown.shape
        heads.append({"x": at * (width + GAP), "told": name})
        for example, row, column in np.argwhere(shown > 0.02).tolist():
            cells.append(
                {
                    "x": at * (width + GAP) + column,
                    "y": WORD + example * (height + GAP) + row,
                    "share": round(float(shown[example, row, column]), 2),
                    "panel": name,
                }
            )
    n, height, width = next(iter(panels.values())).shape
    frames = [
        {
            "x": at * (width + GAP),
            "x2": at * (width + GAP) + width,
            "y": WORD + example * (height + GAP),
            "y2": WORD + example * (height + GAP) + height,
        }
        for at in range(len(panels))
        for example in range(n)
    ]
    return {CELLS: cells, HEADS: heads, FRAMES: frames}


def pixels_size(panels: Mapping[str, np.ndarray]) -> tuple[int, int]:
    """How wide and how high all the panels are together, in pixels."""
    n, height, width = next(iter(panels.values())).shape
    return len(panels) * (width + GAP) - GAP, WORD + n * (height + GAP) - GAP


def pixels(first: str, size: tuple[int, int], ink: str = QUIET, small: bool = False) -> alt.LayerChart:
    """Images and masks as squares. first: the images. size: (W, H) of all of them in pixels."""
    width, height = size
    x = {"scale": alt.Scale(domain=[0, width], nice=False), "axis": None, "title": None}
    y = {"scale": alt.Scale(domain=[height, 0], nice=False), "axis": None, "title": None}
    frames = (
        alt.Chart(alt.NamedData(FRAMES))
        .mark_rect(aria=False, fillOpacity=0, stroke=QUIET, strokeWidth=1)
        .encode(x=alt.X("x:Q", **x), x2="x2:Q", y=alt.Y("y:Q", **y), y2="y2:Q")
    )
    cells = (
        alt.Chart(alt.NamedData(CELLS))
        .transform_calculate(x2="datum.x + 1", y2="datum.y + 1")
        .mark_rect(aria=False)
        .encode(
            x=alt.X("x:Q", **x),
            x2="x2:Q",
            y=alt.Y("y:Q", **y),
            y2="y2:Q",
            color=alt.condition(
                alt.FieldEqualPredicate(field="panel", equal=first), alt.value(ink), alt.value(TRUE)
            ),
            fillOpacity=alt.FillOpacity("share:Q", scale=alt.Scale(domain=[0, 1]), legend=None),
        )
    )
    words = (
        alt.Chart(alt.NamedData(HEADS))
        .mark_text(aria=False, align="left", baseline="top", fontSize=FONT, color=ink)
        .encode(x=alt.X("x:Q", **x), y=alt.value(0), text="told:N")
    )
    return _drawn([frames, cells] if small else [frames, cells, words], small, 270)


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
