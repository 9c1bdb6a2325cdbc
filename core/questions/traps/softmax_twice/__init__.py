"""Told of logits, a loss puts a second softmax on probabilities: on JAX, PyTorch and TF before 2.4."""

import math

from core.language import _, sentences
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps import charts
from core.questions.traps.trap import (
    MENDED,
    OTHER,
    REPORTED,
    TRUE,
    Bar,
    Control,
    Picture,
    Settings,
    Trap,
)
from core.reading.words import percent

CLASSES = 10
MOST = math.e / (math.e + CLASSES - 1)  # what a second softmax makes of a 1 beside nine 0s
LEAST = -math.log(MOST)
DOTTED = (2, 4)


def asked() -> str:
    return _("My loss stays high, however good my accuracy is")


def said(end: ScriptSnapshot) -> str:
    return _(
        "Counted as JAX and PyTorch count `from_logits=True` behind a softmax, the validation loss "
        "ends at {loss}; by hand, from the same predictions, it is {true}. It is as if the right class "
        "had a probability of {reported} instead of {given}. The accuracy is {accuracy}; trained "
        "without `from_logits`, {accuracy_mended}, with a loss of {mended}."
    ).format(
        loss=f"{end.numbers['loss']:.3f}",
        true=f"{end.numbers['true_loss']:.3f}",
        reported=percent(end.numbers["reported"]),
        given=percent(end.numbers["true"]),
        mended=f"{end.numbers['loss_mended']:.3f}",
        accuracy_mended=percent(end.numbers["accuracy_mended"]),
        accuracy=percent(end.numbers["accuracy"]),
    )


def why(_settings: Settings) -> str:
    return sentences(
        [
            _(
                "The layer has made probabilities, and the loss takes them for logits and puts a "
                "softmax on them again. Of a perfect answer, a 1 and nine 0s, that makes {most} for "
                "the right class: with ten classes no net gets a loss below {least:.2f}. This net "
                "also learns more slowly."
            ).format(most=percent(MOST), least=LEAST),
            _(
                "Keras 3 does so on JAX and on PyTorch, without a warning, and so did TensorFlow "
                "before 2.4. Today's Keras on TensorFlow warns, and takes the logits that it has kept: "
                "the loss is then the same as without `from_logits`. The script runs there, so it "
                "gives the loss a copy of the predictions, of which no logits are kept."
            ),
        ]
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar(_("probability of the right class, by the loss"), end.numbers["reported"], REPORTED),
        Bar(_("the same, by hand from the predictions"), end.numbers["true"], TRUE),
        Bar(_("by the loss, without `from_logits`"), end.numbers["mended"], MENDED),
        Bar(_("accuracy, softmax twice"), end.numbers["accuracy"], OTHER),
        Bar(_("accuracy, softmax once"), end.numbers["accuracy_mended"], OTHER),
    ]


def mend(_settings: Settings) -> str:
    return """\
-SparseCategoricalCrossentropy(from_logits=True)
+SparseCategoricalCrossentropy()"""


def pictures(end: ScriptSnapshot, _settings: Settings) -> list[Picture]:
    return [_losses(end), _accuracies(end)]


def _losses(end: ScriptSnapshot) -> Picture:
    losses, by_hand = end.arrays["losses"], end.arrays["true_losses"]
    epochs = range(1, len(losses) + 1)
    twice, once = _("softmax twice: the reported loss"), _("the same predictions, softmax once")
    least = _("the least that softmax twice can be")
    return Picture(
        charts.lines,
        _(
            "The validation loss of one net by epoch. With softmax twice it stays above {least:.2f} "
            "and ends at {loss}; of the same predictions, with softmax once, it is {true}."
        ).format(
            least=LEAST,
            loss=f"{end.numbers['loss']:.3f}",
            true=f"{end.numbers['true_loss']:.3f}",
        ),
        charts.line_rows(
            {
                twice: (epochs, losses),
                once: (epochs, by_hand),
                least: ((1, len(losses)), (LEAST, LEAST)),
            }
        ),
        (_("epoch"), twice, once),
        [
            (str(epoch), f"{high:.3f}", f"{low:.3f}")
            for epoch, high, low in zip(epochs, losses.tolist(), by_hand.tolist(), strict=True)
        ],
        {
            "drawn": (
                charts.Line(twice, charts.REPORTED),
                charts.Line(once, charts.TRUE, charts.DASHED),
                charts.Line(least, charts.QUIET, DOTTED),
            ),
            "x_title": _("epoch"),
            "y_title": _("validation loss"),
            "x_ends": (1.0, float(len(losses))),
            "y_ends": (0.0, 2.5),
            "shares": False,
        },
    )


def _accuracies(end: ScriptSnapshot) -> Picture:
    accuracies, mended = end.arrays["accuracies"], end.arrays["accuracies_mended"]
    epochs = range(1, len(mended) + 1)
    twice, once = _("accuracy, softmax twice"), _("accuracy, softmax once")
    return Picture(
        charts.lines,
        _(
            "The validation accuracy by epoch, from the same start: after the first epoch {twice} with "
            "softmax twice and {once} without, at the end {twice_now} and {once_now}."
        ).format(
            twice=percent(end.numbers["first"]),
            once=percent(end.numbers["first_mended"]),
            twice_now=percent(end.numbers["accuracy"]),
            once_now=percent(end.numbers["accuracy_mended"]),
        ),
        charts.line_rows({twice: (epochs, accuracies), once: (epochs, mended)}),
        (_("epoch"), twice, once),
        [
            (str(epoch), percent(low), percent(high))
            for epoch, low, high in zip(epochs, accuracies, mended, strict=True)
        ],
        {
            "drawn": (
                charts.Line(twice, charts.REPORTED),
                charts.Line(once, charts.TRUE, charts.DASHED),
            ),
            "x_title": _("epoch"),
            "y_title": _("validation accuracy"),
            "x_ends": (1.0, float(len(mended))),
        },
    )


TRAP = Trap(
    id="softmax_twice",
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    controls={"EPOCHS": Control(lambda: _("epochs"), (3, 10, 30), 10)},
    also=(
        *("loss", "true_loss", "by_hand", "loss_on_tensorflow", "loss_mended"),
        *("accuracy", "accuracy_mended", "first", "first_mended"),
        *("losses", "true_losses", "accuracies", "accuracies_mended"),
    ),
    pictures=pictures,
)
