"""Few positives: who always answers no is nearly always right."""

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps.trap import MENDED, OTHER, REPORTED, TRUE, Bar, Control, Settings, Trap
from core.reading.words import percent


def asked() -> str:
    return _("High accuracy, but it never finds the rare class")


def said(end: ScriptSnapshot) -> str:
    return _(
        "Keras reports {reported}. Who always answers no gets {always_no}. Of the positives, the net "
        "finds {recall}; its balanced accuracy, the mean over both classes, is {true}."
    ).format(
        reported=percent(end.numbers["reported"]),
        always_no=percent(end.numbers["always_no"]),
        recall=percent(end.numbers["recall"]),
        true=percent(end.numbers["true"]),
    )


def why(settings: Settings) -> str:
    if settings["POSITIVES"] == 0.5:
        return _("Here no class is rarer than the other: accuracy and balanced accuracy are the same.")
    return _(
        "Accuracy counts answers, and {share} of them are about the common class. A net that has "
        "learned nothing but which class is common already has those right."
    ).format(share=percent(1 - settings["POSITIVES"]))


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar(_("accuracy"), end.numbers["reported"], REPORTED),
        Bar(_("always no"), end.numbers["always_no"], OTHER),
        Bar(_("recall"), end.numbers["recall"], OTHER),
        Bar(_("balanced accuracy"), end.numbers["true"], TRUE),
        Bar(_("balanced accuracy, with `class_weight`"), end.numbers["mended"], MENDED),
    ]


def mend(_settings: Settings) -> str:
    return """\
-model.fit(x_train, y_train, epochs=5)
+model.fit(x_train, y_train, epochs=5, class_weight={0: 0.5 / (1 - share), 1: 0.5 / share})"""


TRAP = Trap(
    id="imbalance",
    threads=6,
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    controls={"POSITIVES": Control(lambda: _("share of positives"), (0.02, 0.05, 0.1, 0.3, 0.5), 0.05)},
    also=("always_no", "recall", "recall_mended"),
)
