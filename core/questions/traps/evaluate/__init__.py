"""What `fit` prints is a mean over the epoch, with dropout; `evaluate` is the net as it is."""

import json
from functools import cache
from pathlib import Path

from core.language import _, sentences
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

# Of this script at its defaults, in a Keras whose bar averages again what is an average already.
# Made by tests/conformance/progress_bar.py.
MEASURED = Path(__file__).with_name("measured.json")


@cache
def measured() -> dict[str, str | float]:
    """What was measured with that Keras: its version, its progress bar, its History, its evaluate."""
    return json.loads(MEASURED.read_text())


def asked() -> str:
    return _("fit and evaluate give different accuracies on the same data")


def said(end: ScriptSnapshot) -> str:
    return _(
        "`fit` reports {reported} for its last epoch. Right after it, `evaluate` finds {true} on the "
        "very same images."
    ).format(reported=percent(end.numbers["reported"]), true=percent(end.numbers["true"]))


def why(settings: Settings) -> str:
    reasons = [
        _(
            "What `fit` prints is a running mean over the epoch: its first batches were answered by a "
            "net that had learned less."
        )
    ]
    if settings["DROPOUT"]:
        reasons.append(_("Dropout is on while it trains; `evaluate` has it off."))
    if settings["BATCH_NORMALIZATION"]:
        reasons.append(
            _(
                "Batch normalisation takes the mean and variance of the batch while it trains. "
                "`evaluate` takes moving averages, which are far behind after so few batches."
            )
        )
    if settings == TRAP.at({}):
        old = measured()
        reasons.append(
            _(
                "(In Keras {version} the bar is off as well: this script's ends at {bar}, with "
                "{history} in the History, for it averages the running means once more.)"
            ).format(version=old["keras"], bar=percent(old["bar"]), history=percent(old["history"]))
        )
    return sentences(reasons)


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar(_("the progress bar, at its end"), end.numbers["bar"], OTHER),
        Bar(_("`fit`'s History, last epoch"), end.numbers["reported"], REPORTED),
        Bar(_("`evaluate`, same images"), end.numbers["true"], TRUE),
        Bar(_("a callback at the epoch's end"), end.numbers["mended"], MENDED),
    ]


def pictures(end: ScriptSnapshot, _settings: Settings) -> list[Picture]:
    batches, ends = end.arrays["batches"], end.arrays["epoch_ends"]
    epochs = len(ends)
    a_batch = epochs / len(batches)
    at = [a_batch * (place + 1) for place in range(len(batches))]
    running, evaluated = _("fit: running mean"), _("evaluate: at the epoch's end")
    last = [batches[round((epoch + 1) / a_batch) - 1] for epoch in range(epochs)]
    return [
        Picture(
            charts.lines,
            _(
                "`fit` begins its mean anew in each epoch. In the first it ends at {reported}, and "
                "`evaluate` then finds {true}."
            ).format(reported=percent(last[0]), true=percent(ends[0])),
            charts.line_rows({running: (at, batches), evaluated: (range(1, epochs + 1), ends)}),
            (_("epoch"), running, evaluated),
            [
                (str(epoch + 1), percent(mean), percent(found))
                for epoch, (mean, found) in enumerate(zip(last, ends, strict=True))
            ],
            {
                "drawn": (
                    charts.Line(running, charts.REPORTED),
                    charts.Line(evaluated, charts.TRUE, charts.DASHED, points=True),
                ),
                "x_title": _("epoch"),
                "y_title": _("accuracy"),
                "x_ends": (0.0, float(epochs)),
            },
        )
    ]


def mend(_settings: Settings) -> str:
    return """\
-history = model.fit(x_train, y_train, epochs=EPOCHS, batch_size=128)
+history = model.fit(x_train, y_train, epochs=EPOCHS, batch_size=128, callbacks=[Watch()])"""


TRAP = Trap(
    id="evaluate",
    threads=21,
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    controls={
        "DROPOUT": Control(lambda: _("share that dropout leaves out"), (0.0, 0.5), 0.5),
        "BATCH_NORMALIZATION": Control(lambda: _("batch normalisation"), (False, True), False),
        "EPOCHS": Control(lambda: _("epochs"), (1, 3, 10), 3),
    },
    also=("bar", "batches", "epoch_ends"),
    pictures=pictures,
)
