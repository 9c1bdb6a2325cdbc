"""Predictions in another order than the labels that they are held against."""

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps.trap import MENDED, OTHER, REPORTED, TRUE, Bar, Settings, Trap
from core.reading.words import percent


def asked() -> str:
    return _("evaluate says one thing, and my confusion matrix that the net guesses")


def said(end: ScriptSnapshot) -> str:
    return _(
        "Held against `.classes`, the predictions are right {reported} of the time. Two orders that "
        "have nothing to do with each other would agree in {chance}. The net is right {true} of the "
        "time."
    ).format(
        reported=percent(end.numbers["reported"]),
        chance=percent(end.numbers["chance"]),
        true=percent(end.numbers["true"]),
    )


def why(_settings: Settings) -> str:
    return _(
        "The generator shuffles the images that `predict` sees. Its `.classes` stay in the order of "
        "the files, so each answer is compared with the label of another image."
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar(_("`predict`, against `.classes`"), end.numbers["reported"], REPORTED),
        Bar(_("what two unrelated orders agree in"), end.numbers["chance"], OTHER),
        Bar("`evaluate`", end.numbers["true"], TRUE),
        Bar(_("`predict` with `shuffle=False`"), end.numbers["mended"], MENDED),
    ]


def mend(_settings: Settings) -> str:
    return "-batches = Batches(shuffle=True)\n+batches = Batches(shuffle=False)"


TRAP = Trap(
    id="order",
    threads=16,
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    also=("chance",),
)
