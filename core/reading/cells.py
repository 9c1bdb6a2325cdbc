"""One test image and its K cells, as an HTML table: what each accuracy sees in one answer."""

import base64
import io
from dataclasses import dataclass
from html import escape

import numpy as np

from core import datasets
from core.language import _, ngettext
from core.measures import accuracy
from core.measures.snapshot import Gallery

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
.wa-counts {border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums;}
</style>
"""


@dataclass(frozen=True)
class Answer:
    """One test example with its K predictions and its row of targets.

    label: the digit. threshold: what the net's own answer to a yes-or-no question is held against;
    0 for logits.
    """

    image: np.ndarray
    brightest: int
    label: int
    predictions: np.ndarray
    rounds: bool = False
    task: str = "classes"
    threshold: float = accuracy.THRESHOLD

    @property
    def guess(self) -> int:
        """The class with the largest prediction."""
        return int(np.argmax(self.predictions))

    @property
    def right(self) -> bool:
        """Whether the answer counts as right in `core.measures.accuracy.true_accuracy`."""
        labels = datasets.labels_of(self.task, np.array([self.label]))
        return bool(accuracy.answers_right(labels, self.predictions[np.newaxis], self.threshold)[0])

    @property
    def answered(self) -> np.ndarray:
        """(K,) booleans: the cells that the net's answer consists of."""
        if self.task == "classes":
            return np.arange(len(self.predictions)) == self.guess
        return self.predictions > self.threshold

    @property
    def targets(self) -> np.ndarray:
        """(K,) zeros and ones: the label's one-hot row, or what is true of the digit."""
        if self.task == "classes":
            return np.eye(len(self.predictions))[self.label]
        return np.atleast_1d(datasets.labels_of(self.task, np.array(self.label))).astype(float)

    @property
    def cells_right(self) -> np.ndarray:
        """(K,) booleans: the cells that binary_accuracy counts as right."""
        return accuracy.cells_right(self.targets, self.predictions, threshold(self.rounds))

    @property
    def rounded(self) -> np.ndarray:
        """(K,) what binary_accuracy compares with the targets."""
        return np.round(self.predictions) if self.rounds else self.predictions > accuracy.THRESHOLD


def threshold(rounds: bool) -> float | None:
    """What a Keras version that rounds, or does not, asks `core.measures.accuracy` to compare with."""
    return None if rounds else accuracy.THRESHOLD


def answers(
    gallery: Gallery,
    predictions: np.ndarray,
    kind: accuracy.Kind,
    rounds: bool = False,
    task: str = "classes",
    threshold: float = accuracy.THRESHOLD,
) -> list[Answer]:
    """The gallery's examples of one kind, in the order of the test set.

    rounds: whether the Keras version rounds predictions, instead of comparing them with 0.5.
    """
    return [
        Answer(
            gallery.images[place],
            gallery.brightest,
            int(gallery.labels[place]),
            predictions[place],
            rounds,
            task,
            threshold,
        )
        for place in np.flatnonzero(those(gallery, predictions, kind, task, threshold))
    ]


def those(
    gallery: Gallery,
    predictions: np.ndarray,
    kind: accuracy.Kind,
    task: str = "classes",
    threshold: float = accuracy.THRESHOLD,
) -> np.ndarray:
    """(M,) booleans: which of the gallery's examples are of this kind."""
    shown = min(len(gallery.labels), len(predictions))
    labels = datasets.labels_of(task, gallery.labels[:shown])
    # Classes are sure above 0.5, whatever threshold their task's answers have.
    held_against = accuracy.THRESHOLD if task == "classes" else threshold
    return accuracy.is_kind(kind, labels, predictions[:shown], held_against)


def names(task: str) -> list[str]:
    """What each of the K cells stands for."""
    if task == "classes":
        return [str(digit) for digit in range(10)]
    return [_("even"), _("prime"), _("> 4")] if task == "multi_label" else [_("even")]


def html(answer: Answer) -> str:
    """The example as a picture, two sentences and a table. Made of numbers and our own words only."""
    cells, right = len(answer.predictions), int(answer.cells_right.sum())
    counted = ngettext(
        "{right} of {cells} cell right = {share:.0f} %",
        "{right} of {cells} cells right = {share:.0f} %",
        cells,
    ).format(right=right, cells=cells, share=100 * right / cells)
    verdict = _("Answer right = 100 %") if answer.right else _("Answer wrong = 0 %")
    asked = _asked(answer)
    picture = _("the handwritten digit {label}").format(label=answer.label)
    return (
        f'<div class="wa-example"><img src="{_png(answer)}" alt="{escape(picture)}">'
        f"<p>{escape(asked)}<br>{escape(counted)}.<br><b>{escape(verdict)}.</b></p></div>"
        f"{_table(answer)}"
    )


def _asked(answer: Answer) -> str:
    """What is true of the digit, and what the net says."""
    if answer.task == "classes":
        return _("It is a {label}. The net says {guess}.").format(
            label=answer.label, guess=answer.guess
        )
    return _("It is a {label}: {truth}. The net says: {said}.").format(
        label=answer.label,
        truth=_yes_and_no(answer.task, answer.targets > 0),
        said=_yes_and_no(answer.task, answer.answered),
    )


def _yes_and_no(task: str, cells: np.ndarray) -> str:
    told = [
        f"{name} {_('yes') if on else _('no')}" for name, on in zip(names(task), cells, strict=True)
    ]
    return ", ".join(told)


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
    from PIL import Image

    pixels = np.round(255 * (answer.image.astype("float32") / answer.brightest)).astype("uint8")
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, format="PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
