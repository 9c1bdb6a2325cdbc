"""One answer cell by cell: outputs to move, a threshold, and what is counted."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from core.experiment import Between, OneOf
from core.language import _, sentences
from core.measures import bounds
from core.questions.arithmetic import example as examples
from core.questions.arithmetic.example import CLASSES, FIRST, MADE, WHOLE, Example
from core.ui import cells, staging, state
from core.ui.once import once

OUTPUTS = tuple(f"p{place}" for place in range(CLASSES))
LABEL, THRESHOLD = "label", "threshold"
LOWEST, HIGHEST = 0.05, 0.95  # of the threshold
LIMITS = {name: Between(float, 0, 1) for name in OUTPUTS} | {
    LABEL: OneOf(tuple(range(CLASSES))),
    THRESHOLD: Between(float, LOWEST, HIGHEST),
}
DEFAULTS = {name: each / WHOLE for name, each in zip(OUTPUTS, FIRST.outputs, strict=True)} | {
    LABEL: FIRST.label,
    THRESHOLD: FIRST.threshold / WHOLE,
}


def one_answer(activation: str) -> None:
    """One answer's cells and the count; below them sliders for its outputs and the threshold."""
    _settle(activation)
    st.subheader(_("How 0, 1, 2 or more wrong cells arise: one answer"), anchor=False)
    if not staging.hidden("examples"):
        _made(activation)
    shown = st.container(key="one_answer")  # above what moves it, in sight on a phone too
    if left := staging.shown(*OUTPUTS, THRESHOLD):
        with st.grid(4, min_column_width=150, gap="medium"):
            for name in left:
                _moved_by(name, activation)
    # Below the grid: all of it has room on a phone.
    example = Example(_outputs(), _label(), _hundredths(THRESHOLD))
    with shown:
        cells.style()
        once(partial(_cells, example, activation), "arithmetic_cells", example, activation)


def _moved_by(name: str, activation: str) -> None:
    """The slider of an output, or of the threshold."""
    if name == THRESHOLD:
        label = _("threshold of binary_accuracy")
        _slider(name, label, min_value=LOWEST, max_value=HIGHEST, step=0.05)
        return
    place = OUTPUTS.index(name)
    label = _("output of class {place}").format(place=place)
    _slider(name, label, on_change=_rescale, args=(activation, place))


def _slider(name: str, label: str, step: float = 0.01, **options) -> None:
    limits = {"min_value": 0.0, "max_value": 1.0} | options
    st.slider(
        label, value=DEFAULTS[name], step=step, format="%.2f", key=name, bind="query-params", **limits
    )


def _label() -> int:
    if staging.hidden(LABEL):
        return state.value(LABEL, LIMITS, DEFAULTS)
    chosen = st.segmented_control(
        _("label: the true class"),
        LIMITS[LABEL].options,
        default=DEFAULTS[LABEL],
        required=True,
        key=LABEL,
        bind="query-params",
    )
    return DEFAULTS[LABEL] if chosen is None else chosen


def _made(activation: str) -> None:
    names = examples.names()
    with st.container(horizontal=True, gap="xsmall"):
        for each in MADE:
            if activation in each.activations:
                st.button(
                    names[each.id], key=f"_made_{each.id}", on_click=_choose, args=(each.example,)
                )


def _choose(example: Example) -> None:
    _set_outputs(example.outputs)
    st.session_state[LABEL] = example.label
    st.session_state[THRESHOLD] = example.threshold / WHOLE


def _hundredths(name: str) -> int:
    stands = state.asked(name)
    return round(WHOLE * float(DEFAULTS[name] if stands is None else stands))


def _outputs() -> tuple[int, ...]:
    return tuple(map(_hundredths, OUTPUTS))


def _set_outputs(outputs: Sequence[int]) -> None:
    for name, each in zip(OUTPUTS, outputs, strict=True):
        st.session_state[name] = int(each) / WHOLE


def _settle(activation: str) -> None:
    """Have outputs sum to 1 under softmax, wherever they come from: a link, or sigmoids before."""
    outputs = _outputs()
    if activation == "softmax" and sum(outputs) != WHOLE:
        settled = bounds.shares(outputs, WHOLE)
        # A slider that is drawn for the first time takes what the URL said at the start of the run.
        if unread := {name for name in OUTPUTS if name in st.query_params} - st.session_state.keys():
            url = dict(zip(OUTPUTS, (f"{each / WHOLE:g}" for each in settled), strict=True))
            st.query_params.update({name: url[name] for name in unread})
            for name in url.keys() - unread:
                st.session_state[name] = float(url[name])
            st.rerun()
        _set_outputs(settled)


def _rescale(activation: str, moved: int) -> None:
    """Under softmax the others make room for the one that was moved, or take it."""
    if activation == "softmax":
        rescaled = bounds.rescaled(_outputs(), moved, WHOLE)
        for place, name in enumerate(OUTPUTS):
            if place != moved:  # which the reader may be moving on already
                st.session_state[name] = int(rescaled[place]) / WHOLE


def _cells(example: Example, activation: str) -> None:
    table, told = st.columns([1.1, 1], gap="large")
    with table:
        st.html(_table(example))
    with told:
        st.markdown(f"{examples.counted(example)}  \n{examples.why(example)}")
        rest = (examples.at_the_edge(example), examples.most_wrong(activation, example.threshold))
        st.caption(sentences(rest))


def _table(example: Example) -> str:
    places = range(len(example.outputs))
    rows = (
        (_("target"), [cells.cell(f"{each:.0f}", on=each > 0) for each in example.targets]),
        (
            "p",
            [
                cells.cell(f"{p:.2f}", on=on)
                for p, on in zip(example.predictions, example.on, strict=True)
            ],
        ),
        (
            f"> {example.held_against:g}",
            [cells.cell(f"{each:.0f}", on=bool(each)) for each in example.on],
        ),
        (
            _("right?"),
            [cells.cell("✓" if ok else "✗", wrong=not ok) for ok in example.cells_right],
        ),
    )
    answered = [place == example.answer for place in places]
    return cells.table(_("class"), [str(place) for place in places], answered, rows)
