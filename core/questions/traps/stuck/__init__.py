"""An accuracy that stands still: it is the share of the one class that is always answered."""

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps.trap import MENDED, OTHER, REPORTED, TRUE, Bar, Control, Trap
from core.reading.words import percent

SOFTMAX, LABELS, INPUTS = "softmax on one unit", "labels 1 and 5", "inputs up to 255"


def asked() -> str:
    return _("My accuracy is stuck at about 50 %, whatever I do")


def said(end: ScriptSnapshot) -> str:
    return _(
        "{alike} of the answers are one and the same. So the accuracy, {reported}, is the share of the "
        "examples that have this label: {true}."
    ).format(
        alike=percent(end.numbers["alike"]),
        reported=percent(end.numbers["reported"]),
        true=percent(end.numbers["true"]),
    )


def why() -> str:
    return _(
        "`softmax on one unit`: the softmax of a single number is always 1. "
        "`labels 1 and 5`: a sigmoid's answer is 0 or 1, so one of the two labels is never met, and "
        "the loss falls without end. "
        "`inputs up to 255`: the first steps are so large that no unit reacts to anything any more."
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar(_("accuracy"), end.numbers["reported"], REPORTED),
        Bar(_("answers that are all alike"), end.numbers["alike"], OTHER),
        Bar(_("labels that are that answer"), end.numbers["true"], TRUE),
        Bar(_("accuracy, without the fault"), end.numbers["mended"], MENDED),
    ]


TRAP = Trap(
    id="stuck",
    threads=20,
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend="""\
-loss, reported, answers, labels = trained(**faults[FAULT])
+loss, reported, answers, labels = trained()""",
    controls={"FAULT": Control(lambda: _("what is wrong"), (SOFTMAX, LABELS, INPUTS), SOFTMAX)},
    also=("alike", "loss"),
)
