"""A generator's column of labels is taken for one-hot: TensorFlow 2.2 to 2.15."""

import json
from pathlib import Path

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps.trap import MENDED, OTHER, REPORTED, TRUE, Bar, Settings, Trap
from core.reading.words import percent

# Of this very net, on a version that has the trap: written by `python -m tests.conformance tf-2.15.1`.
MEASURED = json.loads(Path(__file__).with_name("measured.json").read_text(encoding="utf-8"))


def asked() -> str:
    return _("From my generator the accuracy is that of guessing, from arrays it is not")


def said(end: ScriptSnapshot) -> str:
    return _(
        "Counted as TensorFlow 2.2 to 2.15 count what a generator yields, the accuracy is {reported}. "
        "Of the same examples the net is right {true} of the time."
    ).format(reported=percent(end.numbers["reported"]), true=percent(end.numbers["true"]))


def why(_settings: Settings) -> str:
    return _(
        "These versions know of a generator's labels only how many axes they have, not that the second "
        "is 1 wide. So a column of class numbers is taken for one-hot, and each is read as class 0. "
        "Measured with TensorFlow {version}: {arrays} from arrays, {generator} from a generator. In "
        "today's Keras, which looks at the first batch, it is gone: the script runs there."
    ).format(
        version=MEASURED["version"].removeprefix("tf-"),
        arrays=percent(MEASURED["arrays"]),
        generator=percent(MEASURED["generator"]),
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    version = MEASURED["version"].removeprefix("tf-")
    measured = _("from a generator, measured with TensorFlow {version}").format(version=version)
    return [
        Bar(_("as TensorFlow 2.15 counts it"), end.numbers["reported"], REPORTED),
        Bar(_("the largest output, by hand"), end.numbers["true"], TRUE),
        Bar("`sparse_categorical_accuracy`", end.numbers["mended"], MENDED),
        Bar(_("`accuracy` from a generator, in today's Keras"), end.numbers["today"], OTHER),
        Bar(measured, MEASURED["generator"], OTHER),
    ]


def mend(_settings: Settings) -> str:
    return '-    metrics=["accuracy"],\n+    metrics=["sparse_categorical_accuracy"],'


TRAP = Trap(
    id="generator",
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    also=("today",),
)
