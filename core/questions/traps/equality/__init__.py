"""`Accuracy()` compares floats for equality: on probabilities it is 0."""

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps.trap import MENDED, REPORTED, TRUE, Bar, Settings, Trap
from core.reading.words import percent


def asked() -> str:
    return _("keras.metrics.Accuracy() stays at 0, and the net learns")


def said(end: ScriptSnapshot) -> str:
    return _(
        "`Accuracy()` reports {reported}. The net is right {true} of the time. Of its outputs, {exact} "
        "are exactly 0 or exactly 1."
    ).format(
        reported=percent(end.numbers["reported"]),
        true=percent(end.numbers["true"]),
        exact=percent(end.numbers["exact"]),
    )


def why(_settings: Settings) -> str:
    return _(
        "`Accuracy()` is not the string `'accuracy'`. It asks of each output whether it *equals* its "
        "target, as class numbers would. A probability like 0.98 does not equal 1."
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar("`Accuracy()`", end.numbers["reported"], REPORTED),
        Bar(_("the largest output, by hand"), end.numbers["true"], TRUE),
        Bar("`CategoricalAccuracy()`", end.numbers["mended"], MENDED),
    ]


def mend(_settings: Settings) -> str:
    return """\
-    metrics=[keras.metrics.Accuracy()],
+    metrics=[keras.metrics.CategoricalAccuracy()],"""


TRAP = Trap(
    id="equality",
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    also=("exact",),
)
