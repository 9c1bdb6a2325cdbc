"""The true accuracies that each report allows, with the reader's own marked."""

import json
from collections.abc import Sequence

import altair as alt
import pyarrow as pa

from core.language import _
from core.measures import bounds
from core.questions.arithmetic.reading import precise
from core.questions.arithmetic.report import Report
from core.reading import arrow
from core.reading.charts import FONT, QUIET, REPORTED, TRUE

BAND, SURE, WORD, YOURS, ENDS = "band", "sure", "word", "yours", "ends"
NEAR = 2.5  # times the distance from the reader's report to 1: what the axis spans around it
NARROWEST = 0.02  # of all reports there are: the least that the axis spans
DASHES = {BAND: [1, 0], SURE: [6, 3], WORD: [2, 3]}
APART = 0.07  # of the axis' length: texts nearer to each other would overlap


def start(report: Report, whole: bool) -> float:
    """The report at which the axis begins: the least there is, or one near the reader's."""
    if whole or not report.possible:
        return report.least
    span = max(NEAR * (1 - report.share), NARROWEST * (1 - report.least))
    return max(report.least, 1 - span)


def rows(report: Report, whole: bool) -> dict[str, pa.Table]:
    """What `allowed` draws: the band and its lines from where the axis begins, the reader's report."""
    first = start(report, whole)
    corners = bounds.band(report.classes, report.activation, first)
    from_sure = max(first, bounds.least_reported(report.classes))  # no net that is sure reports less
    sure = [(share, bounds.true_accuracy_if_sure(share, report.classes)) for share in (from_sure, 1.0)]
    lowest = float(corners[0][1])
    word = [(each, each) for each in (max(first, lowest), 1.0)]
    return {
        BAND: _points(corners, "reported", "low", "high"),
        SURE: _points(sure, "reported", "true"),
        WORD: _points(word, "reported", "true"),
        YOURS: _points([(report.printed.share,)], "reported"),
        ENDS: _points(_ends(report, first, lowest), "reported", "true", "shape", "after", "before"),
    }


def _points(found: Sequence[tuple], *columns: str) -> pa.Table:
    return arrow.of_columns(dict(zip(columns, zip(*found, strict=True), strict=True)))


def _ends(report: Report, first: float, lowest: float) -> list[tuple]:
    """The reader's interval and its sure net: where they are, and what is written at which side."""
    ends = []
    if report.possible:
        found = report.allowed
        ends = [(found.low, "circle"), (found.high, "circle")]
        if found.sure is not None:
            ends.insert(1, (found.sure, "diamond"))
    after = report.share < (first + 1) / 2
    told, written = [], []
    for place, shape in sorted(ends, key=lambda end: end[1] == "diamond"):
        room = all(abs(place - other) > APART * (1 - lowest) for other in written)
        text = precise(place) if room else ""
        written += [place] if room else []
        told.append((report.share, place, shape, text if after else "", "" if after else text))
    if not told:  # without a row the browser would build the chart anew
        told = [(first, lowest, "", "", "")]
    return told


