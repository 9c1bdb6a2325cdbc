"""One answer on screen: its test image, two sentences, and its cells as an HTML table."""

import base64
import io
from collections.abc import Iterable, Sequence
from html import escape

import numpy as np
import streamlit as st
from PIL import Image

from core.language import _, listed, ngettext
from core.measures import accuracy
from core.reading.answers import Answer, names
from core.reading.notes import CellNote, on_cells

Row = tuple[str, list[str]]  # its name, and its cells as HTML

STYLE = """
<style>
.wa-example {display: flex; gap: .7rem; align-items: center; margin: 0 0 .15rem;}
.wa-example img {width: 52px; height: 52px; image-rendering: pixelated; border-radius: 4px;
  border: 1px solid rgba(128,128,128,.5); background: #000;}
.wa-example p {margin: 0; line-height: 1.35; font-size: .93rem;}
.wa-cells {border-collapse: collapse; width: 100%; table-layout: fixed; font-size: .74rem;
  font-variant-numeric: tabular-nums; margin: 0 0 .3rem;}
.wa-cells th, .wa-cells td {text-align: center; padding: 1px 0; border: 0;
  border-top: 1px solid rgba(128,128,128,.22); font-weight: 400; white-space: nowrap;}
.wa-cells th[scope=row] {text-align: left; width: 3.9em; opacity: .88;}
.wa-cells thead th {border-top: 0; opacity: .88;}
.wa-cells .once {white-space: normal;}
.wa-cells .on {font-weight: 700;}
.wa-cells .wrong {background: rgba(232,89,12,.24); font-weight: 700;}
.wa-note {position: relative; margin-left: 2.89rem; height: 1rem; font-size: .72rem; line-height: 1rem;
  opacity: .88;}
.wa-note.above span {position: absolute; white-space: nowrap;}
.wa-note.above .after {left: var(--middle); padding-left: .35rem; border-left: 1px solid;}
.wa-note.above .before {right: calc(100% - var(--middle)); padding-right: .35rem;
  border-right: 1px solid;}
.wa-note.below {margin-top: -.2rem; height: 1.4rem; text-align: center;}
.wa-note.below::before {content: ""; display: block; height: .25rem; border: 1px solid; border-top: 0;
  margin: 0 var(--last) 0 var(--first);}
@media (max-width: 640px) {.wa-note {display: none;}}
.wa-cells .answer {box-shadow: inset 0 0 0 2px rgba(28,126,214,.75);}
</style>
"""


def style() -> None:
    """How cells look. Once a page, before the first of them."""
    st.html(STYLE)


def show(answer: Answer, noted: bool = False) -> None:
    """The example as a picture, two sentences and a table. noted: with notes on what the cells mean."""
    st.html(html(answer, noted))


def show_all(answers: Sequence[Answer], noted: bool = False) -> None:
    """Several one under the other, as one element, which brings the style along. noted: the first."""
    below = '<div style="height: 1rem"></div>'  # as far as from one element to the next
    shown = below.join(html(answer, noted and place == 0) for place, answer in enumerate(answers))
    st.html(STYLE + shown)


def uncounted(answer: Answer) -> None:
    """The example with its targets and outputs, before anything is counted."""
    width = max(len(answer.predictions), len(answer.targets))
    rows = (_target_row(answer, width), _output_row(answer, width))
    cells = table(_class(answer), names(answer.by.task, width), _answered(answer, width), rows)
    st.html(f"{_pictured(answer, escape(_asked(answer)))}{cells}")


def html(answer: Answer, noted: bool = False) -> str:
    """The example as a picture, two sentences and a table. Made of numbers and our own words only."""
    notes = on_cells(answer) if noted else ()
    above, below = (
        "".join(_note(each, len(answer.predictions)) for each in notes if each.above == up)
        for up in (True, False)
    )
    verdict = _("Answer right = 100 %.") if answer.right else _("Answer wrong = 0 %.")
    said = "<br>".join(escape(each) for each in (_asked(answer), _counted(answer)))
    shown = _pictured(answer, f"{said}<br><b>{escape(verdict)}</b>")
    return f"{shown}{above}{_table(answer)}{below}"


def _pictured(answer: Answer, said: str) -> str:
    """The example's image, and HTML beside it."""
    picture = _("the handwritten digit {label}").format(label=answer.label)
    return (
        f'<div class="wa-example"><img src="{_png(answer)}" alt="{escape(picture)}"><p>{said}</p></div>'
    )


def _note(note: CellNote, cells: int) -> str:
    """A note, and a line from it to its cells."""
    first, last = (100 * each / cells for each in (note.cells[0], note.cells[1] + 1))
    middle = (first + last) / 2
    side = "before" if middle > 50 else "after"
    place = f"--first:{first:g}%;--last:{100 - last:g}%;--middle:{middle:g}%"
    where, text = "below", escape(note.text)
    if note.above:
        where, text = "above", f'<span class="{side}">{text}</span>'
    return f'<div class="wa-note {where}" style="{place}">{text}</div>'


def _counted(answer: Answer) -> str:
    """What the accuracy makes of it."""
    cells, right = len(answer.counted), int(answer.counted.sum())
    if not answer.by.by_cell:
        return _("Counted as right = 100 %.") if right else _("Counted as wrong = 0 %.")
    return ngettext(
        "{right} of {cells} cell right = {share:.0f} %.",
        "{right} of {cells} cells right = {share:.0f} %.",
        cells,
    ).format(right=right, cells=cells, share=100 * right / cells)


