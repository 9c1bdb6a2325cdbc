"""The timeline of the rules: who picks the accuracy, and what the loss is computed on, by month."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import altair as alt
import numpy as np

from core.keras_versions import BEGAN, ERAS
from core.language import _, clauses, columns
from core.measures import losses
from core.reading.charts import QUIET

# Each with white text on it, on a light and on a dark page. Orange: the rules that give the famous
# wrong numbers; the bars say it in words as well.
FAIR, BETWEEN, MISLEADING = "#1864ab", "#0b7285", "#c2410c"
END = "2026-12"
LINES = ("Keras", "tf.keras")
SATURATED = -50.0  # a logit whose sigmoid float32 cannot tell from 0
LETTER = 6.0  # pixels that a letter on a bar takes, at most
NAMES = ("long", "short", "tiny")  # of a rule, the first that its bar has room for is shown

COLOURS = {
    "by_width": BETWEEN,
    "by_loss": MISLEADING,
    "by_shapes": FAIR,
    "probabilities": FAIR,
    "matching_logits": BETWEEN,
    "cached_logits": MISLEADING,
}


@dataclass(frozen=True)
class Span:
    """One rule in one line of releases. Months as "2016-07"; `rule` is "" where a line is the other."""

    line: str
    rule: str
    start: str
    end: str


@dataclass(frozen=True)
class Event:
    """Something that changed a rule, or (`changed` is False) only what was written about it."""

    number: int
    month: str
    thread: str
    url: str
    words: str
    changed: bool = True


def rule_names(rule: str) -> tuple[str, str, str]:
    """What a rule is called, with much room, with little and with next to none."""
    return {
        "by_width": (_("by the number of outputs"), _("by outputs"), _("outputs")),
        "by_loss": (_("by the loss"), _("by loss"), _("loss")),
        "by_shapes": (_("by the shapes of targets and outputs"), _("by shapes"), _("shapes")),
        "probabilities": (_("the predictions"), _("predictions"), _("pred.")),
        "matching_logits": (_("matching logits, not clipped"), _("matching logits"), _("match")),
        "cached_logits": (_("any hidden logits"), _("hidden logits"), _("logits")),
        "Keras": (_("is tf.keras, renamed"), _("is tf.keras"), "tf.keras"),
        "tf.keras": (_("is Keras 3, renamed"), _("is Keras 3"), "Keras 3"),
    }[rule]


def accuracy_spans() -> list[Span]:
    """Who picked what `accuracy` means, in each line, from when to when."""
    return _spans([(each.began, each.accuracy_rule) for each in ERAS])


def loss_spans() -> list[Span]:
    """What the loss was computed on, in each line, from when to when."""
    return _spans([(each.began, each.loss_rule) for each in ERAS])


def _spans(rules: Sequence[tuple[tuple[str, ...], str]]) -> list[Span]:
    found = []
    for line, handed_over in zip(LINES, ("2.4.0", "tf-2.16.0"), strict=True):
        starts = []
        for began, rule in rules:
            own = [each for each in began if each.startswith("tf-") == (line == "tf.keras")]
            if own and (not starts or starts[-1][1] != rule):
                starts.append((BEGAN[own[0]], rule))
        ends = [month for month, _rule in starts[1:]] + [BEGAN[handed_over]]
        found += [Span(line, rule, start, end) for (start, rule), end in zip(starts, ends, strict=True)]
    last = rules[-1][1]
    return [
        *found,
        Span("Keras", "", BEGAN["2.4.0"], BEGAN["3.0.0"]),
        Span("Keras", last, BEGAN["3.0.0"], END),
        Span("tf.keras", "", BEGAN["tf-2.16.0"], END),
    ]


def accuracy_events() -> tuple[Event, ...]:
    """What happened to the picking of `accuracy`."""
    return (
        Event(
            1,
            BEGAN["1.0.6"],
            "keras #3098",
            "https://github.com/keras-team/keras/pull/3098",
            _(
                "Before, the number of outputs decided. From Keras 1.0.6 on, `binary_crossentropy` "
                "makes `accuracy` mean `binary_accuracy`."
            ),
        ),
        Event(
            3,
            BEGAN["tf-2.2.0"],
            "tensorflow #41361",
            "https://github.com/tensorflow/tensorflow/issues/41361",
            _("TensorFlow 2.2 looks at shapes alone. The loss no longer counts."),
        ),
        Event(
            5,
            "2022-08",
            "keras #16893",
            "https://github.com/keras-team/keras/pull/16893",
            _("The documentation of `accuracy` says so too, two years after TensorFlow 2.2."),
            changed=False,
        ),
    )


def loss_events() -> tuple[Event, ...]:
    """What happened to what the loss is computed on."""
    exact, clipped = saturated_losses()
    return (
        Event(
            2,
            BEGAN["tf-1.14.0"],
            "backend.py",
            "https://github.com/tensorflow/tensorflow/blob/v1.14.0/tensorflow/python/keras/backend.py",
            _(
                "TensorFlow 1.14 takes the logits of the activation that matches the loss; Keras 2.3 "
                "follows. It is the same number, but where outputs saturate: a yes that got the logit "
                "{logit} costs {exact:.1f}, and {clipped:.1f} by its output, which is clipped."
            ).format(logit=f"−{-SATURATED:.0f}", exact=exact, clipped=clipped),
        ),
        Event(
            4,
            BEGAN["tf-2.4.0"],
            "tensorflow #51574",
            "https://github.com/tensorflow/tensorflow/issues/51574",
            _(
                "TensorFlow 2.4 takes the logits behind softmax or sigmoid, whichever it was. Keras 3 "
                "does so on TensorFlow, not on JAX or PyTorch."
            ),
        ),
    )


def saturated_losses() -> tuple[float, float]:
    """What a yes costs that got the logit SATURATED: on the logit, and on the sigmoid's output."""
    yes, logit = np.ones((1, 1)), np.full((1, 1), SATURATED)
    output = 1 / (1 + np.exp(-logit))
    return (
        losses.on_logits("binary_crossentropy", yes, logit),
        losses.binary_crossentropy(yes, output),
    )


