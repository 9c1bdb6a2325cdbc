"""The examples that count differently: where cells and the answer disagree, row by row."""

from functools import partial

import numpy as np
import streamlit as st

from core.language import _
from core.measures import accuracy
from core.questions.predictions.case import Case
from core.questions.predictions.page import Shown
from core.ui import cells

SHOWN = 3  # rows at once
MOST_CELLS = 10  # of a row that are shown: its label's, its answer's, and the largest others
KIND = "_predictions_kind"


def kinds(case: Case) -> dict[str, np.ndarray]:
    """(N,) booleans by id: in which ways rows count, those first in which the counts disagree."""
    right = case.right
    if case.outputs == "class":
        return {"wrong": ~right, "right": right}
    if case.task == "classes":
        wrong = np.sum((case.predictions > accuracy.THRESHOLD) != case.targets, axis=1)
        return {
            "wrong_cells_right": ~right,
            "right_cells_wrong": right & (wrong > 0),
            "right_all": right & (wrong == 0),
        }
    if case.task == "multi_label":
        largest = case.indices == case.answers
        return {
            "right_not_largest": right & ~largest,
            "wrong_largest": ~right & largest,
            "wrong_both": ~right & ~largest,
            "right_both": right & largest,
        }
    half = (case.predictions[:, 0] > accuracy.THRESHOLD) == case.targets[:, 0]
    if case.outputs == "logit":
        return {
            "right_not_at_half": right & ~half,
            "wrong_right_at_half": ~right & half,
            "wrong": ~right & ~half,
            "right": right & half,
        }
    return {"wrong": ~right, "right": right}


def _named(kind: str, count: int) -> str:
    words = {
        "wrong": _("✗ wrong: {n}"),
        "right": _("✓ right: {n}"),
        "wrong_cells_right": _("✗ wrong answer, yet cells count as right: {n}"),
        "right_cells_wrong": _("✓ right answer, yet cells count as wrong: {n}"),
        "right_all": _("✓ right in every cell: {n}"),
        "right_not_largest": _("✓ all labels right, yet the largest is not: {n}"),
        "wrong_largest": _("✗ not all labels right, yet the largest is: {n}"),
        "wrong_both": _("✗ wrong both ways: {n}"),
        "right_both": _("✓ right both ways: {n}"),
        "right_not_at_half": _("✓ right, yet wrong at 0.5: {n}"),
        "wrong_right_at_half": _("✗ wrong, yet right at 0.5: {n}"),
    }[kind]
    return words.format(n=f"{count:,}")


def rows(shown: Shown) -> None:
    """A choice of kinds, each with how many rows are of it, and the first of them."""
    found = {kind: those for kind, those in kinds(shown.case).items() if those.any()}
    counts = {kind: int(those.sum()) for kind, those in found.items()}
    options = list(found)
    if st.session_state.get(KIND) not in options:
        st.session_state.pop(KIND, None)
    kind = st.pills(
        _("rows"),
        options,
        default=options[0],
        required=True,
        format_func=lambda each: _named(each, counts[each]),
        key=KIND,
        wrap=True,
        label_visibility="collapsed",
    )
    kind = kind or options[0]
    shown.once(partial(_first, shown.case, found[kind]), "rows", kind)


def _first(case: Case, those: np.ndarray) -> None:
    for column, row in zip(st.columns(SHOWN, gap="medium"), np.flatnonzero(those), strict=False):
        with column:
            st.html(_row(case, int(row)))


def _row(case: Case, row: int) -> str:
    right = bool(case.right[row])
    verdict = _("Answer right.") if right else _("Answer wrong.")
    where = _("Row {row}, counted from 0.").format(row=f"{row:,}")
    label, answer = int(case.indices[row]), int(case.answers[row])
    if case.outputs == "class":
        said = _("The label is {label}, the predicted class {answer}.").format(
            label=label, answer=answer
        )
        return f'<div class="wa-example"><p>{where}<br>{said}<br><b>{verdict}</b></p></div>'
    targets, outputs = case.targets[row], case.predictions[row]
    on = outputs > accuracy.THRESHOLD
    ok = on == targets
    counted = _("{right} of {cells} cells right at 0.5.").format(right=int(ok.sum()), cells=len(ok))
    places = _places(outputs, label, answer if case.task == "classes" else label)
    answered = case.on[row] if case.task != "classes" else np.arange(len(outputs)) == answer
    name = _("logit") if case.outputs == "logit" else "p"
    table = cells.table(
        _("class") if case.task == "classes" else _("label"),
        [str(place) for place in places],
        [bool(answered[place]) for place in places],
        (
            (_("target"), [cells.cell(f"{int(targets[k])}", on=bool(targets[k])) for k in places]),
            (name, [cells.cell(cells.short(float(outputs[k])), on=bool(on[k])) for k in places]),
            (_("> 0.5"), [cells.cell(f"{int(on[k])}", on=bool(on[k])) for k in places]),
            (_("right?"), [cells.cell("✓" if ok[k] else "✗", wrong=not ok[k]) for k in places]),
        ),
    )
    return f'<div class="wa-example"><p>{where} {counted}<br><b>{verdict}</b></p></div>{table}'


def _places(outputs: np.ndarray, label: int, answer: int) -> list[int]:
    """The cells that are shown: all of few, else the label's, the answer's and the largest."""
    if len(outputs) <= MOST_CELLS:
        return list(range(len(outputs)))
    largest = np.argsort(-outputs, kind="stable")[:MOST_CELLS].tolist()
    return sorted(list(dict.fromkeys([label, answer, *largest]))[:MOST_CELLS])
