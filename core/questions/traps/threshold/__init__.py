"""`accuracy` asks whether an output is above 0.5; of logits, the middle is 0."""

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps.trap import MENDED, REPORTED, TRUE, Bar, Control, Settings, Trap
from core.reading.words import percent


def asked() -> str:
    return _("With from_logits=True my accuracy is too low")


def said(end: ScriptSnapshot) -> str:
    return _(
        "`accuracy` reports {reported}. Of the logits, {true} are on the right side of 0, which is "
        "where the net is undecided."
    ).format(reported=percent(end.numbers["reported"]), true=percent(end.numbers["true"]))


def why(_settings: Settings) -> str:
    return _(
        "The loss knows that the output is a logit; the metric does not. `accuracy` asks whether the "
        "output is above 0.5, which for a logit means: whether the net is more than 62 % sure."
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar("`accuracy`", end.numbers["reported"], REPORTED),
        Bar(_("logits above 0, by hand"), end.numbers["true"], TRUE),
        Bar("`BinaryAccuracy(threshold=0)`", end.numbers["mended"], MENDED),
    ]


def mend(_settings: Settings) -> str:
    return '-    metrics=["accuracy"],\n+    metrics=[keras.metrics.BinaryAccuracy(threshold=0)],'


TRAP = Trap(
    id="threshold",
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    controls={"EPOCHS": Control(lambda: _("epochs"), (1, 3, 10), 1)},
)