def _asked(answer: Answer) -> str:
    """What is true of the digit, and what the net says."""
    if answer.by.task == "classes":
        return _("The digit is {label}. The net says {guess}.").format(
            label=answer.label, guess=answer.guess
        )
    return _("The digit is {label}: {truth}. The net says: {said}.").format(
        label=answer.label,
        truth=_yes_and_no(answer.by.task, answer.truth > 0),
        said=_yes_and_no(answer.by.task, answer.answered),
    )


def _yes_and_no(task: str, cells: np.ndarray) -> str:
    return listed(
        (_("{question} yes") if on else _("{question} no")).format(question=name)
        for name, on in zip(names(task), cells, strict=True)
    )


def _table(answer: Answer) -> str:
    width = max(len(answer.predictions), len(answer.targets))
    rows = (_target_row(answer, width), _output_row(answer, width), *_counted_rows(answer, width))
    return table(_class(answer), names(answer.by.task, width), _answered(answer, width), rows)


def _class(answer: Answer) -> str:
    return _("class") if answer.by.task == "classes" else _("label")


def table(asked: str, heads: Sequence[str], answered: Sequence[bool], rows: Iterable[Row]) -> str:
    """Cells side by side as HTML. asked: what the heads are; answered: which of them the answer is."""
    head = "".join(
        f'<th scope="col" class="{"answer" if said else ""}">{escape(name)}</th>'
        for name, said in zip(heads, answered, strict=True)
    )
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(cells)}</tr>' for name, cells in rows
    )
    return (
        f'<table class="wa-cells"><thead><tr><th scope="row">{escape(asked)}</th>{head}</tr>'
        f"</thead><tbody>{body}</tbody></table>"
    )


def _answered(answer: Answer, width: int) -> np.ndarray:
    """(width,) booleans: the cells of the head that the net's answer consists of."""
    if width == len(answer.predictions):
        return answer.answered
    return np.array([not answer.answered[0], answer.answered[0]])  # one output, two labels


def _target_row(answer: Answer, width: int) -> Row:
    if len(answer.targets) == width:
        return _("target"), [cell(f"{int(each)}", on=each > 0) for each in answer.targets]
    number = _("{number}, one number for all {cells}").format(
        number=int(answer.targets[0]), cells=width
    )
    return _("target"), [_one_cell(number, width)]


def _output_row(answer: Answer, width: int) -> Row:
    on = answer.predictions > accuracy.THRESHOLD
    cells = [cell(short(p), on=lit) for p, lit in zip(answer.predictions, on, strict=True)]
    return _output_name(answer), cells * (width // len(cells))


def _output_name(answer: Answer) -> str:
    return {"probability": "p", "logit": _("logit"), "output": _("output")}[answer.by.outputs]


def _counted_rows(answer: Answer, width: int) -> tuple[Row, Row]:
    """What is compared, and how it comes out: in every cell, or once for the example."""
    if not answer.by.by_cell:
        [right] = answer.counted
        mark = _one_cell("✓" if right else "✗", width, wrong=not right)
        return (_("largest"), [_one_cell(_largest(answer), width)]), (_("right?"), [mark])
    as_rounded = answer.by.rounds or answer.by.outputs == "probability"
    rounded = [cell(f"{each:.0f}", on=each > 0) for each in answer.rounded + 0.0]
    return (
        (_("rounded") if as_rounded else _("> 0.5"), rounded * (width // len(rounded))),
        (_("right?"), [cell("✓" if ok else "✗", wrong=not ok) for ok in answer.counted]),
    )


def _largest(answer: Answer) -> str:
    """The two places that an accuracy of whole examples compares."""
    cells = names(answer.by.task)
    guess, wanted, output = cells[answer.guess], answer.wanted, _output_name(answer)
    if answer.by.picked == "sparse_categorical_accuracy":
        return _("label: {label}; {output}: at {guess}").format(
            label=wanted, output=output, guess=guess
        )
    if answer.by.labels == "integer":
        return _("target: place {place} of its batch; {output}: at {guess}").format(
            place=wanted, output=output, guess=guess
        )
    if answer.by.labels == "integer_column":
        return _("target: at 0, it has one column; {output}: at {guess}").format(
            output=output, guess=guess
        )
    return _("target: at {place}; {output}: at {guess}").format(
        place=cells[wanted], output=output, guess=guess
    )


def cell(text: str, on: bool = False, wrong: bool = False) -> str:
    """One cell as HTML, of a text that needs no escaping."""
    marks = " ".join(name for name, given in (("on", on), ("wrong", wrong)) if given)
    return f'<td class="{marks}">{text}</td>'


def _one_cell(text: str, width: int, wrong: bool = False) -> str:
    """What is said once, over all cells."""
    marks = " ".join(("once", "wrong")[: 1 + wrong])
    return f'<td class="{marks}" colspan="{width}">{escape(text)}</td>'


def short(prediction: float) -> str:
    """A prediction in three or four characters: ".03", "1.0", "-2.4"; tiny ones are "0"."""
    if not np.isfinite(prediction):
        return f"{prediction:.0f}"
    if abs(prediction) < 0.005:
        return "0"
    if abs(prediction) < 0.995:
        return f"{prediction:.2f}".replace("0.", ".", 1)
    return f"{prediction:.1f}"


def _png(answer: Answer) -> str:
    pixels = np.round(255 * (answer.image.astype("float32") / answer.brightest)).astype("uint8")
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, format="PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
