"""What the page on versions shows: the timeline, the reader's own setup, its row in every version."""

import math
from collections.abc import Sequence

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from core import experiment, keras_versions
from core.language import _
from core.questions.versions import charts as version_charts
from core.questions.versions import reading
from core.questions.versions import setups as version_setups
from core.questions.versions.charts import Event
from core.questions.versions.reading import FAMILIES, MISLEADS, REFUSES, Row
from core.questions.versions.setups import FixedSetup
from core.reading.words import percent
from core.ui import files
from core.ui.controls import from_logits_toggle, labels_segments, radio, segments
from core.ui.draw import draw_rows
from core.ui.frame import embedded

UNITS = "units"
LIMITS = experiment.OFFERED | {UNITS: experiment.OneOf(version_setups.UNITS)}
DEFAULTS = experiment.DEFAULTS | {UNITS: 10}
ROW_HEIGHT = 28  # pixels: every version on one screen
_SHOWN = "_versions_shown"
_FAMILY = "_versions_family"


def timeline() -> None:
    """Both rules over the years, and what changed them."""
    st.subheader(
        _("From 2016 to 2020 the loss picked the accuracy. Since 2020 the loss itself can be off."),
        anchor=False,
    )
    charts, events = st.columns([2.1, 1], gap="medium")
    with charts:
        _lane(
            _("**Who picks what `accuracy` means**"),
            _("The loss picked it from 2016 to 2020. Since then shapes do."),
            version_charts.accuracy_spans(),
            version_charts.accuracy_events(),
            "_accuracy_timeline",
        )
        _lane(
            _("**What the loss is computed on**"),
            _("On the predictions until 2020. Since then on hidden logits."),
            version_charts.loss_spans(),
            version_charts.loss_events(),
            "_loss_timeline",
        )
    with events:
        _events(version_charts.events())
    with st.expander(_("The timeline as a table")):
        st.table(_eras())


def _lane(title: str, point: str, spans: Sequence, events: Sequence[Event], key: str) -> None:
    st.markdown(title)
    draw_rows(
        version_charts.timeline,
        {},
        version_charts.takeaway(point, spans),
        key=key,
        spans=tuple(spans),
        events=tuple(events),
        height=100 if embedded() else 126,
    )


def _events(events: Sequence[Event]) -> None:
    told = [
        f"{each.number}. **{each.month}** {each.words} [{each.thread}]({each.url})" for each in events
    ]
    st.markdown(_("**What happened**"))
    st.markdown("\n".join(told))
    st.caption(
        _(
            "⚠ and orange: softmax with `binary_crossentropy` on ten classes gives a wrong number. "
            "Losses: on the TensorFlow backend."
        )
    )


def _eras() -> pd.DataFrame:
    rules = {each: version_charts.rule_names(each)[0] for each in version_charts.COLOURS}
    return pd.DataFrame(
        [
            {
                _("versions"): each.name,
                _("from"): ", ".join(
                    f"{began} ({keras_versions.BEGAN[began]})" for began in each.began
                ),
                _("`accuracy` is picked"): rules[each.accuracy_rule],
                _("the loss is computed on"): rules[each.loss_rule],
                _("source"): each.source(),
            }
            for each in keras_versions.ERAS
        ]
    ).set_index(_("versions"))


def setup_controls() -> FixedSetup:
    """What the reader compiles."""
    st.markdown(_("#### Your setup"))
    left, middle, right = st.columns([1, 1, 1.25], gap="medium")
    with left:
        loss = radio("loss", _("loss"))
        from_logits = from_logits_toggle()
    with middle:
        metric = radio("metric", _("metric"))
    with right:
        task = segments("task", _("task"), help=_task_help())
        activation = segments("activation", _("activation of the last layer"))
        labels = labels_segments()
        units = _units(task)
    return FixedSetup(
        loss,
        activation,
        labels,
        metric,
        units,
        multi_label=task == "multi_label",
        from_logits=from_logits,
    )


def _task_help() -> str:
    return _(
        "classes: one label is true of an example. multi_label: each unit answers for a label of its "
        "own. binary: one unit, yes or no."
    )


def _units(task: str) -> int:
    binary = task == "binary"
    chosen = st.segmented_control(
        _("units of the last layer: one for this task") if binary else _("units of the last layer"),
        version_setups.UNITS,
        default=DEFAULTS[UNITS],
        required=True,
        key=UNITS,
        bind="query-params",
        disabled=binary,
    )
    return 1 if binary else chosen or DEFAULTS[UNITS]


