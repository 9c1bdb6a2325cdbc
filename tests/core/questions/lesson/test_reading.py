"""Which steps a lesson has: all in their order, or a teacher's own; and its end."""

import json
from urllib.parse import unquote

import nbformat
import pytest

from core.experiment import Experiment
from core.export import what_to_write as code_to_write
from core.questions import parts
from core.questions.lesson import reading
from core.questions.lesson.notebook import notebook
from core.questions.lesson.reading import ORDER, lesson
from core.reading.picture import Mark
from tests import shipped


def test_every_step_that_a_question_has_is_in_the_lesson():
    found = [step.id for question in parts("steps") for step in question.steps()]
    assert sorted(found) == sorted(ORDER)
    assert lesson().ids == (*ORDER, "end")
    assert not lesson().problems


def test_a_teacher_s_own_order_and_choice():
    own = lesson("loss, untrained,loss")
    assert own.ids == ("loss", "untrained", "end")
    assert [own.after(each) for each in ("loss", "untrained")] == ["untrained", "end"]
    assert own.step("untrained") is lesson().step("untrained")
    assert not own.problems


def test_what_is_asked_for_in_vain_is_said_and_left_out():
    own = lesson("mend,b`ad" + "x" * 100 + ",who")
    assert own.ids == ("mend", "who", "end")
    assert len(own.problems) == 1
    assert own.problems[0].count("`") == 2
    assert len(own.problems[0]) < 110
    assert lesson("nothing").ids == (*ORDER, "end")
    assert len(lesson("nothing").problems) == 2
    assert lesson("").ids == (*ORDER, "end")


def test_a_state_among_the_steps_is_read_as_the_playground_reads_it():
    own = lesson("cells," + unquote("%3Floss%3Dcategorical_crossentropy%26keras%3D3.15.1"))
    assert own.ids == ("cells", "?loss=categorical_crossentropy&keras=3.15.1", "end")
    assert not own.problems
    wrong = lesson("?keras=3.15.1&loss=hinge")
    assert wrong.ids == ("?keras=3.15.1", "end")
    assert "`loss=hinge` cannot be used" in wrong.problems[0]
    to_run = lesson("cells,?epochs=33")
    assert to_run.ids == ("cells", "?epochs=33", "end")
    assert to_run.steps[1].order == Experiment(epochs=33)
    for refused in ("?labels=integer&keras=3.15.1", "?labels=integer_column"):
        nobody_s = lesson(f"cells,{refused}")
        assert nobody_s.ids == ("cells", "end")
        assert nobody_s.without_run == (refused,)
        assert refused in nobody_s.problems[0]


def test_a_run_answers_what_nobody_has_recorded():
    step, recording = lesson("?epochs=33").steps[0], shipped.load("classic")
    assert step.answer == ""
    answered = step.when_run(recording.snapshots)
    last = recording.snapshots[-1]
    assert answered.asks.truth == last.accuracies["binary_accuracy"]
    assert answered.answer == lesson("?epochs=15").steps[0].answer
    assert (answered.id, answered.title, answered.told) == (step.id, step.title, step.told)


def test_guesses_stand_beside_the_answers():
    made = {"cells": "4", "untrained": 0.5, "mend": "epochs", "spread": (60, 80)}
    axis, table = reading.guessed(lesson().steps, made)
    assert [row[0] for row in table.rows] == ["Cells", "Untrained", "The mend", "Spread"]
    assert table.rows[0][1:] == ("4 of 10", "9 of 10")
    assert table.rows[2][1] == "Train longer: `epochs=15`"
    cells, untrained, spread = axis.rows
    assert cells.marks == (Mark("true", 0.9), Mark("guess", 0.4))
    assert (cells.joined, untrained.joined, spread.joined) == (True, True, False)
    assert spread.marks[1] == Mark("guess", 0.6, 0.8)
    assert "Untrained: 50\N{NO-BREAK SPACE}%, answer 90.0\N{NO-BREAK SPACE}%." in axis.told
    assert reading.guessed(lesson().steps, {"who": "high"})[0] is None


def test_the_notebook_has_every_step_and_what_to_write():
    book = nbformat.reads(notebook(), as_version=4)
    nbformat.validate(book)
    texts = "\n".join(each.source for each in book.cells if each.cell_type == "markdown")
    for step in lesson().steps:
        assert f"## {step.title}\n\n{step.told}" in texts
        assert f"**{step.answer}** {step.why}" in texts
    assert book.cells[-1].source == code_to_write(Experiment()).strip()
    assert notebook() == notebook()
    json.loads(notebook())


@pytest.mark.slow
def test_the_notebook_runs_and_prints_what_the_lesson_says(capsys):
    """Today's Keras counts the cells as the lesson says; its own run is the recording `today`."""
    namespace = {}
    for each in nbformat.reads(notebook(), as_version=4).cells:
        if each.cell_type == "code":
            exec(each.source, namespace)
    said = capsys.readouterr().out
    assert "[ True  True False  True  True  True  True  True  True  True]" in said
    assert "cells right (binary_accuracy)        0.9000" in said
    assert "answers right (categorical_accuracy) 0.1022" in said
    assert "if every answer is sure: 990 right" in said
    assert "possible: 980 to 1000 right" in said
    assert "cells right   0.9169" in said  # as the recording has it after five epochs
    assert "accuracy 0.7356" in said
    printed, by_hand = (
        float(said.split(label)[1].split()[0]) for label in ("printed by Keras", "by hand ")
    )
    assert (round(printed, 3), round(by_hand, 3)) == (0.218, 0.197)
