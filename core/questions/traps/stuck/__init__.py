"""An accuracy that stands still: it is the share of the one class that is always answered."""

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps.trap import MENDED, OTHER, REPORTED, TRUE, Bar, Control, Settings, Trap
from core.reading.words import percent

SOFTMAX, LABELS, INPUTS = "softmax_on_one_unit", "labels_1_and_5", "inputs_up_to_255"


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


def why(settings: Settings) -> str:
    return {
        SOFTMAX: _(
            "The softmax of a single number is always 1. The loss falls all the same: today's Keras "
            "takes it from the number before the softmax."
        ),
        LABELS: _(
            "A sigmoid answers 0 or 1, so the label 5 is never met. And the loss has no lowest value: "
            "it falls without end."
        ),
        INPUTS: _(
            "The first steps are so large that hardly a unit of the hidden layer reacts to anything "
            "any more."
        ),
    }[settings["FAULT"]]


def mend(settings: Settings) -> str:
    return {
        SOFTMAX: """\
-            keras.layers.Dense(1, activation="softmax"),
+            keras.layers.Dense(1, activation="sigmoid"),""",
        LABELS: """\
-model.fit(x_train, y_train)
+model.fit(x_train, (y_train == 5).astype("float32"))""",
        INPUTS: """\
-model.fit(255 * x_train, y_train)
+model.fit(x_train, y_train)""",
    }[settings["FAULT"]]


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
    mend=mend,
    controls={"FAULT": Control(lambda: _("what is wrong"), (SOFTMAX, LABELS, INPUTS), SOFTMAX)},
    also=("alike", "loss"),
)
