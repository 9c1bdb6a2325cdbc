"""What the page asks, and what it recommends."""

from functools import partial

import streamlit as st

from core.experiment import Between, Limits, OneOf, YesNo
from core.language import _
from core.questions.choose import reading
from core.questions.choose.case import FEWEST, KERAS, MOST, RIGHT, YES_NO, Case, stored
from core.questions.choose.recommendation import Recommendation, recommended
from core.reading.words import keras_name
from core.ui import state
from core.ui.once import once

ANSWERS, CLASSES, LABELS, FROM_LOGITS, VERSION = "answers", "classes", "labels", "from_logits", "keras"
_OPENS_ON = Case()


def limits() -> dict[str, Limits]:
    """Of the URL's parameters; how labels can be stored depends on how many answers can be right."""
    return {
        ANSWERS: OneOf(RIGHT),
        CLASSES: Between(int, FEWEST, MOST),
        LABELS: OneOf(stored(_answers())),
        FROM_LOGITS: YesNo(),
        VERSION: OneOf(KERAS),
    }


def defaults() -> dict[str, object]:
    """What each control stands at where nothing is asked."""
    return {
        ANSWERS: _OPENS_ON.answers,
        CLASSES: _OPENS_ON.classes,
        LABELS: stored(_answers())[0],
        FROM_LOGITS: _OPENS_ON.from_logits,
        VERSION: _OPENS_ON.keras,
    }


def _answers() -> str:
    asked = state.asked(ANSWERS)
    return asked if asked in RIGHT else _OPENS_ON.answers


def ask() -> Case:
    """The questions, and the case that their answers make."""
    rights = {
        "one": _("one"),
        "several": _("several"),
        YES_NO: _("a yes or no"),
    }
    encodings = {
        "one_hot": _("one-hot rows"),
        "integer": _("numbers"),
        "integer_column": _("a column of numbers"),
        "multi_hot": _("rows of zeros and ones"),
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="choose_questions"):
        answers = _segments(_("How many answers are right?"), rights, ANSWERS)
        classes = st.number_input(
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
        offered = {each: encodings[each] for each in stored(answers)}
        labels = _segments(_("How are your labels stored?"), offered, LABELS)
        keras = _segments(_("Which Keras?"), {each: keras_name(each) for each in KERAS}, VERSION)
        from_logits = st.toggle(
            _("output logits"),
            key=FROM_LOGITS,
            bind="query-params",
            help=_("The last layer has no activation, and the loss is told so."),
        )
    return Case(answers, classes, labels, from_logits, keras)


def _segments(label: str, names: dict[str, str], key: str) -> str:
    default = defaults()[key]
    chosen = st.segmented_control(
        label,
        list(names),
        default=default,
        required=True,
        format_func=names.get,
        key=key,
        bind="query-params",
    )
    return chosen if chosen in names else default


def recommendation(case: Case) -> None:
    """What to write for it, and why."""
    advice = recommended(case)
    once(partial(_recommendation, advice), "choose", case)


def _recommendation(advice: Recommendation) -> None:
    st.subheader(reading.headline(advice), anchor=False)
    code, why = st.columns([1, 1.25], gap="medium")
    with code:
        st.code(f"{advice.layer}\n\n{advice.compile_call}", language="python", wrap_lines=True)
        st.markdown(reading.trained(advice))
    with why:
        rows = (
            (_("Last layer"), reading.why_layer(advice)),
            (_("Loss"), reading.why_loss(advice)),
            (_("Labels"), reading.why_labels(advice)),
            (_("Metric"), reading.why_metric(advice)),
        )
        st.markdown("\n".join(f"- **{name}.** {words}" for name, words in rows))