def table(setup: FixedSetup) -> None:
    """Every version's row, what they come to in a sentence, and the rows to take away."""
    found = reading.rows(setup)
    st.subheader(reading.headline(found), anchor=False)
    st.markdown(_truth_in_words(setup))
    shown = _filtered(found)
    if not shown:
        st.info(_("No version is left. Choose other rows to show."))
        return
    frame = reading.frame(shown)
    st.dataframe(
        _styled(frame, [row.verdict for row in shown]),
        hide_index=True,
        placeholder="–",
        column_order=_order([row.verdict for row in shown]),
        row_height=ROW_HEIGHT,
        height=ROW_HEIGHT * len(shown) + 40,
        column_config=_columns(),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        files.csv(frame, "keras_versions.csv")
        st.caption(
            _(
                "The rules behind this table were measured: {n:,} setups, on real installs of "
                "{versions} versions. The tests hold each rule against every one."
            ).format(n=reading.MEASURED_SETUPS, versions=len(keras_versions.VERSIONS)),
            width="stretch",
        )


def _truth_in_words(setup: FixedSetup) -> str:
    of = _("One fixed set of {n} predictions, of a net half trained.").format(n=version_setups.EXAMPLES)
    if setup.several_labels:
        right = _("By hand: **{true}** are right in every label.")
        both = _("By hand: **{true}** are right in every label, and `{loss}` is **{by_hand:.3f}**.")
    elif setup.units == 1 and setup.uses_from_logits:
        right = _("By hand: **{true}** are right, a logit above 0 being a yes.")
        both = _(
            "By hand: **{true}** are right, a logit above 0 being a yes, and `{loss}` is "
            "**{by_hand:.3f}**."
        )
    else:
        right = _("By hand: **{true}** are right.")
        both = _("By hand: **{true}** are right, and `{loss}` is **{by_hand:.3f}**.")
    by_hand = setup.loss_by_hand
    words = (right if math.isnan(by_hand) else both).format(
        true=percent(setup.true_accuracy), loss=setup.loss, by_hand=by_hand
    )
    return f"{of} {words}"


def _filtered(found: Sequence[Row]) -> list[Row]:
    counts = {MISLEADS: 0, REFUSES: 0}
    for row in found:
        counts[row.verdict] = counts.get(row.verdict, 0) + 1
    names = {
        "all": _("all {n}").format(n=len(found)),
        MISLEADS: _("⚠ misleading {n}").format(n=counts[MISLEADS]),
        REFUSES: _("✗ refused {n}").format(n=counts[REFUSES]),
    }
    with st.container(horizontal=True):
        wanted = st.segmented_control(
            _("rows"),
            list(names),
            default="all",
            required=True,
            format_func=names.get,
            key=_SHOWN,
            label_visibility="collapsed",
            wrap=True,
        )
        families = st.pills(
            _("family"),
            FAMILIES,
            selection_mode="multi",
            key=_FAMILY,
            label_visibility="collapsed",
            wrap=True,
        )
    return [
        row
        for row in found
        if wanted in (None, "all", row.verdict) and row.family in (families or FAMILIES)
    ]


def _styled(frame: pd.DataFrame, verdicts: Sequence[str]) -> Styler:
    """Rows that mislead are tinted, their verdicts bold; the mark says it too."""
    tint = "background-color: rgba(232, 89, 12, 0.18);"

    def style(row: pd.Series) -> list[str]:
        if verdicts[row.name] != MISLEADS:
            return [""] * len(row)
        strong = ("version", "verdict")
        return [tint + (" font-weight: bold;" if name in strong else "") for name in row.index]

    percents, numbers = ["reported_accuracy", "true_accuracy"], ["reported_loss", "loss_by_hand"]
    return (
        frame.style.apply(style, axis=1)
        .format("{:.1f}\N{NO-BREAK SPACE}%", subset=percents, na_rep="–")
        .format("{:.3f}", subset=numbers, na_rep="–")
    )


def _order(verdicts: Sequence[str]) -> list[str]:
    """What versions say stands right beside the verdict where one refuses, and nowhere else."""
    said = ["message", "mend"]
    others = [name for name in reading.COLUMNS if name not in said]
    return others[:2] + said + others[2:] if REFUSES in verdicts else others


def _columns() -> dict:
    number = st.column_config.NumberColumn
    text = st.column_config.TextColumn
    return {
        "version": text(_("version"), pinned=not embedded(), width=78),
        "verdict": text(_("verdict"), width=190),
        "reported_accuracy": number(_("reported"), width=84),
        "true_accuracy": number(_("true"), width=70),
        "accuracy_means": text(_("metric means"), width=190),
        "reported_loss": number(_("loss"), width=70),
        "loss_by_hand": number(_("by hand"), width=70),
        "loss_computed_on": text(_("loss computed on"), width=122),
        "released": text(_("released"), width=80),
        "era": text(_("era"), width=200),
        "message": text(
            _("message"),
            width=320,
            help=_("Word for word; of a version that has no `from_logits`, a sentence of ours."),
        ),
        "mend": text(_("what mends it"), width=320),
    }