def events() -> list[Event]:
    """Everything that happened, in the order of time."""
    return sorted((*accuracy_events(), *loss_events()), key=lambda event: event.number)


def timeline(spans: Sequence[Span], events: Sequence[Event], height: int = 126) -> alt.LayerChart:
    """Bars of rules over the years, one line of releases above the other, events numbered on top.

    A bar says its rule in as many words as fit on it. Years are numbers, so that no time zone moves
    a month.
    """
    lanes = ["", *LINES]
    x = alt.X(
        "start:Q",
        title=None,
        scale=alt.Scale(domain=[2016, _year(END)], nice=False),
        axis=alt.Axis(
            format="d", tickMinStep=1, grid=True, gridOpacity=0.35, domain=False, ticks=False
        ),
    )
    y = alt.Y(
        "line:N",
        title=None,
        sort=lanes,
        scale=alt.Scale(domain=lanes, paddingInner=0.22, paddingOuter=0.05),
        axis=alt.Axis(domain=False, ticks=False, labelPadding=6, labelFontWeight="bold"),
    )
    bars = alt.Chart(alt.Data(values=_bars(spans))).encode(x=x, y=y)
    marks = alt.Chart(alt.Data(values=_marks(events))).encode(x=x)
    return alt.layer(
        marks.transform_filter("datum.changed").mark_rule(aria=False, color=QUIET, strokeDash=[2, 3]),
        _rules(bars),
        _names(bars),
        marks.mark_point(filled=True, size=330, color="#495057", opacity=1).encode(
            y=alt.Y("line:N", sort=lanes, scale=alt.Scale(domain=lanes)), tooltip=_event_tooltip()
        ),
        marks.mark_text(color="white", fontWeight="bold", fontSize=12).encode(
            y=alt.Y("line:N", sort=lanes, scale=alt.Scale(domain=lanes)),
            text="number:N",
            tooltip=_event_tooltip(),
        ),
    ).properties(height=height)


def _rules(bars: alt.Chart) -> alt.Chart:
    return bars.mark_bar(cornerRadius=3).encode(
        x2="end:Q",
        color=alt.Color("colour:N", scale=None),
        fillOpacity=alt.FillOpacity("filled:Q", scale=None),
        stroke=alt.Stroke("colour:N", scale=None),
        strokeDash=alt.StrokeDash("dash:N", scale=None),
        tooltip=[
            alt.Tooltip("line:N", title=_("line")),
            alt.Tooltip("long:N", title=_("rule")),
            alt.Tooltip("from:N", title=_("from")),
            alt.Tooltip("to:N", title=_("to")),
        ],
    )


def _names(bars: alt.Chart) -> alt.Chart:
    room = f"width * (datum.end - datum.start) / {_year(END) - 2016:.4f}"
    choices = [f"{room} > {LETTER} * datum.{name}_columns + 4 ? datum.{name} : " for name in NAMES]
    return (
        bars.transform_calculate(
            name="".join(choices) + "''",
            middle="(datum.start + datum.end) / 2",
        )
        .mark_text(fontSize=12, fontWeight="bold")
        .encode(x="middle:Q", text="name:N", color=alt.Color("ink:N", scale=None))
    )


def _event_tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("month:N", title=_("month")),
        alt.Tooltip("words:N", title=_("event")),
        alt.Tooltip("thread:N", title=_("thread")),
    ]


def _bars(spans: Sequence[Span]) -> list[dict]:
    rows = []
    for span in spans:
        mark = "⚠ " if COLOURS.get(span.rule) == MISLEADING else ""
        names = [mark + name for name in rule_names(span.rule or span.line)]
        rows.append(
            {
                "line": span.line,
                **dict(zip(NAMES, names, strict=True)),
                **{f"{each}_columns": columns(name) for each, name in zip(NAMES, names, strict=True)},
                "start": _year(span.start),
                "end": _year(span.end),
                "from": span.start,
                "to": span.end if span.end != END else _("today"),
                "colour": COLOURS.get(span.rule, QUIET),
                "ink": "white" if span.rule else QUIET,
                "filled": 1.0 if span.rule else 0.0,
                "dash": [1, 0] if span.rule else [3, 3],
            }
        )
    return rows


def _marks(events: Sequence[Event]) -> list[dict]:
    return [{**asdict(each), "start": _year(each.month), "line": ""} for each in events]


def _year(month: str) -> float:
    year, number = month.split("-")
    return int(year) + (int(number) - 1) / 12


def takeaway(point: str, spans: Sequence[Span]) -> str:
    """The point, then every bar in words: what a reader who sees no chart is told."""
    told = [
        _("{line}, {start} to {end}: {rule}").format(
            line=span.line,
            start=span.start,
            end=span.end if span.end != END else _("today"),
            rule=rule_names(span.rule or span.line)[0],
        )
        for span in sorted(spans, key=lambda each: (each.line, each.start))
    ]
    return _("{point} {bars}.").format(point=point, bars=clauses(told))
