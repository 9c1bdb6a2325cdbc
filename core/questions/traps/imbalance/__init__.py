"""Few positives: who always answers no is nearly always right."""

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
    if settings["CLASS_WEIGHT"]:
        return _(
            "`class_weight` is on: a positive counts as much as {times} negatives, so both classes "
            "weigh the same. More positives are found, and more negatives are taken for one."
        ).format(times=f"{1 / settings['POSITIVES'] - 1:.3g}")
    if settings["POSITIVES"] == 0.5:
        return _("Here no class is rarer than the other: accuracy and balanced accuracy are the same.")
    return _(
        "Accuracy counts answers, and {share} of them are about the common class. A net that has "
        "learned nothing but which class is common already has those right."
    ).format(share=percent(1 - settings["POSITIVES"]))


def bars(end: ScriptSnapshot) -> list[Bar]:
    precision, _recall, f1, _support = end.arrays["per_class"][1].tolist()
    return [
        Bar(_("accuracy"), end.numbers["reported"], REPORTED),
        Bar(_("always no"), end.numbers["always_no"], OTHER),
        Bar(_("precision of the positives"), precision, OTHER),
        Bar(_("recall of the positives"), end.numbers["recall"], OTHER),
        Bar(_("F1 of the positives"), f1, OTHER),
        Bar(_("balanced accuracy"), end.numbers["true"], TRUE),
        Bar(_("balanced accuracy, with `class_weight`"), end.numbers["mended"], MENDED),
    ]


def mend(_settings: Settings) -> str:
    return """\
-model.fit(x_train, y_train, epochs=5)
+model.fit(x_train, y_train, epochs=5, class_weight={0: 0.5 / (1 - share), 1: 0.5 / share})"""


def pictures(end: ScriptSnapshot, _settings: Settings) -> list[Picture]:
    return [_matrix(end), _curve(end)]


def _matrix(end: ScriptSnapshot) -> Picture:
    counts, per_class = end.arrays["matrix"].tolist(), end.arrays["per_class"]
    names = (_("no"), _("yes"))
    return Picture(
        charts.matrix,
        _(
            "Labels by answers: {found} of {n} positives are found, and {wrong} negatives are taken "
            "for one."
        ).format(found=f"{counts[1][1]:,}", n=f"{sum(counts[1]):,}", wrong=f"{counts[0][1]:,}"),
        charts.matrix_rows(counts, names),
        (_("label"), _("answer no"), _("answer yes"), _("precision"), _("recall"), "F1"),
        [
            (name, *(f"{each:,}" for each in row), *(percent(each) for each in measured[:3]))
            for name, row, measured in zip(names, counts, per_class, strict=True)
        ],
        {"names": names, "row_title": _("label"), "column_title": _("answer")},
        inked=True,
    )


def _curve(end: ScriptSnapshot) -> Picture:
    recall, precision = end.arrays["pr_recall"], end.arrays["pr_precision"]
    guessing = end.numbers["guessing"]
    name, guessed = _("this net, over all thresholds"), _("guessing")
    return Picture(
        charts.lines,
        _(
            "Precision over recall, at every threshold. The average precision is {area}; guessing "
            "gives {guessing}."
        ).format(area=percent(end.numbers["area"]), guessing=percent(guessing)),
        charts.line_rows({name: (recall, precision), guessed: ((0, 1), (guessing, guessing))}),
        (_("recall"), _("precision")),
        [(percent(x), percent(y)) for x, y in list(zip(recall, precision, strict=True))[::10]],
        {
            "drawn": (
                charts.Line(name, charts.TRUE),
                charts.Line(guessed, charts.QUIET, charts.DASHED),
            ),
            "x_title": _("recall"),
            "y_title": _("precision"),
            "x_ends": (0.0, 1.0),
            "x_shares": True,
        },
    )


TRAP = Trap(
    id="imbalance",
    threads=6,
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    controls={
        "POSITIVES": Control(lambda: _("share of positives"), (0.02, 0.05, 0.1, 0.3, 0.5), 0.05),
        "CLASS_WEIGHT": Control(lambda: "class_weight", (False, True), False),
    },
    also=(
        *("always_no", "recall", "recall_mended", "area", "guessing"),
        *("matrix", "per_class", "pr_precision", "pr_recall"),
    ),
    pictures=pictures,
)