def allowed(height: int = 250, ink: str = QUIET, paper: str = "white") -> alt.LayerChart:
    """The band between the bounds over the reports, two lines in it, and the reader's own report.

    The rows say where it begins. ink, paper: what its own texts are written in, and on.
    """
    axis = {"grid": True, "gridOpacity": 0.35, "domain": False, "ticks": False, "tickCount": 5}
    to_fit = alt.Scale(zero=False, nice=False)
    x = alt.X(
        "reported:Q",
        title=_("reported binary accuracy"),
        scale=to_fit,
        axis=alt.Axis(labelExpr=_PERCENT, labelOverlap=True, **axis),
    )
    y = {"title": _("true accuracy"), "scale": to_fit, "axis": alt.Axis(labelExpr=_PERCENT, **axis)}
    names = {
        BAND: _("what the report allows"),
        SURE: _("sure of every answer"),
        WORD: _("true = reported"),
    }
    band = alt.Chart(alt.NamedData(BAND)).encode(x=x)
    area = band.mark_area(color=TRUE, opacity=0.22).encode(y=alt.Y("low:Q", **y), y2="high:Q")
    edges = [
        band.mark_line(aria=False, color=TRUE, strokeWidth=1.5).encode(y=alt.Y(f"{side}:Q", **y))
        for side in ("low", "high")
    ]
    lines = [
        alt.Chart(alt.NamedData(name))
        .transform_calculate(line=json.dumps(names[name]))
        .mark_line(strokeWidth=2)
        .encode(x=x, y=alt.Y("true:Q", **y), color=_legend(names, ink), strokeDash=_dashes(names))
        for name in (SURE, WORD)
    ]
    key = (
        alt.Chart(alt.NamedData(BAND))
        .transform_calculate(line=json.dumps(names[BAND]))
        .mark_line(aria=False, strokeWidth=1.5)
        .encode(x=x, y=alt.Y("low:Q", **y), color=_legend(names, ink), strokeDash=_dashes(names))
    )
    return alt.layer(area, *edges[1:], key, *lines, *_yours(x, y, ink, paper)).properties(
        height=height, padding={"right": 14}
    )


# As many decimals as neighbouring labels need; the step of the axis is not known to a format.
_PERCENT = "format(round(datum.value * 1e7) / 1e5, ',.5~f') + ' %'"


def _legend(names: dict[str, str], ink: str) -> alt.Color:
    return alt.Color(
        "line:N",
        title=None,
        scale=alt.Scale(domain=list(names.values()), range=[TRUE, ink, REPORTED]),
        legend=alt.Legend(
            orient="top",
            direction="horizontal",
            columns=alt.ExprRef("windowSize()[0] < 800 ? 2 : 3"),
            labelLimit=260,
            symbolStrokeWidth=2.5,
        ),
    )


def _dashes(names: dict[str, str]) -> alt.StrokeDash:
    scale = alt.Scale(domain=list(names.values()), range=[DASHES[name] for name in names])
    return alt.StrokeDash("line:N", title=None, scale=scale)


def _yours(x: alt.X, y: dict, ink: str, paper: str) -> list[alt.Chart]:
    """The reader's report as an upright line, its interval in bold, and the numbers beside it."""
    rule = alt.Chart(alt.NamedData(YOURS)).encode(x=x)
    ends = alt.Chart(alt.NamedData(ENDS)).encode(x=x)
    look = {"fontSize": FONT + 1, "fontWeight": "bold", "aria": False}
    halo = {"stroke": paper, "strokeWidth": 5, "strokeJoin": "round", "color": paper}
    texts = [
        ends.mark_text(align=align, dx=dx, **look, **paint).encode(
            y=alt.Y("true:Q", **y), text=f"{side}:N"
        )
        for paint in (halo, {"color": ink})
        for side, align, dx in (("after", "left", 11), ("before", "right", -11))
    ]
    return [
        rule.mark_rule(aria=False, color=QUIET, strokeWidth=1.5, strokeDash=[4, 3]),
        ends.mark_line(aria=False, color=ink, strokeWidth=3).encode(y=alt.Y("true:Q", **y)),
        ends.mark_point(aria=False, filled=True, size=90, color=ink).encode(
            y=alt.Y("true:Q", **y),
            shape=alt.Shape("shape:N", scale=None),
            opacity=alt.condition("datum.shape", alt.value(1), alt.value(0)),
            tooltip=[
                alt.Tooltip("reported:Q", title=_("reported"), format=".5~%"),
                alt.Tooltip("true:Q", title=_("true accuracy"), format=".4~%"),
            ],
        ),
        *texts,
    ]


def takeaway(report: Report, point: str) -> str:
    """What a reader who sees no chart is told. point: the answer in a sentence."""
    return _(
        "{point} The chart has the true accuracies that every report from {least} to {all} allows: the "
        "higher the report, the fewer."
    ).format(point=point, least=precise(report.least), all=precise(1))
