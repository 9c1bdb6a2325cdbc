"""Precision and recall over two one-hot columns: both are the accuracy."""

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps import pictures
from core.questions.traps.trap import MENDED, OTHER, REPORTED, TRUE, Bar, Picture, Settings, Trap
from core.reading.words import percent


def asked() -> str:
    return _("Precision, recall and accuracy are always the same number")


def said(end: ScriptSnapshot) -> str:
    return _(
        "Keras reports {reported} three times: as accuracy, as precision and as recall. Of the images "
        "that show an 8, which is class 1, the net finds {true}."
    ).format(reported=percent(end.numbers["reported"]), true=percent(end.numbers["true"]))


def why(_settings: Settings) -> str:
    return _(
        "With one-hot labels and a softmax, `Precision()` and `Recall()` count the cells of both "
        "columns. A wrong answer is then a false positive in one column and a false negative in the "
        "other, so both are right answers ÷ answers."
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar(_("accuracy"), end.numbers["accuracy"], OTHER),
        Bar("`Precision()`", end.numbers["precision"], OTHER),
        Bar("`Recall()`", end.numbers["reported"], REPORTED),
        Bar(_("recall of class 1, by hand"), end.numbers["true"], TRUE),
        Bar("`Recall(class_id=1)`", end.numbers["mended"], MENDED),
    ]


def mend(_settings: Settings) -> str:
    return """\
-        keras.metrics.Recall(),
+        keras.metrics.Recall(class_id=1),"""


def drawn(end: ScriptSnapshot, _settings: Settings) -> list[Picture]:
    counts = end.arrays["matrix"]
    told = _(
        "Labels by answers. Of all images {right} of {n} are answered right; of those of class 1, "
        "{found} of {all}."
    ).format(
        right=f"{counts.trace():,}",
        n=f"{counts.sum():,}",
        found=counts[1, 1],
        all=counts[1].sum(),
    )
    return [pictures.matrix(counts, (_("class 0"), _("class 1")), told)]


TRAP = Trap(
    id="precision",
    threads=10,
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    also=("accuracy", "precision", "matrix"),
    pictures=drawn,
)
