"""What `fit` prints is a mean over the epoch, with dropout; `evaluate` is the net as it is."""

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps.trap import MENDED, REPORTED, TRUE, Bar, Control, Settings, Trap
from core.reading.words import percent


def asked() -> str:
    return _("fit and evaluate give different accuracies on the same data")


def said(end: ScriptSnapshot) -> str:
    return _(
        "`fit` reports {reported} for its last epoch. Right after it, `evaluate` finds {true} on the "
        "very same images."
    ).format(reported=percent(end.numbers["reported"]), true=percent(end.numbers["true"]))


def why(settings: Settings) -> str:
    if not settings["DROPOUT"]:
        return _(
            "What `fit` prints is a running mean over the epoch: its first batches were answered by a "
            "net that had learned less."
        )
    return _(
        "What `fit` prints is a running mean over the epoch: its first batches were answered by a net "
        "that had learned less. And dropout is on while it trains; `evaluate` has it off."
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar(_("`fit`, last epoch"), end.numbers["reported"], REPORTED),
        Bar(_("`evaluate`, same images"), end.numbers["true"], TRUE),
        Bar(_("a callback at the epoch's end"), end.numbers["mended"], MENDED),
    ]


def mend(_settings: Settings) -> str:
    return """\
-history = model.fit(x_train, y_train, epochs=EPOCHS, verbose=0)
+history = model.fit(x_train, y_train, epochs=EPOCHS, callbacks=[at_the_end], verbose=0)"""


TRAP = Trap(
    id="evaluate",
    threads=21,
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    controls={
        "DROPOUT": Control(lambda: _("share that dropout leaves out"), (0.0, 0.25, 0.5), 0.5),
        "EPOCHS": Control(lambda: _("epochs"), (1, 3, 10), 3),
    },
)
