"""The check as a whole: from a paste to a verdict on every output of every model in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.check.case import Case
from core.check.facts import Facts, gathered
from core.check.generation import Generation, generation
from core.check.interpreter import Interpreter
from core.check.label_kinds import NOTHING
from core.check.source import Source, cleaned
from core.check.syntax import parsed
from core.check.tasks import ANSWERS, STORED, Assumption, task_of, version_assumed
from core.check.verdicts import Problem, Verdict, verdict
from core.keras_versions import TODAY, UnknownVersion, order

_OPTIONS = {"answers": ANSWERS, "labels": STORED}
WAYS = 4  # readings of code with conditions that cannot be decided


@dataclass(frozen=True)
class ModelReport:
    """One output layer and one compile call. Lines are those of the paste; None where not seen.

    units, activation, loss, from_logits, labels: as in Keras, None where not seen. units_written: how
    the code says it. task: one of `core.check.tasks.TASKS`. keras: the generation. then, today: the
    verdict under the version that the code looks written for, and under today's.
    assumed: what the code does not say, each of which `check(text, assume={id: option})` can change.
    """

    line: int | None
    output_line: int | None
    units: int | None
    units_written: str
    activation: str | None
    loss: str | None
    from_logits: bool | None
    labels: str | None
    task: str
    keras: str | None
    then: Verdict
    today: Verdict
    assumed: tuple[Assumption, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong under the version that the code looks written for."""
        return self.then.problems


@dataclass(frozen=True)
class Report:
    """What was read in a paste. cut: whether it was too long to be read whole; failed: whether it
    could not be read at all.
    """

    source: Source
    generation: Generation
    models: tuple[ModelReport, ...]
    failed: bool = False

    @property
    def cut(self) -> bool:
        return self.source.cut

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems of all models."""
        return tuple(problem for model in self.models for problem in model.problems)


def check(text: str, assume: Mapping[str, str] | None = None) -> Report:
    """What pasted Keras code will report, and what is wrong with it.

    text: anything; it is read, never run. assume: answers to what the code does not say, by the ids and
    options of `ModelReport.assumed`; and "keras", a version id. Never raises: a paste that this cannot
    read gives a report that says so.
    """
    try:
        return read(text, assume)
    except Exception:  # a reader must not lose a page to a paste that no test thought of
        return Report(Source(text, "", (), True), Generation(None, TODAY), (), failed=True)


def read(text: str, assume: Mapping[str, str] | None = None) -> Report:
    """The same, with the exceptions that are mistakes of ours."""
    assume = {
        key: value for key, value in (assume or {}).items() if value in _OPTIONS.get(key, (value,))
    }
    source = cleaned(text)
    written_for = _assumed_version(generation(text[: 10**6], source.code), assume)
    root = parsed(source.code)
    keras_3 = written_for.id == "3"
    first, ways = _reading(root, 0, source, keras_3)
    readings = [first]
    readings += [_reading(root, way, source, keras_3)[0] for way in range(1, min(ways, WAYS))]
    reports = [
        _merged_alike([(each.key, _model(each, written_for, source, assume)) for each in reading])
        for reading in readings
    ]
    return Report(source, written_for, tuple(_merged_readings(reports)))


def _reading(root: Any, way: int, source: Source, keras_3: bool) -> tuple[list[Facts], int]:
    interpreter = Interpreter(root, way)
    events = interpreter.read()

    def follow(function, arguments):
        try:
            return interpreter.follow(function, arguments, {})
        except (RecursionError, interpreter.OutOfSteps):
            return None

    try:
        facts = gathered(events, follow, source.text[:200_000], keras_3)
    except RecursionError:
        facts = []
    return facts, max(events.undecided.values(), default=1)


def _assumed_version(found: Generation, assume: dict[str, str]) -> Generation:
    version = assume.get("keras")
    if version is None:
        return found
    try:
        order(version)
    except UnknownVersion:
        return found
    return replace(found, version=version)


def _model(facts: Facts, found: Generation, source: Source, assume: dict[str, str]) -> ModelReport:
    facts = _of_wrapped(facts, source.code)
    asks = bool(facts.compiled and any(each.name for each in facts.compiled.metrics))
    task = task_of(facts, asks, assume)
    tensorflow = found.backend == "tensorflow"
    then = verdict(Case(facts, task, found.version, tensorflow), source)
    today = verdict(Case(facts, task, TODAY, tensorflow), source)
    output = facts.output
    assumed = task.assumed if facts.compiled and output.seen else ()
    if found.id is None:
        assumed = (*assumed, version_assumed(found.version))
    return ModelReport(
        line=source.line(facts.compiled.line) if facts.compiled else None,
        output_line=source.line(output.line) if output.line >= 0 else None,
        units=output.units,
        units_written=output.written,
        activation=output.activation,
        loss=facts.loss.name,
        from_logits=facts.loss.from_logits,
        labels=None if task.assumes("labels") or task.stored == "numbers" else task.stored,
        task=task.id,
        keras=found.id,
        then=then,
        today=today,
        assumed=assumed,
    )


def _of_wrapped(facts: Facts, code: str) -> Facts:
    """A scikit-learn wrapper encodes the labels itself, as the loss wants them."""
    integers = facts.labels.stored in ("integer", "integer_column", "column")
    if "KerasClassifier" in code and integers and facts.loss.name == "categorical_crossentropy":
        return replace(facts, labels=NOTHING)
    return facts


Key = tuple[int, int]  # rows of the compile call and of the layer, -1 for none


def _merged_alike(models: list[tuple[Key, ModelReport]]) -> dict[Key, ModelReport]:
    """One entry for each pair of layer and compile call, with the problems of all of its calls."""
    found: dict[Key, ModelReport] = {}
    for key, model in models:
        found[key] = _joined(found[key], model) if key in found else model
    return found


def _joined(one: ModelReport, other: ModelReport) -> ModelReport:
    known = {each.id for each in one.problems}
    more = tuple(each for each in other.problems if each.id not in known)
    return replace(one, then=replace(one.then, problems=one.problems + more))


def _merged_readings(readings: list[dict[Key, ModelReport]]) -> list[ModelReport]:
    """An entry that several readings have keeps the problems that all of them see."""
    found: dict[Key, ModelReport] = {}
    for reading in readings:
        for key, model in reading.items():
            known = found.get(key)
            if known is None or len(model.problems) < len(known.problems):
                found[key] = model
    seen = {compiled for compiled, layer in found if layer >= 0}
    return [found[key] for key in sorted(found) if key[1] >= 0 or key[0] not in seen]
