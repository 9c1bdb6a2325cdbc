"""Curves over all thresholds, and how sure answers of each confidence are. Rows are plain data."""

import altair as alt
import numpy as np
import pyarrow as pa

from core.language import _
from core.measures.classification import Calibration, Curve
from core.reading import arrow
from core.reading.charts import QUIET, REPORTED, TRUE

CURVE, DIAGONAL, BINS = "curve", "diagonal", "bins"
MOST_POINTS = 300  # of a curve: more than its pixels would show


def curve_rows(curve: Curve, even: float | None) -> dict[str, pa.Table]:
    """The points of a curve, and what guessing gives: the diagonal, or the level `even`."""
    places = np.unique(np.linspace(0, len(curve.x) - 1, MOST_POINTS).astype(int))
    ends = [0.0, 1.0] if even is None else [even, even]
    return {
        CURVE: arrow.of_columns({"x": curve.x[places], "y": curve.y[places]}),
        DIAGONAL: arrow.of_columns({"x": [0.0, 1.0], "y": ends}),
    }


def calibration_rows(found: Calibration) -> dict[str, pa.Table]:
    """The bins, and where they would be if every answer were right as often as it says."""
    shown = {"x": found.confidence, "y": found.right, "answers": found.count}
    even = {"x": [0.0, 1.0], "y": [0.0, 1.0]}
    return {BINS: arrow.of_columns(shown), DIAGONAL: arrow.of_columns(even)}


def roc(height: int = 230) -> alt.LayerChart:
    """True positive rate over false positive rate."""
    return _curve(_("false positive rate"), _("true positive rate (recall)"), height)


def precision_recall(height: int = 230) -> alt.LayerChart:
    """Precision over recall."""
    return _curve(_("recall"), _("precision"), height)


def _curve(x_title: str, y_title: str, height: int) -> alt.LayerChart:
    x, y = _share("x", x_title), _share("y", y_title)
    line = alt.Chart(alt.NamedData(CURVE)).mark_line(
        color=TRUE, strokeWidth=2.5, interpolate="step-after"
    )
    return alt.layer(_guessing(x, y), line.encode(x=x, y=y, order="x:Q")).properties(height=height)


def calibration(height: int = 230) -> alt.LayerChart:
    """The share of right answers over the confidence, a point for each bin, as large as it is full."""
    x, y = _share("x", _("confidence")), _share("y", _("right answers"))
    bins = alt.Chart(alt.NamedData(BINS)).encode(x=x, y=y)
    points = bins.mark_point(filled=True, color=REPORTED, opacity=0.9).encode(
        size=alt.Size("answers:Q", legend=None, scale=alt.Scale(range=[40, 400])),
        tooltip=[
            alt.Tooltip("x:Q", title=_("confidence"), format=".1%"),
            alt.Tooltip("y:Q", title=_("right answers"), format=".1%"),
            alt.Tooltip("answers:Q", title=_("answers"), format=","),
        ],
    )
    line = bins.mark_line(color=REPORTED, strokeWidth=1.5)
    return alt.layer(_guessing(x, y), line, points).properties(height=height)


def _guessing(x: alt.X, y: alt.Y) -> alt.Chart:
    chart = alt.Chart(alt.NamedData(DIAGONAL))
    return chart.mark_line(color=QUIET, strokeWidth=1.5, strokeDash=[4, 3]).encode(x=x, y=y)


def _share(field: str, title: str) -> alt.X | alt.Y:
    channel = alt.X if field == "x" else alt.Y
    axis = alt.Axis(format=".0%", grid=True, gridOpacity=0.35, domain=False, ticks=False, tickCount=5)
    return channel(f"{field}:Q", title=title, scale=alt.Scale(domain=[0, 1]), axis=axis)
