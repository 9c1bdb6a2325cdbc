"""A tagger's padded places are counted as answers, unless they are masked."""

from core.language import _
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


def pictures(end: ScriptSnapshot, _settings: Settings) -> list[Picture]:
    places = end.arrays["places"]
    kinds = (_("wrong"), _("right"), _("padding, which is counted too"))
    counts = [(places == kind).sum(axis=1) for kind in range(3)]
    return [
        Picture(
            charts.places,
            _(
                "{n} sentences, place by place: {wrong} words are tagged wrong, {right} right, and "
                "{padding} places are padding."
            ).format(
                n=len(places),
                wrong=counts[0].sum(),
                right=counts[1].sum(),
                padding=counts[2].sum(),
            ),
            charts.place_rows(places, kinds),
            (_("sentence"), *kinds),
            [(str(row + 1), *(str(count[row]) for count in counts)) for row in range(len(places))],
            {
                "kinds": kinds,
                "size": (places.shape[1], len(places)),
                "x_title": _("place in the sentence"),
            },
        )
    ]


TRAP = Trap(
    id="padding",
    threads=9,
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    controls={"LENGTH": Control(lambda: _("padded to"), (12, 40, 100), 40)},
    also=("padded", "places"),
    pictures=pictures,
)
