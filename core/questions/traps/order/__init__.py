"""Predictions in another order than the labels that they are held against, or fewer of them."""

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps import pictures
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

SHUFFLED, DROPPED = "shuffled", "last_batch_dropped"


def asked() -> str:
    return _("evaluate says one thing, and my confusion matrix that the net guesses")


def said(end: ScriptSnapshot) -> str:
    if end.numbers["counted"] < 1:
        words = _(
            "Held against `.classes`, the predictions are right {reported} of the time. But only "
            "{counted} of the images were counted, and of the last class {of_9}. Of all the images the "
            "net is right about {true}."
        )
    else:
        words = _(
            "Held against `.classes`, the predictions are right {reported} of the time. Two orders "
            "that have nothing to do with each other would agree in {chance}. The net is right {true} "
            "of the time."
        )
    return words.format(
        reported=percent(end.numbers["reported"]),
        chance=percent(end.numbers["chance"]),
        counted=percent(end.numbers["counted"]),
        of_9=percent(end.numbers["counted_of_9"]),
        true=percent(end.numbers["true"]),
    )


def why(settings: Settings) -> str:
    if settings["FAULT"] == DROPPED:
        return _(
            "The number of batches was rounded down, so what does not fill the last one is never "
            "seen. Files are read folder by folder: all that is dropped is of one class. The less the "
            "net knows of that class, the more the number flatters it."
        )
    return _(
        "The generator shuffles the images that `predict` sees. Its `.classes` stay in the order of "
        "the files, so each answer is compared with the label of another image."
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    beside = Bar(_("what two unrelated orders agree in"), end.numbers["chance"], OTHER)
    if end.numbers["counted"] < 1:
        beside = Bar(_("images of class 9 that are counted"), end.numbers["counted_of_9"], OTHER)
    return [
        Bar(_("`predict`, against `.classes`"), end.numbers["reported"], REPORTED),
        beside,
        Bar("`evaluate`", end.numbers["true"], TRUE),
        Bar(_("`predict` in order, on all"), end.numbers["mended"], MENDED),
    ]


def mend(settings: Settings) -> str:
    return {
        SHUFFLED: "-batches = Batches(shuffle=True)\n+batches = Batches(shuffle=False)",
        DROPPED: "-batches = Batches(drop_last=True)\n+batches = Batches(drop_last=False)",
    }[settings["FAULT"]]


def drawn(end: ScriptSnapshot, settings: Settings) -> list[Picture]:
    told = _("As it was compared: every answer is spread over all labels.")
    if settings["FAULT"] == DROPPED:
        told = _("As it was counted: {n} images of class 9.").format(n=end.arrays["matrix"][9].sum())
    mended = _("Mended: {n} images of class 9, and the right answers on the diagonal.").format(
        n=end.arrays["matrix_mended"][9].sum()
    )
    names = tuple(map(str, range(10)))
    return [
        pictures.matrix(end.arrays["matrix"], names, told),
        pictures.matrix(end.arrays["matrix_mended"], names, mended),
    ]


TRAP = Trap(
    id="order",
    threads=16,
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    controls={"FAULT": Control(lambda: _("what is wrong"), (SHUFFLED, DROPPED), SHUFFLED)},
    also=("chance", "counted", "counted_of_9", "matrix", "matrix_mended"),
    pictures=drawn,
)
