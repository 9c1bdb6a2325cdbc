"""`Accuracy()` compares floats for equality: on probabilities it is 0."""

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps import charts
from core.questions.traps.trap import MENDED, REPORTED, TRUE, Bar, Picture, Settings, Trap
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


def pictures(end: ScriptSnapshot, _settings: Settings) -> list[Picture]:
    shares = end.arrays["shares"]
    edges = [each / len(shares) for each in range(len(shares) + 1)]
    return [
        Picture(
            charts.columns,
            _(
                "Where the outputs lie: {low} below {edge}, {high} above {other}. Near 0 or 1 is not "
                "equal to it."
            ).format(
                low=percent(shares[0]),
                high=percent(shares[-1]),
                edge=edges[1],
                other=edges[-2],
            ),
            charts.column_rows(edges, shares),
            (_("output"), _("share of the outputs")),
            [
                (f"{low:.2f} – {high:.2f}", percent(share))
                for low, high, share in zip(edges, edges[1:], shares, strict=False)
            ],
            {"x_title": _("output"), "y_title": _("share of the outputs")},
        )
    ]


TRAP = Trap(
    id="equality",
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    also=("exact", "shares"),
    pictures=pictures,
)
