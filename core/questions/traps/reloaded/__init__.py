"""A model that is loaded takes its labels for one-hot: TensorFlow 2.3."""

import json
from pathlib import Path

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps.trap import MENDED, OTHER, REPORTED, TRUE, Bar, Settings, Trap
from core.reading.words import percent

# Of this very net, on the version that has the trap: written by `python -m tests.conformance tf-2.3.4`.
MEASURED = json.loads(Path(__file__).with_name("measured.json").read_text(encoding="utf-8"))


def asked() -> str:
    return _("I saved my model, loaded it, and its accuracy is gone")


def said(end: ScriptSnapshot) -> str:
    return _(
        "Counted as TensorFlow 2.3 counts it after `load_model`, the accuracy is {reported}. The "
        "loaded net is right {true} of the time, as it was before, and the loss is the same."
    ).format(reported=percent(end.numbers["reported"]), true=percent(end.numbers["true"]))


def why(_settings: Settings) -> str:
    return _(
        "TensorFlow 2.3 picked what `accuracy` means while loading, before there were labels, and "
        "took these to look like the outputs: one-hot. Integer labels are then all read as class "
        "0. Measured with TensorFlow {version}: {before} before saving, {after} after loading, and a "
        "loss of {loss:.3f} both times. In today's Keras it is gone: the script runs there."
    ).format(
        version=MEASURED["version"].removeprefix("tf-"),
        before=percent(MEASURED["before"]),
        after=percent(MEASURED["after"]),
        loss=MEASURED["loss"],
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    version = MEASURED["version"].removeprefix("tf-")
    measured = _("after loading, measured with TensorFlow {version}").format(version=version)
    return [
        Bar(_("as TensorFlow 2.3 counts it"), end.numbers["reported"], REPORTED),
        Bar(_("the largest output, by hand"), end.numbers["true"], TRUE),
        Bar("`sparse_categorical_accuracy`", end.numbers["mended"], MENDED),
        Bar(_("`accuracy` after loading, in today's Keras"), end.numbers["after"], OTHER),
        Bar(measured, MEASURED["after"], OTHER),
    ]


def mend(_settings: Settings) -> str:
    return '-    metrics=["accuracy"],\n+    metrics=["sparse_categorical_accuracy"],'


TRAP = Trap(
    id="reloaded",
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    also=("before", "after", "loss_before", "loss_after"),
)
