"""One answer over five classes: its outputs, its label, its cells, and why some of them are wrong."""

from dataclasses import dataclass

import numpy as np

from core.language import _, ngettext, sentences
from core.measures import accuracy, bounds

CLASSES = 5
WHOLE = 100  # outputs are in hundredths, so that what is printed of them sums to 1


@dataclass(frozen=True)
class Example:
    """What one answer consists of. outputs, threshold: in hundredths. label: the true class."""

    outputs: tuple[int, ...]
    label: int = 2
    threshold: int = 50

    @property
    def predictions(self) -> np.ndarray:
        """(K,) shares."""
        return np.array(self.outputs) / WHOLE

    @property
    def held_against(self) -> float:
        """The threshold, as a share."""
        return self.threshold / WHOLE

    @property
    def targets(self) -> np.ndarray:
        """(K,) the label, one-hot."""
        return np.eye(len(self.outputs))[self.label]

    @property
    def answer(self) -> int:
        """The class with the largest output; the first of equal ones."""
        return int(np.argmax(self.predictions))

    @property
    def right(self) -> bool:
        """Whether the answer is the label."""
        return bool(accuracy.answers_right([self.label], self.predictions[None])[0])

    @property
    def on(self) -> np.ndarray:
        """(K,) booleans: the outputs above the threshold."""
        return self.predictions > self.held_against

    @property
    def cells_right(self) -> np.ndarray:
        """(K,) booleans: what binary accuracy counts as right."""
        return accuracy.cells_right(self.targets[None], self.predictions[None], self.held_against)[0]

    @property
    def wrong_cells(self) -> int:
        """How many it counts as wrong."""
        return int(np.sum(~self.cells_right))


@dataclass(frozen=True)
class Made:
    """Outputs that are one click away, and what they show."""

    id: str
    example: Example
    activations: tuple[str, ...] = ("softmax", "sigmoid")


MADE = (
    Made("right_sure", Example((3, 4, 86, 5, 2))),
    Made("right_unsure", Example((15, 20, 40, 15, 10))),
    Made("wrong_unsure", Example((15, 40, 20, 15, 10))),
    Made("wrong_sure", Example((4, 86, 5, 3, 2))),
    Made("at_threshold", Example((0, 50, 50, 0, 0))),
    Made("right_and_more", Example((85, 5, 95, 70, 10)), ("sigmoid",)),
    Made("all_wrong", Example((90, 80, 30, 95, 75)), ("sigmoid",)),
)
FIRST = next(each.example for each in MADE if each.id == "wrong_sure")


def names() -> dict[str, str]:
    """What each of those outputs is called."""
    return {
        "right_sure": _("right, sure"),
        "right_unsure": _("right, sure of nothing"),
        "wrong_unsure": _("wrong, sure of nothing"),
        "wrong_sure": _("wrong, sure"),
        "at_threshold": _("exactly 0.5"),
        "right_and_more": _("right, and two more on"),
        "all_wrong": _("every cell wrong"),
    }


def counted(example: Example) -> str:
    """What binary accuracy makes of it, and what is true."""
    cells, right = len(example.outputs), len(example.outputs) - example.wrong_cells
    words = (
        _("**{right} of {cells} cells right = {share:.0f} %.** The answer is right = 100 %.")
        if example.right
        else _("**{right} of {cells} cells right = {share:.0f} %.** The answer is wrong = 0 %.")
    )
    return words.format(right=right, cells=cells, share=100 * right / cells)


def why(example: Example) -> str:
    """Which cells are wrong, and how that comes."""
    missed = not example.on[example.label]
    others = int(np.sum(example.on)) - int(example.on[example.label])
    if missed and others:
        words = ngettext(
            "{wrong} cells are wrong: class {label} is not above {threshold} but should be, and {n} "
            "other is but should not.",
            "{wrong} cells are wrong: class {label} is not above {threshold} but should be, and {n} "
            "others are but should not.",
            others,
        )
    elif missed:
        words = _(
            "1 cell is wrong: nothing is above {threshold}, and class {label} should be. Which output "
            "is the largest makes no difference."
        )
    elif others:
        words = ngettext(
            "{n} cell is wrong: beside class {label} {n} other is above {threshold}.",
            "{n} cells are wrong: beside class {label} {n} others are above {threshold}.",
            others,
        )
    else:
        words = _(
            "No cell is wrong: of all outputs the one of class {label} alone is above {threshold}."
        )
    return words.format(
        wrong=example.wrong_cells,
        n=others,
        label=example.label,
        threshold=f"{example.held_against:g}",
    )


def at_the_edge(example: Example) -> str:
    """What the two comparisons make of equal numbers; "" where none are equal."""
    told = []
    if example.threshold in example.outputs:
        told.append(
            _("An output of exactly {threshold} is not above it: `binary_accuracy` asks `>`.").format(
                threshold=f"{example.held_against:g}"
            )
        )
    if example.outputs.count(max(example.outputs)) > 1:
        told.append(
            _("Of equal largest outputs the first is the answer, here class {answer}.").format(
                answer=example.answer
            )
        )
    return sentences(told)


def most_wrong(activation: str, threshold: int) -> str:
    """How many cells can be wrong at this threshold, whatever the outputs are."""
    if activation == "sigmoid":
        return _("Sigmoid outputs are free: all {cells} cells can be wrong at once.").format(
            cells=CLASSES
        )
    on = bounds.most_on(CLASSES, threshold / WHOLE)
    return _(
        "Outputs that sum to 1: at most {on} can be above {threshold}, so at most {wrong} cells are "
        "wrong."
    ).format(on=on, threshold=f"{threshold / WHOLE:g}", wrong=min(CLASSES, on + 1))
