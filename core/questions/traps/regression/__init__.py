"""`accuracy` counts right answers; amounts have none."""

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps.trap import MENDED, REPORTED, TRUE, Bar, Settings, Trap
from core.reading.words import percent


def asked() -> str:
    return _("My regression has an accuracy of 0, but the predictions look fine")


def said(end: ScriptSnapshot) -> str:
    return _(
        "`accuracy` reports {reported}. The net explains {true} of the variance of what it predicts."
    ).format(reported=percent(end.numbers["reported"]), true=percent(end.numbers["true"]))


def why(_settings: Settings) -> str:
    return _(
        "With one output, `accuracy` asks whether the output, as 0 or 1, *equals* the target. An "
        "amount such as 1.37 equals neither, however near the prediction is."
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar("`accuracy`", end.numbers["reported"], REPORTED),
        Bar(_("variance explained, by hand"), end.numbers["true"], TRUE),
        Bar("`R2Score()`", end.numbers["mended"], MENDED),
    ]


def mend(_settings: Settings) -> str:
    return """\
-model.compile("adam", "mean_squared_error", metrics=["accuracy"])
+model.compile("adam", "mean_squared_error", metrics=[keras.metrics.R2Score()])"""


TRAP = Trap(
    id="regression",
    threads=12,
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
)
