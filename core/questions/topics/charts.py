"""The charts of the page on topics: lines told apart by colour, dash and name, and values in pairs."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import altair as alt
import pyarrow as pa

from core.language import _
from core.questions.topics.reading import Moment
from core.reading.charts import QUIET, REPORTED, TRUE, table

LINES, CHOSEN, PAIRS = "lines", "chosen", "pairs"
ROW, AROUND = 26, 110  # pixels of a row of `pairs`, and of its legend, axis and title
SOLID, DASHED = (1, 0), (6, 4)


class Line(NamedTuple):
    """One line: the column of its values, its name on screen, how it is drawn."""

    column: str
    name: str
    colour: str
    dash: tuple[int, int] = SOLID
    width: float = 2.5


def four_lines() -> tuple[Line, ...]:
    """Both reports and both truths; the two losses differ by dash.

    The reports are broad: where one is true, the truth lies on it and both are seen.
    """
    return (
        Line("reported_binary", _("reported, binary"), REPORTED, width=6),
        Line("reported_categorical", _("reported, categorical"), REPORTED, (9, 5), width=6),
        Line("true_binary", _("true, binary"), TRUE, width=2),
        Line("true_categorical", _("true, categorical"), TRUE, DASHED, width=2),
    )


def two_losses(epochs: int, height: int = 270) -> alt.LayerChart:
    """What is reported and what is true with either loss, one moment marked."""
    return over_epochs(four_lines(), epochs, height, share=True)


def over_epochs(
    drawn: tuple[Line, ...],
    epochs: int,
    height: int = 200,
    share: bool = False,
    marks: tuple[tuple[float, str], ...] = (),
    named_at: float = 0.0,
    log: bool = False,
) -> alt.LayerChart:
    """Lines over the epochs, over LINES; a rule at the moment of CHOSEN.

    share: values are shares, from 0 to 1. marks: values that are drawn across, each with its name,
    which begins at a share of the width, named_at, where the lines are elsewhere.
    log: values are ratios, on a logarithmic axis.
    """
    axis = {"grid": True, "gridOpacity": 0.35, "domain": False, "ticks": False}
    x = alt.X(
        "epoch:Q",
        title=_("epoch"),
        scale=alt.Scale(domain=[0, epochs], nice=False),
        axis=alt.Axis(tickMinStep=1, **axis),
    )
    y = alt.Y(
        "value:Q",
        title=None,
        scale=_scale(share, log),
        axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], **axis)
        if share
        else alt.Axis(**axis),
    )
    names = [each.name for each in drawn]
    encoded = alt.Chart(alt.NamedData(LINES)).encode(
        x=x,
        y=y,
        color=alt.Color(
            "line:N",
            title=None,
            scale=alt.Scale(domain=names, range=[each.colour for each in drawn]),
            legend=alt.Legend(
                orient="top", columns=_legend_columns(len(drawn)), labelLimit=260, symbolSize=300
            ),
        ),
        strokeDash=alt.StrokeDash(
            "line:N",
            title=None,
            scale=alt.Scale(domain=names, range=[list(each.dash) for each in drawn]),
        ),
        tooltip=[
            alt.Tooltip("epoch:Q", title=_("epoch"), format=".3~f"),
            alt.Tooltip("line:N", title=_("line")),
            alt.Tooltip("value:Q", title=_("value"), format=".1%" if share else ".4f"),
        ],
    )
    lines = [
        encoded.transform_filter(
            alt.FieldOneOfPredicate("line", [each.name for each in drawn if each.width == width])
        ).mark_line(clip=True, strokeWidth=width)
        for width in sorted({each.width for each in drawn}, reverse=True)
    ]
    rule = alt.Chart(alt.NamedData(CHOSEN)).mark_rule(aria=False, color=QUIET).encode(x="epoch:Q")
    return alt.layer(*_marks(marks, named_at, y), rule, *lines).properties(height=height)


def _legend_columns(entries: int) -> int | alt.ExprRef:
    """Two for two pairs, and where there is little room; else three, so that few rows are ragged."""
    return 2 if entries == 4 else alt.ExprRef("width < 420 ? 2 : 3")


def _scale(share: bool, log: bool) -> alt.Scale:
    if log:
        return alt.Scale(type="log", nice=True)
    return alt.Scale(domain=[0, 1]) if share else alt.Scale(zero=True)


def _marks(marks: Sequence[tuple[float, str]], named_at: float, y: alt.Y) -> list[alt.Chart]:
    if not marks:
        return []
    base = alt.Chart(
        alt.Data(values=[{"value": value, "label": label} for value, label in marks])
    ).encode(y=y)
    return [
        base.mark_rule(aria=False, strokeDash=[3, 4], color=QUIET, strokeWidth=1.5),
        base.mark_text(align="left", dy=9, fontSize=11, color=QUIET).encode(
            x=alt.value(alt.ExprRef(f"{named_at} * width + 4")), text="label:N"
        ),
    ]


def rows(
    drawn: Sequence[Line], moments: Sequence[Mapping[str, float]], chosen: float | None = None
) -> dict[str, pa.Table]:
    """The rows of `over_epochs`: of each moment its "epoch", and a value by each line's column."""
    long = [
        {"epoch": each["epoch"], "line": line.name, "value": each[line.column]}
        for line in drawn
        for each in moments
    ]
    return {
        LINES: table(long, {"epoch": float, "line": str, "value": float}),
        CHOSEN: table([{"epoch": chosen}], {"epoch": float}),
    }


