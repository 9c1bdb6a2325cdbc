"""A tagger's padded places are counted as answers, unless they are masked."""

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps.trap import MENDED, OTHER, REPORTED, TRUE, Bar, Control, Settings, Trap
from core.reading.words import percent


def asked() -> str:
    return _("My tagger has a high accuracy, and its tags are mostly wrong")


def said(end: ScriptSnapshot) -> str:
    return _(
        "Keras reports {reported}. {padded} of the places are padding, which is easy to tell. Of the "
        "words alone, {true} have the right tag."
    ).format(
        reported=percent(end.numbers["reported"]),
        padded=percent(end.numbers["padded"]),
        true=percent(end.numbers["true"]),
    )


def why(_settings: Settings) -> str:
    return _(
        "Sentences are padded to one length, and `accuracy` counts every place. With `mask_zero=True` "
        "the padded places are masked: neither the loss nor the metric counts them."
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar(_("accuracy"), end.numbers["reported"], REPORTED),
        Bar(_("places that are padding"), end.numbers["padded"], OTHER),
        Bar(_("words with the right tag"), end.numbers["true"], TRUE),
        Bar(_("accuracy, with `mask_zero=True`"), end.numbers["mended"], MENDED),
    ]


def mend(_settings: Settings) -> str:
    return """\
-keras.layers.Embedding(51, 16)
+keras.layers.Embedding(51, 16, mask_zero=True)"""


TRAP = Trap(
    id="padding",
    threads=9,
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    controls={"LENGTH": Control(lambda: _("padded to"), (12, 40, 100), 40)},
    also=("padded",),
)
