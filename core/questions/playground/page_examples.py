"""The cell view: real test images, sorted by how their answers came out."""

import numpy as np
import streamlit as st

from core.experiment import Experiment, nets
from core.language import _
from core.measures.accuracy import Kind, kinds
from core.measures.snapshot import Gallery
from core.reading import answers
from core.reading.reading import read
from core.reading.words import right_in_words
from core.ui import cells
from core.ui.frame import embedded

KIND = "_kind"
OFFSET = "_offset"
SHOWN_FIRST = ("wrong_unsure", "right_as_wrong", "wrong")  # of each task's kinds, the telling one
SHOWN = 2


def examples(experiment: Experiment, gallery: Gallery, predictions: np.ndarray) -> None:
    """One kind of answer, a few of its examples with every cell, and a way to the next ones."""
    task, threshold = experiment.task, nets.threshold(experiment)
    counts = {
        kind: int(answers.those(gallery, predictions, kind, task, threshold).sum())
        for kind in kinds(task, threshold)
    }
    kind = _choose_kind(counts, experiment)
    found = answers.of_kind(gallery, predictions, kind, read(experiment).rounds, task, threshold)
    cells.style()
    if not found:
        st.caption(_("No answer is of this kind at this moment."))
        return
    at_once = 1 if embedded() else SHOWN
    offset = st.session_state.get(OFFSET, 0) % len(found)
    for answer in (found[offset:] + found[:offset])[:at_once]:
        cells.show(answer)
    if len(found) > at_once:
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


def _choose_kind(counts: dict[Kind, int], experiment: Experiment) -> Kind:
    known = {kind.id: kind for kind in counts}
    first = next(each for each in (*SHOWN_FIRST, *known) if each in known)
    if st.session_state.get(KIND) not in known:
        st.session_state[KIND] = first
    told = {
        "right": right_in_words(experiment),
        "n": sum(counts.values()),
    }
    if experiment.task == "classes":
        help = _(
            "✓ right, ✗ wrong. Sure: the largest p is above 0.5. Counted on the first {n} test images."
        )
    elif "right_as_wrong" in known:
        help = _(
            "✓ {right}. ✓ as ✗: such an answer, counted as wrong by binary_accuracy, which holds the "
            "logit against 0.5. Counted on the first {n} test images."
        )
    else:
        help = _("✓ {right}. Counted on the first {n} test images.")
    chosen = st.pills(
        _("answers at this moment"),
        list(known),
        format_func=lambda id: f"{kind_name(known[id])} {counts[known[id]]}",
        key=KIND,
        required=True,
        on_change=_move_on,
        args=(0,),
        help=help.format(**told),
        wrap=True,
    )
    return known[chosen or first]


def _move_on(offset: int) -> None:
    st.session_state[OFFSET] = offset