def moment_rows(moments: Sequence[Moment], chosen: Moment | None) -> dict[str, pa.Table]:
    """The rows of `two_losses`."""
    return rows(four_lines(), [vars(each) for each in moments], chosen.epoch if chosen else None)


def pairs(
    nets: tuple[str, str], title: str, count: int, first: str = TRUE, second: str = REPORTED
) -> alt.LayerChart:
    """Two nets' values beside each other, a row a pair, joined by a line; over PAIRS.

    nets: their names, told apart by shape and colour. title: what the values are. count: of rows.
    """
    base = alt.Chart(alt.NamedData(PAIRS)).encode(
        y=alt.Y(
            "row:N",
            title=None,
            sort=alt.EncodingSortField("place", op="min"),
            axis=alt.Axis(
                labelLimit=190, labelOverlap=False, domain=False, ticks=False, gridOpacity=0.35
            ),
        )
    )
    x = alt.X(
        "value:Q",
        title=title,
        scale=alt.Scale(zero=False, nice=True, padding=12),
        axis=alt.Axis(format=".0%", domain=False, ticks=False, gridOpacity=0.35, tickCount=6),
    )
    legend = alt.Legend(orient="top", symbolSize=110, labelLimit=260)
    joined = base.mark_line(color=QUIET, strokeWidth=1.5).encode(x=x, detail="row:N")
    drawn = base.mark_point(filled=True, size=110, opacity=1).encode(
        x=x,
        color=alt.Color(
            "net:N", title=None, scale=alt.Scale(domain=nets, range=[first, second]), legend=legend
        ),
        shape=alt.Shape(
            "net:N",
            title=None,
            scale=alt.Scale(domain=nets, range=["circle", "diamond"]),
            legend=legend,
        ),
        tooltip=[
            alt.Tooltip("row:N", title=_("of")),
            alt.Tooltip("net:N", title=_("net")),
            alt.Tooltip("value:Q", title=_("value"), format=".1%"),
        ],
    )
    return alt.layer(joined, drawn).properties(height=AROUND + ROW * count)


def pair_rows(
    nets: tuple[str, str], names: Sequence[str], first: Sequence[float], second: Sequence[float]
) -> dict[str, pa.Table]:
    """The rows of `pairs`, in the order of `names`; none yet without values."""
    found = [
        {"row": name, "place": place, "net": net, "value": float(value)}
        for place, (name, *values) in enumerate(zip(names, first, second, strict=True))
        for net, value in zip(nets, values, strict=True)
    ]
    return {PAIRS: table(found, {"row": str, "place": float, "net": str, "value": float})}
