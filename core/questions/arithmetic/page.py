"""What the page on arithmetic shows first: a report, the true accuracies that it allows, and why."""

import re
from functools import partial
from typing import Any

import streamlit as st

from core.experiment import Between, OneOf
from core.experiment.limits import InvalidChoice, Limits
from core.language import _
from core.questions.arithmetic import charts, page_example, reading
from core.questions.arithmetic.report import ACTIVATIONS, EXAMPLES, FEWEST, MOST, Report, Worked
from core.reading.printed import PrintedShare
from core.ui import links, staging, state, style, tables
from core.ui.context import embedded
from core.ui.draw import draw_rows
from core.ui.once import once
from core.ui.plain import as_code

REPORTED, CLASSES, ACTIVATION, WHOLE = "reported", "classes", "activation", "whole"
LIMITS = {
    REPORTED: PrintedShare(),
    CLASSES: Between(int, FEWEST, MOST),
    ACTIVATION: OneOf(ACTIVATIONS),
} | page_example.LIMITS
DEFAULTS = {
    REPORTED: EXAMPLES[0].reported,
    CLASSES: EXAMPLES[0].classes,
    ACTIVATION: ACTIVATIONS[0],
} | page_example.DEFAULTS
_LAST_READ = "_arithmetic_reported"
LONGEST = 40  # characters of a report


def limits() -> dict[str, Limits]:
    """Of what is still to be read from the URL: what is typed here is answered beside its field."""
    return {
        name: each for name, each in LIMITS.items() if name != REPORTED or name not in st.session_state
    }


def ask() -> Report:
    """The controls, and the report that they stand at."""
    controls = {REPORTED: _reported, CLASSES: _classes, ACTIVATION: _activation}
    if not embedded():  # there the link has chosen
        controls["examples"] = _worked
    if left := staging.shown(*controls):
        with st.container(horizontal=True, vertical_alignment="bottom", key="report"):
            for name in left:
                controls[name]()
    return _read(_stands_at(ACTIVATION))


def _stands_at(name: str) -> Any:
    """What a control is at, or would be at if it were drawn."""
    return state.value(name, LIMITS, DEFAULTS)


def _reported() -> None:
    st.text_input(
        _("reported binary accuracy"),
        DEFAULTS[REPORTED],
        max_chars=LONGEST,
        key=REPORTED,
        bind="query-params",
        live=True,
        help=_("As a share or in percent, with a point or a comma: 0.998, 99.8 %, 99,8."),
        width=190,
    )


def _classes() -> None:
    st.number_input(
        _("classes (K)"),
        FEWEST,
        MOST,
        DEFAULTS[CLASSES],
        key=CLASSES,
        bind="query-params",
        help=_(
            "One-hot classes, one output each. One single output has one cell: there the reported "
            "accuracy is the true one."
        ),
        width=140,
    )


def _activation() -> None:
    st.segmented_control(
        _("activation of the last layer"),
        ACTIVATIONS,
        default=DEFAULTS[ACTIVATION],
        required=True,
        key=ACTIVATION,
        bind="query-params",
        help=_("softmax: outputs sum to 1. sigmoid: each is free."),
    )


def _worked() -> None:
    names = {
        "mnist": _("MNIST: {reported} with {classes}"),
        "topics": _("Topics: {reported} with {classes}"),
    }
    for each in EXAMPLES:
        st.button(
            names[each.id].format(reported=each.reported, classes=each.classes),
            key=f"_worked_{each.id}",
            on_click=_choose,
            args=(each,),
        )


def _choose(example: Worked) -> None:
    st.session_state[REPORTED], st.session_state[CLASSES] = example.reported, example.classes


def _read(activation: str) -> Report:
    """What stands in the fields; of a report that is none, the last one that was."""
    session = st.session_state
    typed = DEFAULTS[REPORTED] if (said := state.asked(REPORTED)) is None else said
    with st.container(key="typed"):
        try:
            LIMITS[REPORTED].parse(typed)
        except InvalidChoice as problem:
            st.caption(
                _(":red[{typed} cannot be used: {reason}.] `{used}` is used instead.").format(
                    typed=as_code(typed, LONGEST),
                    reason=problem,
                    used=session.get(_LAST_READ, DEFAULTS[REPORTED]),
                )
            )
        else:
            session[_LAST_READ] = typed
            if not embedded():
                _what_is_counted()
    printed = LIMITS[REPORTED].parse(session.get(_LAST_READ, DEFAULTS[REPORTED]))
    return Report(printed, _stands_at(CLASSES), activation)


