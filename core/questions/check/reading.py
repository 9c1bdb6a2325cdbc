"""What a check comes to: the problems under the version of the code and today's, and in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.check import ANSWERS, STORED, Assumption, ModelReport, Problem, Report, check
from core.check.verdicts import Verdict
from core.experiment import Experiment
from core.keras_versions import keras_name
from core.language import _

MODELS = 12  # that are shown of one paste
_WIDTH = 160  # characters of a line that is quoted
_LINKED = ("task", "loss", "activation", "labels", "metric", "keras", "from_logits")


@dataclass(frozen=True)
class Finding:
    """A problem, and the verdicts that have it: the version's of the code, today's, or both."""

    problem: Problem
    under: tuple[Verdict, ...]


def findings(model: ModelReport) -> tuple[Finding, ...]:
    """Every problem once, those under the code's own version first."""
    verdicts = _verdicts(model)
    found: dict[str, Finding] = {}
    for verdict in verdicts:
        for problem in verdict.problems:
            known = found.get(problem.id, Finding(problem, ()))
            found[problem.id] = Finding(known.problem, (*known.under, verdict))
    return tuple(found.values())


def _verdicts(model: ModelReport) -> tuple[Verdict, ...]:
    """One where the code is for today's Keras."""
    return (model.then,) if model.then.version == model.today.version else (model.then, model.today)


def same_today(model: ModelReport) -> bool:
    """Whether today's Keras does nothing else with it."""
    then, today = model.then, model.today
    ids = [[problem.id for problem in verdict.problems] for verdict in (then, today)]
    return (then.says, ids[0]) == (today.says, ids[1])


def read(text: str, assume: Mapping[str, str], of_models: Mapping[int, Mapping[str, str]]) -> Report:
    """The report on a text, with answers to what it assumes.

    assume: answers for all of the text ("keras"); of_models: for a model, by its place.
    """
    report = check(text, assume)
    models = list(report.models)
    for place, answers in of_models.items():
        if answers and place < len(models):
            again = check(text, {**assume, **answers}).models
            models[place] = again[place] if place < len(again) else models[place]
    return Report(report.source, report.generation, tuple(models), report.failed)


def asked(model: ModelReport, id: str) -> Assumption | None:
    """What was assumed of a model under this id, if it was."""
    return next((each for each in model.assumed if each.id == id), None)


def label_options(answers: str | None) -> tuple[str, ...]:
    """How labels can be stored, where one or several answers are right, or nobody asks which."""
    if answers is None:
        return STORED
    return ("multi_hot",) if answers == ANSWERS[1] else tuple(x for x in STORED if x != "multi_hot")


def in_playground(verdict: Verdict) -> dict[str, Any] | None:
    """The playground's choices that a verdict is of, all of them; None where it has no such state."""
    if verdict.playground is None:
        return None
    state = Experiment(**verdict.playground).as_dict()
    return {name: state[name] for name in _LINKED}


def quoted(lines: Sequence[str], marked: int) -> str:
    """A line of the paste by its number, with its neighbours, marked and numbered."""
    near = range(max(marked - 1, 1), min(marked + 1, len(lines)) + 1)
    shown = [number for number in near if number == marked or lines[number - 1].strip()]
    width = max((len(str(number)) for number in shown), default=1)
    return "\n".join(
        f"{'▸' if number == marked else ' '} {number:>{width}}  {_short(lines[number - 1])}"
        for number in shown
    )


def diff(problem: Problem) -> str:
    """The mend as a diff: of each line the number, what stands there and what to write."""
    return "\n".join(_diffed(problem))


def _diffed(problem: Problem) -> Iterator[str]:
    for change in sorted(problem.changes, key=lambda change: change.line):
        line = _("line {line}").format(line=change.line)
        yield f"@@ {line} @@"
        yield f"-{change.before}"
        yield f"+{change.after}"


def _short(line: str) -> str:
    return line if len(line) <= _WIDTH else line[:_WIDTH] + "…"


def seen(model: ModelReport) -> list[str]:
    """What was read of a model, item by item. Names that stand in the code are in backticks."""
    return [_output(model), _loss(model), _task(model)]


def _output(model: ModelReport) -> str:
    if model.output_line is None:
        return _("no last layer in sight")
    activation = model.activation or "?"
    units = model.units if model.units is not None else model.units_written.replace("`", "")[:40]
    if units == 1:
        words = _("line {line}: one output, `{activation}`")
    elif units:
        words = _("line {line}: {units} outputs, `{activation}`")
    else:
        words = _("line {line}: outputs of an unknown number, `{activation}`")
    return words.format(line=model.output_line, units=units, activation=activation)


def _loss(model: ModelReport) -> str:
    if model.line is None:
        return _("no compile call in sight")
    if model.loss is None:
        return _("line {line}: a loss that is not known here").format(line=model.line)
    words = _("line {line}: `{loss}`")
    if model.from_logits:
        words = _("line {line}: `{loss}` with `from_logits=True`")
    return words.format(line=model.line, loss=model.loss)


def _task(model: ModelReport) -> str:
    return {
        "classes": _("task: one class of several"),
        "multi_label": _("task: several labels at once"),
        "binary": _("task: yes or no"),
        "regression": _("task: amounts"),
        "other": _("task: another one"),
        "unknown": _("task: not clear"),
    }[model.task]


def nothing_to_mend(model: ModelReport) -> str:
    """Why no rule blames a model under the version that its code looks written for."""
    if model.then.fits and model.today.problems:
        words = _("**Nothing to mend under {keras}.** {why}")
        return words.format(keras=keras_name(model.then.version), why=model.then.fits)
    if model.then.fits:
        return _("**Nothing to mend.** {why}").format(why=model.then.fits)
    if model.then.refused:
        return _("No rule says more than Keras does.")
    return _("**Nothing to mend in what is seen.** The rest of the model may stand elsewhere.")
