"""`class_weight` is for the training data: the validation data is measured without it."""

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps import pictures
from core.questions.traps.trap import MENDED, OTHER, REPORTED, TRUE, Bar, Picture, Settings, Trap
from core.reading.words import percent


def asked() -> str:
    return _("I train with class_weight, and my validation numbers look too good")


def said(end: ScriptSnapshot) -> str:
    return _(
        "The metric in `weighted_metrics` says {in_training} of the training data and {reported} of "
        "the validation data. The second is `val_accuracy` again: no weights are in it. With them, "
        "{true} are right, and the loss is {loss_true:.2f} where `val_loss` says {loss:.2f}."
    ).format(
        in_training=percent(end.numbers["in_training"]),
        reported=percent(end.numbers["reported"]),
        true=percent(end.numbers["true"]),
        loss=end.numbers["loss"],
        loss_true=end.numbers["loss_true"],
    )


def why(_settings: Settings) -> str:
    return _(
        "`fit` weighs the training data by `class_weight`, and the validation data not at all. So "
        "`loss` and `val_loss` are two kinds of numbers, and so are a weighted metric and its `val_` "
        "twin. `validation_data` takes weights of its own, one for each example."
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar(_("`weighted`, in training"), end.numbers["in_training"], OTHER),
        Bar("`val_weighted`", end.numbers["reported"], REPORTED),
        Bar(_("by hand, without the weights"), end.numbers["unweighted"], OTHER),
        Bar(_("by hand, with the weights"), end.numbers["true"], TRUE),
        Bar(_("`val_weighted`, weights passed"), end.numbers["mended"], MENDED),
    ]


def mend(_settings: Settings) -> str:
    return """\
-model.fit(x_train, y_train, class_weight=class_weight, validation_data=(x_test, y_test))
+model.fit(x_train, y_train, class_weight=class_weight, validation_data=(x_test, y_test, weights))"""


def drawn(end: ScriptSnapshot, _settings: Settings) -> list[Picture]:
    counts = end.arrays["matrix"]
    told = _(
        "Labels by answers, validation data: {right} of {n} common and {found} of {all} rare ones are "
        "answered right. With the weights, the two rows count alike."
    ).format(
        right=f"{counts[0, 0]:,}", n=f"{counts[0].sum():,}", found=counts[1, 1], all=counts[1].sum()
    )
    return [pictures.matrix(counts, (_("common"), _("rare")), told)]


TRAP = Trap(
    id="class_weight",
    threads=12,
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    also=("in_training", "unweighted", "loss", "loss_true", "loss_mended", "matrix"),
    pictures=drawn,
)
