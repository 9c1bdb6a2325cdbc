"""Validation loss and accuracy rise together: the answers that are wrong are given with certainty."""

import numpy as np

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps import charts, pictures
from core.questions.traps.trap import MENDED, OTHER, REPORTED, TRUE, Bar, Picture, Settings, Trap
from core.reading.words import percent


def asked() -> str:
    return _("My validation loss rises, and so does my validation accuracy")


def said(end: ScriptSnapshot) -> str:
    return _(
        "From epoch {epoch} to the last the validation loss rises from {loss_then} to {loss_now}, and "
        "the accuracy from {accuracy_then} to {accuracy_now}. By then the net is {sure} sure of its "
        "answers, {true} of them are right, and of the wrong ones it is {sure_of_wrong} sure."
    ).format(
        epoch=int(end.numbers["epoch"]),
        loss_then=f"{end.numbers['loss_then']:.3f}",
        loss_now=f"{end.numbers['loss_now']:.3f}",
        accuracy_then=percent(end.numbers["accuracy_then"]),
        accuracy_now=percent(end.numbers["accuracy_now"]),
        sure=percent(end.numbers["reported"]),
        true=percent(end.numbers["true"]),
        sure_of_wrong=percent(end.numbers["sure_of_wrong"]),
    )


def why(_settings: Settings) -> str:
    return _(
        "Accuracy asks which answer is the likeliest, and the loss how likely the right one was said "
        "to be. A net that trains on makes its outputs ever more certain, also where they are wrong: "
        "a few such answers cost more loss than many better ones save."
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar(_("how sure the net is"), end.numbers["reported"], REPORTED),
        Bar(_("answers that are right"), end.numbers["true"], TRUE),
        Bar(_("how sure of the wrong ones"), end.numbers["sure_of_wrong"], OTHER),
        Bar(_("how sure, with a temperature"), end.numbers["mended"], MENDED),
    ]


def mend(_settings: Settings) -> str:
    return """\
-sure = predictions.max(axis=1)
+sure = cooled(temperature).max(axis=1)"""


def drawn(end: ScriptSnapshot, _settings: Settings) -> list[Picture]:
    losses, accuracies, epoch = end.arrays["losses"], end.arrays["accuracies"], end.numbers["epoch"]
    highest = losses[int(epoch) - 1 :].max()
    marks = [(epoch, _("least loss"))]
    return [
        pictures.by_epoch(
            _("validation loss"),
            _("The validation loss is least after {epoch} epochs, and rises from there.").format(
                epoch=int(epoch)
            ),
            losses,
            "{:.3f}".format,
            charts.REPORTED,
            (0.0, float(np.ceil(20 * highest) / 20 + 0.05)),
            marks,
            shares=False,
        ),
        pictures.by_epoch(
            _("validation accuracy"),
            _("The validation accuracy: {then} where the loss is least, {now} at the end.").format(
                then=percent(end.numbers["accuracy_then"]), now=percent(end.numbers["accuracy_now"])
            ),
            accuracies,
            percent,
            charts.TRUE,
            (float(np.floor(10 * end.numbers["accuracy_then"]) / 10 - 0.1), 1.0),
            marks,
        ),
        _calibration(end),
    ]


def _calibration(end: ScriptSnapshot) -> Picture:
    count, right = end.arrays["answers_in_bin"], end.arrays["right_in_bin"]
    edges = [each / 10 for each in range(11)]
    filled = [share if n else float("nan") for share, n in zip(right, count, strict=True)]
    return Picture(
        charts.columns,
        _(
            "How often the answers of each certainty are right. Below the dashed line, they are surer "
            "than they are right. {share} of all are 90 % sure or more."
        ).format(share=percent(count[9] / count.sum())),
        charts.column_rows(edges, filled, diagonal=True),
        (_("certainty"), _("answers"), _("right")),
        [
            (f"{low:.0%} – {low + 0.1:.0%}", f"{n:,}", percent(share) if n else "–")
            for low, n, share in zip(edges, count.tolist(), right, strict=False)
        ],
        {"x_title": _("certainty"), "y_title": _("right answers")},
    )


TRAP = Trap(
    id="both_rise",
    threads=11,
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    also=(
        *("epoch", "loss_then", "loss_now", "accuracy_then", "accuracy_now", "sure_of_wrong"),
        *("loss_mended", "temperature", "losses", "accuracies", "answers_in_bin", "right_in_bin"),
    ),
    pictures=drawn,
)
