"""The charts of a run. One chart, one function; `data` makes the rows that they draw, by name.

A chart without its rows is the same from a run's first moment to its last, so a page can keep it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType

import altair as alt
import pyarrow as pa

from core.language import _
from core.reading import arrow
from core.reading.point import Point

REPORTED = "#e8590c"
TRUE = "#1c7ed6"
QUIET = "#868e96"
MARKER = 8  # pixels: more than half of a marker's width
POINTS, CHOSEN, NOTES = "points", "chosen", "notes"
# Of the notes, in pixels: the narrowest chart that has room for them, the size of their text and the
# height of its lines.
NARROWEST, FONT, LINE = 290, 11, 13
ROOM_FOR_NOTES = f"width >= {NARROWEST} && (windowSize()[0] > 640 || datum.stays)"


def data(points: Sequence[Point], chosen: Point | None) -> dict[str, pa.Table]:
    """The rows of the charts below: every moment of a run, and the one that is marked."""
    return {POINTS: _points(points), CHOSEN: _points([chosen] if chosen else [])}


def notes(rows: Sequence[Mapping[str, str | float]]) -> dict[str, pa.Table]:
    """The rows of the notes on an accuracy_gap.

    Each has its text, `after` an `epoch` or `before` it, with its upper edge at a `share`; a line leads
    from there, at `edge`, to (`at_epoch`, `at_share`). One that `stays` is shown on a phone too.
    """
    texts, numbers = ("after", "before"), ("epoch", "share", "edge", "at_epoch", "at_share", "stays")
    form = dict.fromkeys(texts, str) | dict.fromkeys(numbers, float)
    return {NOTES: table(rows, form, dict.fromkeys(texts, ""))}


def accuracy_gap(
    epochs: int,
    reported_by: str,
    floor: float | None = None,
    height: int = 260,
    compact: bool = False,
    lowest: float = 0.0,
    noted: bool = False,
    ink: str = QUIET,
) -> alt.LayerChart:
    """Reported and true accuracy over the epochs, the gap filled, one moment marked.

    reported_by: the Keras function whose values are reported.
    floor: the binary accuracy of a net that is sure of nothing, drawn dashed; None leaves it out.
    compact: without the axis title, for little room. lowest: where the accuracies' axis begins.
    noted: with the rows of `notes`, one of which names the floor, written in `ink`.
    """
    names = {
        "reported": _("reported: {name}").format(name=reported_by),
        "true": _("true accuracy"),
    }
    x = alt.X(
        "epoch:Q",
        title=None if compact else _("epoch"),
        scale=_epochs(epochs),
        axis=_quiet_axis(tickMinStep=1),
    )
    accuracy_axis = _quiet_axis(format=".0%", **({} if lowest else {"values": [0, 0.25, 0.5, 0.75, 1]}))
    share = alt.Scale(domain=[lowest, 1])
    base = alt.Chart(alt.NamedData(POINTS)).encode(x=x)
    gap = base.mark_area(opacity=0.18, color=REPORTED, clip=True).encode(
        y=alt.Y("reported:Q", title=None, scale=share, axis=accuracy_axis), y2="true:Q"
    )
    lines = _two_lines(base, names, share, accuracy_axis)
    layers = [gap, lines, *_marker(x, list(names), share, clip=lowest > 0)]
    if floor is not None:
        layers.insert(0, _floor(floor, share))
    if noted:
        layers += _noted(x, share, ink)
    return _layered(layers, height)


def loss_gap(epochs: int, height: int = 200) -> alt.LayerChart:
    """The loss as Keras reports it and by hand from the predictions, one moment marked."""
    names = {"loss": _("reported by Keras"), "loss_by_hand": _("by hand, from the predictions")}
    x = alt.X("epoch:Q", title=_("epoch"), scale=_epochs(epochs), axis=_quiet_axis(tickMinStep=1))
    scale, axis = alt.Scale(zero=True, nice=True), _quiet_axis()
    base = alt.Chart(alt.NamedData(POINTS)).encode(x=x)
    gap = base.mark_area(opacity=0.18, color=REPORTED).encode(
        y=alt.Y("loss:Q", title=None, scale=scale, axis=axis), y2="loss_by_hand:Q"
    )
    lines = _two_lines(base, names, scale, axis, form=".4f")
    return _layered([gap, lines, *_marker(x, list(names), scale)], height)


def _layered(layers: list, height: int) -> alt.LayerChart:
    """One chart of them all, with room for half a marker at the last epoch."""
    return alt.layer(*layers).properties(height=height, padding={"right": MARKER})


def _two_lines(base, names: dict[str, str], scale: alt.Scale, axis: alt.Axis, form: str = ".1%"):
    """Two lines told apart by colour and by dash; `names` maps columns to what they are called."""
    first, second = names.values()
    domain = [first, second]
    told = " : ".join(f"datum.series === '{key}' ? {json.dumps(name)}" for key, name in names.items())
    return (
        base.transform_fold(list(names), as_=["series", "value"])
        .transform_calculate(line=f"{told} : ''")
        .mark_line(strokeWidth=2.5, clip=True)
        .encode(
            y=alt.Y("value:Q", title=None, scale=scale, axis=axis),
            color=alt.Color(
                "line:N",
                title=None,
                scale=alt.Scale(domain=domain, range=[REPORTED, TRUE]),
                legend=alt.Legend(orient="top", direction="horizontal", labelLimit=260),
            ),
            strokeDash=alt.StrokeDash(
                "line:N", title=None, scale=alt.Scale(domain=domain, range=[[1, 0], [6, 3]])
            ),
            tooltip=[
                alt.Tooltip("epoch:Q", title=_("epoch"), format=".3~f"),
                alt.Tooltip("line:N", title=_("line")),
                alt.Tooltip("value:Q", title=_("value"), format=form),
            ],
        )
    )


def _marker(x: alt.X, columns: list[str], scale: alt.Scale, clip: bool = False) -> list[alt.Chart]:
    base = alt.Chart(alt.NamedData(CHOSEN)).encode(x=x)
    rule = base.mark_rule(aria=False, color=QUIET, strokeWidth=1)
    dots = [
        base.mark_point(filled=True, size=80, opacity=1, color=colour, shape=shape, clip=clip).encode(
            y=alt.Y(f"{column}:Q", scale=scale)
        )
        for column, colour, shape in zip(columns, (REPORTED, TRUE), ("circle", "diamond"), strict=True)
    ]
    return [rule, *dots]


def _noted(x: alt.X, scale: alt.Scale, ink: str) -> list[alt.Chart]:
    """The notes and their lines, where there is room: on a phone for those that stay."""
    shown = {"opacity": alt.ExprRef(f"{ROOM_FOR_NOTES} ? 1 : 0"), "aria": False}
    base = alt.Chart(alt.NamedData(NOTES))
    y = {"scale": scale, "title": None}
    line = base.mark_rule(color=QUIET, strokeWidth=1, **shown).encode(
        x=x, x2="at_epoch:Q", y=alt.Y("edge:Q", **y), y2="at_share:Q"
    )
    look = {"baseline": "top", "fontSize": FONT, "lineHeight": LINE, "lineBreak": "\n", "color": ink}
    texts = [
        base.mark_text(align=align, dx=dx, **look, **shown).encode(
            x=x, y=alt.Y("share:Q", **y), text=f"{side}:N"
        )
        for side, align, dx in (("after", "left", 3), ("before", "right", -3))
    ]
    return [line, *texts]


def _floor(floor: float, scale: alt.Scale) -> alt.Chart:
    base = alt.Chart(alt.Data(values=[{"floor": floor}]))
    return base.mark_rule(aria=False, strokeDash=[3, 4], color=QUIET, strokeWidth=1.5).encode(
        y=alt.Y("floor:Q", scale=scale)
    )


def _epochs(epochs: int) -> alt.Scale:
    return alt.Scale(domain=[0, epochs], nice=False)


def _quiet_axis(**options) -> alt.Axis:
    return alt.Axis(grid=True, gridOpacity=0.35, domain=False, ticks=False, **options)


def table(
    rows: Sequence[Mapping], form: arrow.Form, nothing: Mapping[str, str] = MappingProxyType({})
) -> pa.Table:
    """The rows that a chart draws; without one a row of nothing.

    From no row to the first the browser would build the chart anew.
    """
    return arrow.table(rows or [nothing], form)


def _points(points: Sequence[Point]) -> pa.Table:
    return table([vars(each) for each in points], {each.name: float for each in fields(Point)})
