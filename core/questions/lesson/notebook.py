"""The lesson as a notebook: each step, and code that shows it in today's Keras."""

from core.experiment import Experiment
from core.export import what_to_write
from core.export.formats import until_compile
from core.export.notebooks import CODE, INSTALL, TEXT, notebook_of, runs_on
from core.keras_versions import TODAY
from core.language import _
from core.questions.lesson.reading import lesson
from core.questions.lesson.script import BY_STEP
from core.reading.picture import Code
from core.reading.step import Step


def notebook() -> str:
    """The whole lesson (nbformat 4, JSON), in the reader's language; its code needs nothing else."""
    title, to_write = _("Which accuracy? A lesson"), _("What to write from now on")
    cells = [
        (TEXT, f"# {title}\n\n{runs_on()}\n\n{INSTALL}"),
        (CODE, until_compile(Experiment(keras=TODAY)).strip()),
    ]
    for step in lesson().steps:
        cells.append((TEXT, _text(step)))
        if step.id in BY_STEP:
            cells.append((CODE, BY_STEP[step.id].strip()))
    written = what_to_write(Experiment()).strip()
    cells += [(TEXT, f"## {to_write}"), (CODE, written)]
    return notebook_of(cells)


def _text(step: Step) -> str:
    code = [
        f"**{name}**\n\n```python\n{piece.strip()}\n```"
        for each in step.before
        if isinstance(each, Code)
        for name, piece in each.pieces
    ]
    said = [f"## {step.title}", step.told, *code, f"**{step.answer}** {step.why}", f"*{step.source}*"]
    return "\n\n".join(said)
