"""`sample_weight` weighs the loss; only `weighted_metrics` weigh a metric."""

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps import pictures
from core.questions.traps.trap import MENDED, OTHER, REPORTED, TRUE, Bar, Picture, Settings, Trap
from core.reading.words import percent


def asked() -> str:
    return _("I pass sample_weight, and the accuracy does not change")


def said(end: ScriptSnapshot) -> str:
    return _(
        "`accuracy` reports {reported}, with the weights as without them: {unweighted}. Where both "
        "classes count alike, as the weights say, {true} of the answers are right."
    ).format(
        reported=percent(end.numbers["reported"]),
        unweighted=percent(end.numbers["unweighted"]),
        true=percent(end.numbers["true"]),
    )


def why(_settings: Settings) -> str:
    return _(
        "`sample_weight` and `class_weight` are for the loss. What stands in `metrics` counts each "
        "example once; what stands in `weighted_metrics` counts it by its weight."
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar(_("`metrics`, with `sample_weight`"), end.numbers["reported"], REPORTED),
        Bar(_("by hand, without the weights"), end.numbers["unweighted"], OTHER),
        Bar(_("by hand, with the weights"), end.numbers["true"], TRUE),
        Bar("`weighted_metrics`", end.numbers["mended"], MENDED),
    ]


def mend(_settings: Settings) -> str:
    return """\
-model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
+model.compile("adam", "binary_crossentropy", weighted_metrics=["accuracy"])"""


def drawn(end: ScriptSnapshot, _settings: Settings) -> list[Picture]:
    counts = end.arrays["matrix"]
    told = _(
        "Labels by answers: {right} of {n} others and {found} of {all} eights are answered right. With "
        "the weights, the two rows count alike."
    ).format(
        right=f"{counts[0, 0]:,}", n=f"{counts[0].sum():,}", found=counts[1, 1], all=counts[1].sum()
    )
    return [pictures.matrix(counts, (_("another"), _("an 8")), told)]


TRAP = Trap(
    id="weights",
    threads=12,
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    also=("unweighted", "matrix"),
    pictures=drawn,
)