def _what_is_counted() -> None:
    st.caption(
        _(
            "Binary accuracy counts cells: each of the K outputs of an answer is one, right or wrong. "
            "Most of them are rightly near 0, whatever the answer."
        )
    )


def answer(report: Report) -> None:
    """The interval, in a sentence, in numbers and as a chart."""
    once(partial(_headline, report), "arithmetic_headline", report)
    told, drawn = st.columns([1, 1.3], gap="medium")
    with told, st.container(key="allowed"):
        once(partial(_numbers, report), "arithmetic_numbers", report)
    with drawn:
        _chart(report)


def _headline(report: Report) -> None:
    st.subheader(reading.headline(report), anchor=False)


def _numbers(report: Report) -> None:
    possible = report.possible
    always = _("Of a net of which exactly one output is above 0.5 in every answer: the answer's own.")
    numbers = (
        (_("at least"), reading.precise(report.allowed.low) if possible else "–", None),
        (_("if always sure"), reading.sure(report), always),
        (_("at most"), reading.precise(report.allowed.high) if possible else "–", None),
    )
    with st.grid(3, min_column_width=85, gap="small"):
        for label, number, meant in numbers:
            st.metric(label, number, help=meant)
    st.markdown(reading.meaning(report))
    if told := reading.rounding(report):
        st.caption(told)


def _chart(report: Report) -> None:
    whole = False
    if not embedded():
        whole = st.toggle(
            _("every report there is"),
            key=WHOLE,
            help=_("The axis spans all of them, not only what is near yours."),
            disabled=charts.start(report, whole=False) == report.least,
        )
    draw_rows(
        charts.allowed,
        charts.rows(report, whole),
        charts.takeaway(report, reading.headline(report)),
        key="_allowed",
        height=250 if embedded() else 300,
        ink=style.ink(),
        paper=style.paper(),
    )


def worked_out(report: Report) -> None:
    """The steps with this report's numbers, and answers that reach either end."""
    once(partial(_worked_out, report), "arithmetic_worked_out", report)


def _worked_out(report: Report) -> None:
    worked, reached = st.columns(2, gap="large")
    with worked:
        st.markdown(_("#### Worked out"))
        st.markdown(_lines(reading.steps(report)) if report.possible else reading.impossible(report))
    with reached:
        st.markdown(_("#### Answers that report just this"))
        if report.possible:
            tables.small(reading.reached(report))
        else:
            st.markdown(_("There are none."))


def derivation() -> None:
    """Where the bounds come from, for either activation."""
    once(_derivation, "arithmetic_derivation")


def _derivation() -> None:
    st.subheader(_("Where the bounds come from"), anchor=False)
    st.caption(
        _(
            "K one-hot classes; r, the reported binary accuracy; a, the true accuracy: how often the "
            "largest output is the label's. E = K(1 − r) is how many cells of an answer are wrong, on "
            "average. An output of exactly 0.5 is not above it; of equal largest ones the first counts."
        )
    )
    columns = st.columns(2, gap="large")
    for column, activation in zip(columns, ACTIVATIONS, strict=True):
        with column:
            st.markdown(f"**{activation}**")
            st.markdown(_lines(reading.derivation(activation)))
    st.caption(
        _(
            "With two classes and a softmax, the larger output is above 0.5 unless both are equal. So "
            "nothing has one wrong cell, and a = r."
        )
    )


def _lines(steps: list[str]) -> str:
    return "\n".join(f"{place}. {_unbroken(step)}" for place, step in enumerate(steps, 1))


def _unbroken(formula: str) -> str:
    """No line ends at a minus, a times or an inequality; it may at an equals sign."""
    return re.sub(r" ([−×≤≥]) ", "\N{NO-BREAK SPACE}\\1\N{NO-BREAK SPACE}", formula)


def more() -> None:
    """Where this number comes from, on other pages."""
    with st.container(horizontal=True):
        links.see("mnist", _("See a real net behind 0.998, counted by hand"))
        links.see("versions", _("See which Keras reports binary accuracy"))
