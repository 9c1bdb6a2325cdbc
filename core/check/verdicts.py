"""What one Keras version reports of an output, and what is wrong with it there."""

from dataclasses import dataclass
from typing import Any

from core.check.case import Case
from core.check.links import playground
from core.check.mends import Change, changes
from core.check.rules import RULES, Rule
from core.check.source import Source
from core.language import _
from core.measures.accuracy import expected_binary_accuracy

INTEGERS = ("integer", "integer_column")
TRUE = 0.99  # the true accuracy of which a sentence says how it would be reported

_SPOKEN = {
    "binary_accuracy": lambda: _("binary accuracy"),
    "categorical_accuracy": lambda: _("categorical accuracy"),
    "sparse_categorical_accuracy": lambda: _("sparse categorical accuracy"),
}


@dataclass(frozen=True)
class Problem:
    """A rule that applies. line: of the paste. changes: the mend, where it can be written as a diff."""

    rule: Rule
    line: int
    because: str
    changes: tuple[Change, ...] = ()

    @property
    def id(self) -> str:
        return self.rule.id


@dataclass(frozen=True)
class Verdict:
    """What a version does with an output.

    accuracy: Keras's function that `accuracy` stands for; None where it is not asked for or refused.
    refused: what that version prints where it refuses. says: what will be reported, in a sentence.
    fits: why there is nothing to mend; "" where there is, or where too little is seen.
    playground: its URL parameters that show the same, {} for how it opens; None where it cannot.
    """

    version: str
    accuracy: str | None
    refused: str | None
    says: str
    problems: tuple[Problem, ...]
    fits: str
    playground: dict[str, Any] | None


def verdict(case: Case, source: Source) -> Verdict:
    """The verdict on a case, with its problems in the order of the rules."""
    refused, problems = case.refused, tuple(_problems(case, source))
    return Verdict(
        version=case.version,
        accuracy=case.accuracy,
        refused=refused.message if refused else None,
        says=_says(case),
        problems=problems,
        fits="" if problems or refused or not case.facts.output.seen else _fits(case),
        playground=playground(case),
    )


def _problems(case: Case, source: Source):
    for rule in RULES:
        where = rule.applies(case)
        if where is None:
            continue
        row = where.line if where.line >= 0 else _row(case)
        yield Problem(rule, source.line(row), where.because, changes(rule.id, case, source))


def _fits(case: Case) -> str:
    sentences = {
        "classes": _(
            "One output for each class, a loss and labels that fit them, and the largest wins."
        ),
        "multi_label": _(
            "A sigmoid for each label and a loss that takes each on its own fit together."
        ),
        "binary": _("One output, a loss for one yes or no, and labels of 0 and 1 fit together."),
        "regression": _("The loss measures how far amounts are off, and no accuracy is asked of them."),
    }
    return sentences.get(case.task.id, _("No rule finds anything wrong with it."))


def _row(case: Case) -> int:
    """Where something was not seen: the compile call, or the layer."""
    if case.facts.compiled is not None:
        return case.facts.compiled.line
    return max(case.facts.output.line, 0)


def _says(case: Case) -> str:
    if case.refused is not None:
        return _("Keras refuses this: {message}").format(message=case.refused.message)
    if not case.asked:
        return _says_of_others(case)
    if case.accuracy is None:
        return _("What `accuracy` will be depends on the last layer, which is not to be seen here.")
    name = _SPOKEN[case.accuracy]()
    if _counts_answers(case):
        return _("`accuracy` will be {name}: how often the largest output is the right class.").format(
            name=name
        )
    if case.task.id == "multi_label" and case.accuracy == "categorical_accuracy":
        return _("`accuracy` will be {name}: it looks at the largest output alone.").format(name=name)
    if case.accuracy != "binary_accuracy" or case.units == 1:
        return _("`accuracy` will be {name}.").format(name=name)
    if case.task.id == "classes" and case.stored == "one_hot" and case.units and case.units > 2:
        about = expected_binary_accuracy(TRUE, case.units)
        return _(
            "`accuracy` will be {name} over {units} outputs: about {about:.3f} when you are right 99 % "
            "of the time."
        ).format(name=name, units=case.units, about=about)
    if case.units:
        return _("`accuracy` will be {name} over {units} outputs.").format(name=name, units=case.units)
    return _("`accuracy` will be {name} over all outputs.").format(name=name)


def _counts_answers(case: Case) -> bool:
    """Whether it is the true accuracy of classes: of the largest output, with fitting labels."""
    fitting = {"categorical_accuracy": ("one_hot",), "sparse_categorical_accuracy": INTEGERS}
    stored = fitting.get(case.accuracy or "", ())
    return case.task.id == "classes" and case.stored in stored and case.units != 1


def _says_of_others(case: Case) -> str:
    if case.facts.compiled is None:
        return _("No compile call is to be seen.")
    if not case.metrics:
        return _("No accuracy is asked for.")
    metric, name = case.metrics[0]
    if name == "exact":
        return _("`{metric}` counts outputs that are equal to the label.").format(metric=metric.written)
    return _("`{metric}` is asked for by its name, and is what is reported.").format(
        metric=metric.written
    )
