"""The step of a lesson in which the reader checks code."""

from functools import partial

from core.check import ModelReport, check, pastes
from core.language import _, sentences
from core.reading.picture import Code, Picture, Table
from core.reading.step import Pick, Step
from core.reading.words import keras_name

VERSION = "2.2.4"


def steps() -> tuple[Step, ...]:
    """One."""
    return (snippets(),)


def snippets() -> Step:
    """Three models, of which one's accuracy is not what it seems: the checker says which."""
    found = {name: check(text, {"keras": VERSION}).models[0] for name, text in pastes.THREE.items()}
    lying = tuple(name for name, model in found.items() if model.problems)
    (problem,) = found[lying[0]].problems
    return Step(
        id="snippets",
        name=_("Your turn"),
        title=_("Your turn: which `accuracy` lies?"),
        told=_("Three models, written for {keras}. Labels of several classes are one-hot.").format(
            keras=keras_name(VERSION)
        ),
        before=(Code(tuple(pastes.THREE.items())),),
        asks=Pick(
            _("Which one will not report the share of right answers?"),
            {name: name for name in pastes.THREE},
            lying,
            short=True,
        ),
        answer=_("{name} does not. {title}.").format(name=lying[0], title=problem.rule.title()),
        why=_("{because} To mend it: {mend}").format(because=problem.because, mend=problem.rule.mend()),
        briefly=_("To mend it: {mend}").format(mend=problem.rule.mend()),
        after=partial(_verdicts, found),
        source=_("What the checker of this app says to these very lines. They are read, never run."),
        link="check",
        link_words=_("Check your own code"),
    )


def _verdicts(found: dict[str, ModelReport], guess: str) -> tuple[Picture, ...]:
    rows = tuple(
        (f"{name} {'✗' if model.problems else '✓'}", _said(model)) for name, model in found.items()
    )
    head = (_("model"), _("what the checker says"))
    return (Table(head, rows, marked=list(found).index(guess)),)


def _said(model: ModelReport) -> str:
    return sentences([model.then.says, model.then.fits])
