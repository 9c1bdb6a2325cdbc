"""The cell view: real test images, sorted by how their answers came out."""

from collections.abc import Hashable, Iterable

import numpy as np
import streamlit as st

from core.experiment import Experiment
from core.language import _
from core.measures.accuracy import Kind
from core.measures.snapshot import Gallery
from core.reading import answers
from core.reading.answers import Counting
from core.reading.reading import read
from core.ui import cells
from core.ui.context import embedded
from core.ui.once import once

KIND = "_kind"
OFFSET = "_offset"
SHOWN_FIRST = ("wrong_unsure", "right_as_wrong", "wrong", "wrong_sure")  # the telling ones
_UNASKED = "_kind_unasked"
SHOWN = 2


def examples(
    experiment: Experiment, gallery: Gallery, predictions: np.ndarray, shown: tuple[Hashable, ...]
) -> None:
    """One kind of answer, a few of its examples with every cell, and a way to the next ones.

    shown: what tells these predictions from all others.
    """
    by = answers.counting(read(experiment))
    counts = answers.counts(gallery, predictions, by)
    kind = _choose_kind(counts, by)
    if not counts[kind]:
        st.caption(_("No answer is of this kind at this moment."))
        return
    at_once = 1 if embedded() else SHOWN
    offset = st.session_state.get(OFFSET, 0) % counts[kind]

    def draw() -> None:
        found = answers.of_kind(gallery, predictions, kind, by)
        cells.show_all((found[offset:] + found[:offset])[:at_once], noted=not embedded())

    once(draw, "examples", *shown, kind.id, offset)
    if counts[kind] > at_once:
        st.button(
            _("More of these"),
            key="_more_examples",
            icon=":material/navigate_next:",
            on_click=_move_on,
            args=(offset + at_once,),
            type="tertiary",
        )


def kind_name(kind: Kind) -> str:
    """The kind in two words, its mark first."""
    return {
        "right": _("✓ right"),
        "wrong": _("✗ wrong"),
        "right_as_right": _("✓ as ✓"),
        "right_as_wrong": _("✓ as ✗"),
        "wrong_as_right": _("✗ as ✓"),
        "wrong_as_wrong": _("✗ as ✗"),
        "right_sure": _("✓ sure"),
        "right_unsure": _("✓ unsure"),
        "wrong_sure": _("✗ sure"),
        "wrong_unsure": _("✗ unsure"),
    }[kind.id]


def _choose_kind(counts: dict[Kind, int], by: Counting) -> Kind:
    known = {kind.id: kind for kind in counts}
    found = {each for each in known if counts[known[each]]}
    first = next(each for each in (*SHOWN_FIRST, *known) if each in (found or known))
    shown = st.session_state.get(KIND)
    if shown not in known or (shown not in found and shown == st.session_state.get(_UNASKED)):
        st.session_state[KIND] = st.session_state[_UNASKED] = first
    chosen = st.pills(
        _("answers at this moment"),
        list(known),
        format_func=lambda id: f"{kind_name(known[id])} {counts[known[id]]}",
        default=st.session_state[KIND],  # marked again after a time without answers
        key=KIND,
        required=True,
        on_change=_move_on,
        args=(0,),
        help=_("Counted on the first {n} test images.").format(n=sum(counts.values())),
        wrap=True,
    )
    meaning = _kinds_in_words(known, by)
    if meaning and not embedded():
        st.caption(meaning)
    return known[chosen or first]


def _kinds_in_words(known: Iterable[str], by: Counting) -> str:
    """What the names of the kinds mean, where they do not say it."""
    if by.task == "classes":
        if by.outputs == "probability":
            return _("✓ right, ✗ wrong. Sure: the largest p is above 0.5.")
        return _("✓ right, ✗ wrong. Sure: the largest output is above 0.5.")
    if "right_as_wrong" in known:
        return _("✓ as ✗: right, but 0.5 is asked of the logit, so it counts as wrong.")
    return ""


def _move_on(offset: int) -> None:
    st.session_state[OFFSET] = offset
