"""An F1 that is passed as a function is averaged over batches, which is no F1."""

import numpy as np

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
    return _("My F1 function in Keras and scikit-learn's f1_score disagree")


def said(end: ScriptSnapshot) -> str:
    return _(
        "Keras reports an F1 of {reported}. Of all the answers together it is {true}. {without} of the "
        "batches have not one positive, so their F1 is 0 whatever the net answers."
    ).format(
        reported=percent(end.numbers["reported"]),
        true=percent(end.numbers["true"]),
        without=percent(end.numbers["without"]),
    )


def why(_settings: Settings) -> str:
    return _(
        "Keras calls a function once for each batch and averages what it returns. An F1 is no "
        "average: the mean of the batches' is another number, and changes with the batch size. For "
        "that Keras 2.0 dropped its own precision, recall and F1; today's are objects that count on."
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar(_("`f1`, a function"), end.numbers["reported"], REPORTED),
        Bar(_("batches without a positive"), end.numbers["without"], OTHER),
        Bar(_("`f1_score`, of all answers"), end.numbers["true"], TRUE),
        Bar("`keras.metrics.F1Score`", end.numbers["mended"], MENDED),
    ]


def mend(_settings: Settings) -> str:
    return """\
-model.compile("adam", "binary_crossentropy", metrics=[f1])
+model.compile("adam", "binary_crossentropy", metrics=[of_all])"""


def pictures(end: ScriptSnapshot, _settings: Settings) -> list[Picture]:
    found = end.arrays["f1_of_batches"]
    edges = [each / 10 for each in range(11)]
    counts = np.histogram(np.minimum(found, 1.0), edges)[0]
    return [
        Picture(
            charts.columns,
            _(
                "The F1 of each of {n} batches. Their mean is {mean}; the F1 of all answers is {true}."
            ).format(
                n=len(found),
                mean=percent(end.numbers["mean"]),
                true=percent(end.numbers["true"]),
            ),
            charts.column_rows(edges, counts / len(found)),
            (_("F1"), _("batches")),
            [
                (f"{low:.1f} – {low + 0.1:.1f}", f"{count:,}")
                for low, count in zip(edges, counts.tolist(), strict=False)
            ],
            {"x_title": _("F1 of a batch"), "y_title": _("share of the batches")},
        )
    ]


TRAP = Trap(
    id="f1",
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    controls={"BATCH_SIZE": Control(lambda: _("batch size"), (8, 32, 128), 8)},
    also=("without", "mean", "f1_of_batches"),
    pictures=pictures,
)
