"""`accuracy` asks whether an output is above 0.5; of logits, the middle is 0."""

import math

import numpy as np

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps import charts
from core.questions.traps.trap import (
    MENDED,
    REPORTED,
    TRUE,
    Bar,
    Control,
    Dial,
    Picture,
    Settings,
    Trap,
)
from core.reading.words import percent


def asked() -> str:
    return _("With from_logits=True my accuracy is too low")


def said(end: ScriptSnapshot) -> str:
    return _(
        "`accuracy` reports {reported}. Of the logits, {true} are on the right side of 0, which is "
        "where the net is undecided."
    ).format(reported=percent(end.numbers["reported"]), true=percent(end.numbers["true"]))


def why(_settings: Settings) -> str:
    return _(
        "The loss knows that the output is a logit; the metric does not. `accuracy` asks whether the "
        "output is above 0.5, which for a logit means: whether the net is more than 62 % sure."
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar("`accuracy`", end.numbers["reported"], REPORTED),
        Bar(_("logits above 0, by hand"), end.numbers["true"], TRUE),
        Bar("`BinaryAccuracy(threshold=0)`", end.numbers["mended"], MENDED),
    ]


def mend(_settings: Settings) -> str:
    return '-    metrics=["accuracy"],\n+    metrics=[keras.metrics.BinaryAccuracy(threshold=0)],'


def accuracy_at(end: ScriptSnapshot, threshold: float) -> float:
    """The accuracy of the run's logits at the kept threshold that is nearest."""
    nearest = np.abs(end.arrays["thresholds"] - threshold).argmin()
    return float(end.arrays["accuracies"][nearest])


def said_at(end: ScriptSnapshot, threshold: float) -> str:
    return _(
        "At a threshold of **{threshold}** the accuracy of this same net is **{accuracy}**. A logit "
        "of {threshold} is a probability of {probability}."
    ).format(
        threshold=f"{threshold:.2f}".replace("-", "−"),
        accuracy=percent(accuracy_at(end, threshold)),
        probability=percent(1 / (1 + math.exp(-threshold))),
    )


def pictures(end: ScriptSnapshot, settings: Settings) -> list[Picture]:
    thresholds, accuracies = end.arrays["thresholds"], end.arrays["accuracies"]
    chosen, name = settings[DIAL.name], _("accuracy")
    marks = [(0.5, _("0.5: accuracy asks here")), (0.0, "0")]
    return [
        Picture(
            charts.lines,
            _(
                "The accuracy of one net over the threshold. It is best at {best}; Keras asks at 0.5."
            ).format(best=f"{thresholds[accuracies.argmax()]:.2f}".replace("-", "−")),
            charts.line_rows(
                {name: (thresholds, accuracies)}, marks, (chosen, accuracy_at(end, chosen))
            ),
            (_("threshold"), name),
            [
                (f"{at:.2f}", percent(found))
                for at, found in list(zip(thresholds, accuracies, strict=True))[::10]
            ],
            {
                "drawn": (charts.Line(name, charts.TRUE),),
                "x_title": _("threshold on the logit"),
                "y_title": name,
                "x_ends": (DIAL.low, DIAL.high),
            },
            inked=True,
        )
    ]


DIAL = Dial("at", lambda: _("threshold on the logit"), -3.0, 3.0, 0.05, 0.5, said_at)
TRAP = Trap(
    id="threshold",
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    controls={"EPOCHS": Control(lambda: _("epochs"), (1, 3, 10), 1)},
    also=("thresholds", "accuracies"),
    pictures=pictures,
    dial=DIAL,
)
