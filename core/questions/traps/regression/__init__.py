"""`accuracy` counts right answers; amounts have none."""

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps import charts
from core.questions.traps.trap import MENDED, REPORTED, TRUE, Bar, Picture, Settings, Trap
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


def pictures(end: ScriptSnapshot, _settings: Settings) -> list[Picture]:
    amounts, predictions = end.arrays["amounts"], end.arrays["predictions"]
    return [
        Picture(
            charts.scatter,
            _(
                "Predictions over the amounts that they are of. {exact} of {n} are equal to theirs, on "
                "the dashed line."
            ).format(n=len(amounts), exact=int((amounts == predictions).sum())),
            charts.point_rows(amounts, predictions),
            (_("amount"), _("prediction")),
            [(f"{x:.2f}", f"{y:.2f}") for x, y in list(zip(amounts, predictions, strict=True))[:20]],
            {"x_title": _("amount"), "y_title": _("prediction")},
        )
    ]


TRAP = Trap(
    id="regression",
    threads=12,
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    also=("amounts", "predictions"),
    pictures=pictures,
)
