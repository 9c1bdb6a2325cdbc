"""What the page asks, and what it recommends."""

from functools import partial

import streamlit as st

from core.check import STORED
from core.experiment import Between, Limits, OneOf, YesNo
from core.language import _
from core.questions.choose import reading
from core.questions.choose.case import FEWEST, KERAS, MOST, RIGHT, YES_NO, Case, stored
from core.questions.choose.recommendation import Recommendation, recommended
from core.ui import staging, state
from core.ui.once import once

ANSWERS, CLASSES, LABELS, FROM_LOGITS, VERSION = "answers", "classes", "labels", "from_logits", "keras"
_OPENS_ON = Case()
_KEPT = "_choose_labels"  # how labels were stored before several answers could be right


LIMITS: dict[str, Limits] = {
    ANSWERS: OneOf(RIGHT),
    CLASSES: Between(int, FEWEST, MOST),
    LABELS: OneOf(STORED),
    FROM_LOGITS: YesNo(),
    VERSION: OneOf(KERAS),
}


def limits() -> dict[str, Limits]:
    """Of the URL's parameters; how labels can be stored depends on how many answers can be right."""
    return limits_of(_answers())


def limits_of(answers: str) -> dict[str, Limits]:
    """The same, for so many right answers."""
    return LIMITS | {LABELS: OneOf(stored(answers))}


def defaults() -> dict[str, object]:
    """What each control stands at where nothing is asked."""
    return {
        ANSWERS: _OPENS_ON.answers,
        CLASSES: _OPENS_ON.classes,
        LABELS: stored(_answers())[0],
        FROM_LOGITS: _OPENS_ON.from_logits,
        VERSION: _OPENS_ON.keras,
    }


def instead() -> dict[str, object]:
    """What is used instead of what a control cannot take: of labels the last choice that it can."""
    kept = st.session_state.get(_KEPT)
    return defaults() | ({LABELS: kept} if kept in stored(_answers()) else {})


def _answers() -> str:
    asked = state.asked(ANSWERS)
    return asked if asked in RIGHT else _OPENS_ON.answers


def ask() -> Case:
    """The questions, and the case that their answers make."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="choose_questions"):
        answers = _segments(
            _("How many answers are right?"),
            RIGHT,
            ANSWERS,
            _("one: exactly one class. several: any number of labels. yes_no: one question."),
        )
        classes = _classes(answers)
        labels = _segments(
            _("How are your labels stored?"),
            stored(answers),
            LABELS,
            _(
                "one_hot: rows with a single 1. integer: class numbers. integer_column: the same as a "
                "column, (N, 1). multi_hot: rows with any number of ones."
            ),
        )
        keras = _segments(
            _("Which Keras?"),
            KERAS,
            VERSION,
            _("2.2.4 is standalone Keras, tf-2.2.3 the tf.keras of TensorFlow 2.2.3."),
        )
        from_logits = _from_logits()
    if answers != "several":
        st.session_state[_KEPT] = labels
    return Case(answers, classes, labels, from_logits, keras)


def _classes(answers: str) -> int:
    if staging.hidden(CLASSES):
        return state.value(CLASSES, LIMITS, defaults())
    return st.number_input(
        _("Classes or labels"),
        FEWEST,
        MOST,
        defaults()[CLASSES],
        key=CLASSES,
        bind="query-params",
        disabled=answers == YES_NO,
        help=_("How many there are. A yes or no has no such number."),
        width=140,
    )


def _from_logits() -> bool:
    if staging.hidden(FROM_LOGITS):
        return state.value(FROM_LOGITS, LIMITS, defaults())
    return st.toggle(
        _("output logits"),
        key=FROM_LOGITS,
        bind="query-params",
        help=_("The last layer has no activation, and the loss is told so."),
    )


def _segments(label: str, options: tuple[str, ...], key: str, meant: str) -> str:
    """One of the options, shown as the URL has them: it is bound by what is shown."""
    if staging.hidden(key):
        return state.value(key, limits(), instead())
    default = defaults()[key]
    chosen = st.segmented_control(
        label,
        options,
        default=default,
        required=True,
        key=key,
        bind="query-params",
        help=meant,
    )
    return chosen if chosen in options else default


def recommendation(case: Case) -> None:
    """What to write for it, and why."""
    advice = recommended(case)
    once(partial(_recommendation, advice), "choose", case)


def _recommendation(advice: Recommendation) -> None:
    st.subheader(reading.headline(advice), anchor=False)
    code, why = st.columns([1, 1.25], gap="medium")
    with code:
        # "py", not "python": a piece, which is whole and runs as it stands in the script below.
        st.code(f"{advice.layer}\n\n{advice.compile_call}", language="py", wrap_lines=True)
        st.markdown(reading.trained(advice))
    with why:
        reasons = (
            _("**Last layer.** {why}").format(why=reading.why_layer(advice)),
            _("**Loss.** {why}").format(why=reading.why_loss(advice)),
            _("**Labels.** {why}").format(why=reading.why_labels(advice)),
            _("**Metric.** {why}").format(why=reading.why_metric(advice)),
        )
        st.markdown("\n".join(f"- {each}" for each in reasons))
