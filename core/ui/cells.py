"""One answer on screen: its test image, two sentences, and its cells as an HTML table."""

import base64
import io
from html import escape

import numpy as np
import streamlit as st
from PIL import Image

from core.language import _, listed, ngettext
from core.measures import accuracy
from core.reading.answers import Answer, names

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
.wa-cells th[scope=row] {text-align: left; width: 3.9em; opacity: .8;}
.wa-cells thead th {border-top: 0; opacity: .8;}
.wa-cells .on {font-weight: 700;}
.wa-cells .wrong {background: rgba(232,89,12,.24); font-weight: 700;}
.wa-cells .answer {box-shadow: inset 0 0 0 2px rgba(28,126,214,.75);}
</style>
"""


def style() -> None:
    """How cells look. Once a page, before the first of them."""
    st.html(STYLE)


def show(answer: Answer) -> None:
    """The example as a picture, two sentences and a table."""
    st.html(html(answer))


def html(answer: Answer) -> str:
    """The example as a picture, two sentences and a table. Made of numbers and our own words only."""
    cells, right = len(answer.predictions), int(answer.cells_right.sum())
    counted = ngettext(
        "{right} of {cells} cell right = {share:.0f} %.",
        "{right} of {cells} cells right = {share:.0f} %.",
        cells,
    ).format(right=right, cells=cells, share=100 * right / cells)
    verdict = _("Answer right = 100 %.") if answer.right else _("Answer wrong = 0 %.")
    asked = _asked(answer)
    picture = _("the handwritten digit {label}").format(label=answer.label)
    return (
        f'<div class="wa-example"><img src="{_png(answer)}" alt="{escape(picture)}">'
        f"<p>{escape(asked)}<br>{escape(counted)}<br><b>{escape(verdict)}</b></p></div>"
        f"{_table(answer)}"
    )


def _asked(answer: Answer) -> str:
    """What is true of the digit, and what the net says."""
    if answer.task == "classes":
        return _("The digit is {label}. The net says {guess}.").format(
            label=answer.label, guess=answer.guess
        )
    return _("The digit is {label}: {truth}. The net says: {said}.").format(
        label=answer.label,
        truth=_yes_and_no(answer.task, answer.targets > 0),
        said=_yes_and_no(answer.task, answer.answered),
    )


def _yes_and_no(task: str, cells: np.ndarray) -> str:
    return listed(
        (_("{question} yes") if on else _("{question} no")).format(question=name)
        for name, on in zip(names(task), cells, strict=True)
    )


def _table(answer: Answer) -> str:
    right = answer.cells_right
    head = "".join(
        f'<th scope="col" class="{"answer" if said else ""}">{escape(name)}</th>'
        for name, said in zip(names(answer.task), answer.answered, strict=True)
    )
    logits = answer.threshold == accuracy.LOGIT_THRESHOLD
    on = answer.predictions > accuracy.THRESHOLD
    rows = (
        (_("target"), [_cell(f"{int(t)}", on=t > 0) for t in answer.targets]),
        (
            _("logit") if logits else "p",
            [_cell(_short(p), on=lit) for p, lit in zip(answer.predictions, on, strict=True)],
        ),
        (
            _("> 0.5") if logits and not answer.rounds else _("rounded"),
            [_cell(f"{each:.0f}", on=each > 0) for each in answer.rounded + 0.0],
        ),
        (_("right?"), [_cell("✓" if ok else "✗", wrong=not ok) for ok in right]),
    )
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(cells)}</tr>' for name, cells in rows
    )
    asked = _("class") if answer.task == "classes" else _("label")
    return (
        f'<table class="wa-cells"><thead><tr><th scope="row">{escape(asked)}</th>{head}</tr>'
        f"</thead><tbody>{body}</tbody></table>"
    )


def _cell(text: str, on: bool = False, wrong: bool = False) -> str:
    marks = " ".join(name for name, given in (("on", on), ("wrong", wrong)) if given)
    return f'<td class="{marks}">{text}</td>'


def _short(prediction: float) -> str:
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
