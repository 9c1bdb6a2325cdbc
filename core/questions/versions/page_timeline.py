"""What the page on versions shows first: the timeline, or the claim that a link opens it at."""

from collections.abc import Sequence

import streamlit as st

from core import keras_versions
from core.language import _
from core.questions.versions import charts as version_charts
from core.questions.versions.charts import Event
from core.questions.versions.claims import CLAIM, opened_at
from core.reading import verdicts
from core.ui import state, tables
from core.ui.context import embedded
from core.ui.draw import draw_rows
from core.ui.once import once


def rules() -> None:
    """The timeline; where a claim's link was followed, the claim, and the timeline folded away.

    So what the link promised, the setup and its rows, is at the top.
    """
    claim = opened_at(state.asked(CLAIM) or "")
    if not claim:
        once(timeline, "timeline")
        return
    st.markdown(
        _("**{claim}** {verdict}: {number}.").format(
            claim=claim.words,
            verdict=verdicts.in_words(claim.verdict.kind),
            number=claim.verdict.number,
        )
    )
    st.markdown(claim.verdict.because)
    with st.expander(_("Who picked the accuracy when, and what the loss was computed on")):
        once(timeline, "timeline")


def timeline() -> None:
    """Both rules over the years, and what changed them."""
    st.subheader(
        _(
            "From 2016 to 2020 the loss picked the accuracy. Since 2020 the loss itself can be off, on "
            "TensorFlow."
        ),
        anchor=False,
    )
    charts, events = st.columns([2.1, 1], gap="medium")
    with charts:
        _lane(
            _("**Who picks what `accuracy` means**"),
            _("At first the number of outputs. From 2016 to 2020 the loss. Since then the shapes."),
            version_charts.accuracy_spans(),
            version_charts.accuracy_events(),
            "_accuracy_timeline",
        )
        _lane(
            _("**What the loss is computed on**, on TensorFlow"),
            _(
                "On TensorFlow: at first the predictions, from 2019 the logits of the matching "
                "activation, since 2020 any hidden logits."
            ),
            version_charts.loss_spans(),
            version_charts.loss_events(),
            "_loss_timeline",
        )
    with events:
        _events(version_charts.events())
    with st.expander(_("The timeline as a table")):
        tables.small(_eras())


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
            "Measured on TensorFlow, Keras 1.0 on Theano."
        )
    )


def _eras() -> list[dict[str, str]]:
    rules = {each: version_charts.rule_names(each)[0] for each in version_charts.COLOURS}
    return [
        {
            _("versions"): each.name,
            _("from"): ", ".join(f"{began} ({keras_versions.BEGAN[began]})" for began in each.began),
            _("`accuracy` is picked"): rules[each.accuracy_rule],
            _("the loss is computed on"): rules[each.loss_rule],
            _("source"): each.source(),
        }
        for each in keras_versions.ERAS
    ]
