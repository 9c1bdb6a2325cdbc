"""Every run a dot: what the runs of several nets were right about, a row for each net."""

from collections.abc import Mapping, Sequence

import altair as alt
import numpy as np
import pyarrow as pa

from core.language import _
from core.reading.charts import QUIET, REPORTED, TRUE, table
from core.reading.point import as_printed
from core.reading.words import percent

LOW, HIGH = 0.3, 1.0  # the axis: nothing that was measured lies outside
BIN = 0.005  # dots within half a point are stacked
# Of the height of a full stack: a row, and below its runs the mean and what the question reports,
# far enough apart for the low chart of a page in a page.
ROW, MEAN, ASKED_AT, BELOW = 1.8, 0.14, 0.52, 0.8
RUNS, MEANS, ASKED = "runs", "means", "asked"


# The (S,) accuracies of a net, which of its runs are constant, and its mean with its interval.
Row = tuple[np.ndarray, np.ndarray, float, float, float]


def data(
    rows: Mapping[str, Row | None],
    asked: Sequence[tuple[int, float]] = (),
) -> dict[str, pa.Table]:
    """The rows of `dots`, by name.

    rows: by the name of a net; None where nothing is measured yet. asked: places of rows, and the mean
    that the question reports for each.
    """
    runs, means = [], []
    for place, (name, row) in enumerate(rows.items()):
        if row is None:
            continue
        accuracies, constant, mean, low, high = row
        base = _base(place, len(rows))
        runs += [
            {
                "accuracy": accuracy,
                "height": base + height,
                "seed": seed,
                "kind": _kinds()[int(is_constant)],
            }
            for seed, (accuracy, height, is_constant) in enumerate(
                zip(accuracies, _stacked(accuracies), constant, strict=True)
            )
        ]
        # On two lines, so that on a phone they end before the line of the majority.
        told = _("{name}\nmean {mean} ({low:.1f} to {high:.1f})").format(
            name=name, mean=percent(mean), low=as_printed(low), high=as_printed(high)
        )
        means.append({"mean": mean, "low": low, "high": high, "base": base, "told": told})
    marks = [
        {
            "asked": mean,
            "base": _base(place, len(rows)),
            "told": _("the question: {mean}").format(mean=percent(mean)),
        }
        for place, mean in asked
    ]
    return {
        RUNS: table(runs, {"accuracy": float, "height": float, "seed": float, "kind": str}),
        MEANS: table(means, {**dict.fromkeys(("mean", "low", "high", "base"), float), "told": str}),
        ASKED: table(marks, {"asked": float, "base": float, "told": str}),
    }


def dots(nets: int, majority: float, size: int = 40, height: int = 320) -> alt.LayerChart:
    """The runs of so many nets by accuracy, with means, what the question says, the majority."""
    x = alt.Scale(domain=[LOW, HIGH], nice=False)
    y = alt.Scale(domain=[-BELOW, nets * ROW], nice=False)
    axis = alt.Axis(format=".0%", grid=True, gridOpacity=0.35, domain=False, ticks=False, tickCount=8)
    learnt, constant = _kinds()
    runs = (
        alt.Chart(alt.NamedData(RUNS))
        .mark_point(filled=True, size=size, opacity=0.75)
        .encode(
            x=alt.X("accuracy:Q", title=_("right answers"), scale=x, axis=axis),
            y=alt.Y("height:Q", title=None, scale=y, axis=None),
            color=alt.Color(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=[learnt, constant], range=[TRUE, QUIET]),
                legend=alt.Legend(orient="top", direction="horizontal", labelLimit=300),
            ),
            shape=alt.Shape(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=[learnt, constant], range=["circle", "square"]),
            ),
            tooltip=[
                alt.Tooltip("seed:Q", title=_("seed")),
                alt.Tooltip("accuracy:Q", title=_("right answers"), format=".1%"),
            ],
        )
    )
    return alt.layer(_majority(majority, x), runs, *_means(x, y), *_asked(x, y)).properties(
        height=height
    )


def _means(x: alt.Scale, y: alt.Scale) -> list[alt.Chart]:
    base = alt.Chart(alt.NamedData(MEANS))
    below, above = f"datum.base - {MEAN}", f"datum.base + {ROW} - 0.65"
    interval = (
        base.transform_calculate(place=below)
        .mark_rule(aria=False, strokeWidth=4, color=TRUE, opacity=0.55)
        .encode(x=alt.X("low:Q", scale=x), x2="high:Q", y=alt.Y("place:Q", scale=y, axis=None))
    )
    mean = (
        base.transform_calculate(place=below)
        .mark_point(shape="triangle-up", filled=True, size=110, opacity=1, color=TRUE)
        .encode(x=alt.X("mean:Q", scale=x), y=alt.Y("place:Q", scale=y, axis=None))
    )
    text = (
        base.transform_calculate(place=above)
        .mark_text(align="left", fontSize=12, fontWeight="bold", dx=4, color=QUIET, lineBreak="\n")
        .encode(x=alt.value(0), y=alt.Y("place:Q", scale=y, axis=None), text="told:N")
    )
    return [interval, mean, text]


def _asked(x: alt.Scale, y: alt.Scale) -> list[alt.Chart]:
    base = alt.Chart(alt.NamedData(ASKED)).transform_calculate(place=f"datum.base - {ASKED_AT}")
    at = {"x": alt.X("asked:Q", scale=x), "y": alt.Y("place:Q", scale=y, axis=None)}
    mark = base.mark_point(shape="diamond", filled=True, size=110, opacity=1, color=REPORTED)
    text = base.mark_text(align="left", dx=9, fontSize=11, color=REPORTED)
    return [mark.encode(**at), text.encode(**at, text="told:N")]


def _majority(majority: float, x: alt.Scale) -> alt.Chart:
    base = alt.Chart(alt.Data(values=[{"share": majority}]))
    return base.mark_rule(aria=False, strokeDash=[4, 4], color=QUIET, strokeWidth=1.5).encode(
        x=alt.X("share:Q", scale=x)
    )


def _kinds() -> tuple[str, str]:
    return _("a run"), _("a run with one answer for everyone")


def _base(place: int, rows: int) -> float:
    """The first row stands at the top."""
    return (rows - 1 - place) * ROW


def _stacked(accuracies: np.ndarray) -> np.ndarray:
    """(S,) heights from 0 to 1 at which dots of nearly equal accuracy stand one above the other."""
    bins = np.round(np.asarray(accuracies) / BIN).astype(int)
    places = np.array([np.sum(bins[:place] == each) for place, each in enumerate(bins)], dtype=float)
    return places * min(1 / 12, 1 / max(1, places.max(initial=0) + 1))
