"""Which steps a lesson has, in which order, and what its end says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from core import language
from core.experiment import Experiment
from core.experiment.limits import harmless
from core.export import advised
from core.language import _, sentences
from core.questions import parts
from core.reading import picture
from core.reading.picture import Axis, Mark, Row, Table
from core.reading.reading import read
from core.reading.step import Step

ORDER = ("cells", "untrained", "sure", "mend", "who", "loss", "spread", "snippets")
END = "end"
MOST = 20  # steps of a teacher's own
STATE = "?"  # begins a step that is a state of the playground


@dataclass(frozen=True)
class Lesson:
    """The steps that a link asks for, in its order; and what it asks for in vain, in sentences.

    without_run: states of the playground that nothing answers here, as the playground's parameters.
    """

    steps: tuple[Step, ...]
    problems: tuple[str, ...] = ()
    without_run: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """What `step=` can be."""
        return (*(each.id for each in self.steps), END)

    def step(self, id: str) -> Step:
        """The step of that id. Raises KeyError."""
        return {each.id: each for each in self.steps}[id]

    def after(self, id: str) -> str:
        """The id of what comes next."""
        return self.ids[self.ids.index(id) + 1]


def lesson(asked: str | None = None) -> Lesson:
    """The lesson of a link: its `steps=`, ids and states with commas between them; None for all."""
    return _lesson(asked, language.current())


@cache
def _all(_code: str) -> Mapping[str, Step]:
    return {step.id: step for question in parts("steps") for step in question.steps()}


def _lesson(asked: str | None, code: str) -> Lesson:
    known = _all(code)
    whole = tuple(known[each] for each in ORDER)
    if asked is None:
        return Lesson(whole)
    found: dict[str, Step] = {}
    problems: list[str] = []
    without_run = []
    for each in [part.strip() for part in asked.split(",")][:MOST]:
        if each.startswith(STATE):
            step, said = _of_state(each, code)
            problems += said
            without_run += [] if step else [each]
        else:
            step = known.get(each)
            if step is None:
                problems.append(no_step(each))
        if step:
            found[step.id] = step
    if not found:
        problems.append(_("No step is left: this is the whole lesson."))
    return Lesson(tuple(found.values()) or whole, tuple(problems), tuple(without_run))


@lru_cache(maxsize=64)  # what strangers may ask for
def _of_state(query: str, _code: str) -> tuple[Step | None, tuple[str, ...]]:
    """The step on a state of the playground, and what is to be said of the link."""
    (of_link,) = [each.of_link for each in parts("steps") if hasattr(each, "of_link")]
    step, unusable = of_link(query)
    problems = [each.in_words() for each in unusable]
    if step is None:
        problems.append(
            _("Nothing answers `{state}` here: it is left out.").format(state=harmless(query, 60))
        )
    return step, tuple(problems)


def no_step(id: str) -> str:
    """What is said of an id that no step of the lesson has."""
    return _("`{id}` is no step of this lesson: it is left out.").format(id=harmless(id, 60))


def guessed(steps: Sequence[Step], made: Mapping[str, Any]) -> tuple[Axis | None, Table]:
    """Guesses beside what the runs say: those that lie on an axis as a picture, and all as a table.

    made: the guess by the id of its step.
    """
    answered = [each for each in steps if each.id in made]
    rows = tuple((each.name, each.asks.in_words(made[each.id]), each.asks.answer) for each in answered)
    head = (_("question"), _("you"), _("the runs"))
    on_axis = [each for each in answered if each.asks.shares(made[each.id])]
    shown = tuple(_dumbbell(each, made[each.id]) for each in on_axis)
    told = _("Your guesses and the answers: {all}").format(
        all=sentences(
            _("{name}: {guess}, answer {answer}.").format(
                name=each.name,
                guess=each.asks.in_words(made[each.id]),
                answer=each.asks.answer,
            )
            for each in on_axis
        )
    )
    return (Axis(shown, told) if shown else None), Table(head, rows)


def _dumbbell(step: Step, guess: Any) -> Row:
    guessed, truth = step.asks.shares(guess)
    marks = (_mark(picture.TRUE, *truth), _mark(picture.GUESS, *guessed))
    return Row(step.name, marks, joined=guessed[0] == guessed[1] and truth[0] == truth[1])


def _mark(kind: str, low: float, high: float) -> Mark:
    return Mark(kind, low, None if low == high else high)


def what_to_write() -> Table:
    """The last layer, the loss and the metric that fit what the labels are, in today's Keras."""
    cases = (
        (_("one of several classes, one-hot"), Experiment()),
        (_("one of several classes, as numbers"), Experiment(labels="integer")),
        (_("yes or no"), Experiment(task="binary", labels="integer")),
        (_("several labels at once"), Experiment(task="multi_label")),
    )
    rows = tuple((name, *_written(advised(experiment))) for name, experiment in cases)
    return Table((_("your labels"), _("last layer"), _("loss"), _("metric")), rows)


def _written(experiment: Experiment) -> tuple[str, str, str]:
    # The metric by its own name: what `accuracy` means, a version decides.
    return f"`{experiment.activation}`", f"`{experiment.loss}`", f"`{read(experiment).picked}`"
