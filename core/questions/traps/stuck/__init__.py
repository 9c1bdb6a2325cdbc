"""An accuracy that stands still: it is the share of the one class that is always answered."""

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps import charts, pictures
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

SOFTMAX, LABELS = "softmax_on_one_unit", "labels_1_and_5"
INPUTS, DEAD = "inputs_up_to_255", "dead_units"


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
        DEAD: _(
            "A learning rate of 30 throws the weights so far that the hidden units answer 0 to every "
            "image. A unit that is always 0 has no gradient, so it never comes back."
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
        DEAD: """\
-model.compile(keras.optimizers.SGD(30.0), "binary_crossentropy", metrics=["accuracy"])
+model.compile(keras.optimizers.SGD(0.1), "binary_crossentropy", metrics=["accuracy"])""",
    }[settings["FAULT"]]


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar(_("accuracy"), end.numbers["reported"], REPORTED),
        Bar(_("answers that are all alike"), end.numbers["alike"], OTHER),
        Bar(_("labels that are that answer"), end.numbers["true"], TRUE),
        Bar(_("hidden units that are always 0"), end.numbers["dead"], OTHER),
        Bar(_("accuracy, without the fault"), end.numbers["mended"], MENDED),
    ]


def drawn(end: ScriptSnapshot, _settings: Settings) -> list[Picture]:
    accuracies, losses = end.arrays["accuracies"], end.arrays["losses"]
    return [
        pictures.by_epoch(
            _("accuracy while it trains"),
            _("The accuracy: from {first} after the first epoch to {last} after the last.").format(
                first=percent(accuracies[0]), last=percent(accuracies[-1])
            ),
            accuracies,
            percent,
            charts.REPORTED,
            (0.0, 1.0),
        ),
        pictures.by_epoch(
            _("loss while it trains"),
            _("The loss: from {first} to {last}.").format(
                first=_number(losses[0]), last=_number(losses[-1])
            ),
            losses,
            _number,
            charts.QUIET,
            shares=False,
        ),
    ]


def _number(loss: float) -> str:
    told = f"{loss:,.3f}" if abs(loss) < 1e6 else f"{loss:.1e}".replace("e+", "e")
    return told.replace("-", "−")


TRAP = Trap(
    id="stuck",
    threads=20,
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    controls={"FAULT": Control(lambda: _("what is wrong"), (SOFTMAX, LABELS, INPUTS, DEAD), SOFTMAX)},
    also=("alike", "loss", "dead", "accuracies", "losses"),
    pictures=drawn,
)
