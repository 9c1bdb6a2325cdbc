"""The lesson on screen: a question first, then the answer beside the guess; links, and the end."""

import time
from html import unescape
from urllib.parse import parse_qsl

import pytest
import streamlit as st

from core.experiment import Experiment
from core.questions.lesson.reading import ORDER, lesson
from core.reading.step import Count, Pick
from tests.pages import on_screen
from tests.pages.conftest import open_app

WRONG = {
    "cells": "4",
    "untrained": 0.5,
    "sure": 500,
    "mend": "epochs",
    "who": "high",
    "loss": "less",
    "spread": (47, 83),
    "snippets": "A",
}
RIGHT = {"cells": "9", "untrained": 0.9, "sure": 990, "mend": "loss", "snippets": "B"}


def open_lesson(**parameters):
    return open_app(**parameters).switch_page("pages/lesson.py").run()


def texts(app):
    return [text for _where, text in on_screen.texts(app)]


def markdown(app):
    return [each.value for each in app.markdown]


def guess(app, step, made):
    """Stand the step's control at this guess, and press Show."""
    key = f"_guess_lesson_{step.id}"
    if isinstance(step.asks, Pick) and not step.asks.short:
        app.radio(key=key).set_value(made).run()
    elif isinstance(step.asks, Pick) or (isinstance(step.asks, Count) and step.asks.few):
        app.segmented_control(key=key).set_value(made).run()
    else:
        percent = round(100 * made) if isinstance(made, float) else made
        app.slider(key=key).set_value(percent).run()
    return app.button(key=f"_show_lesson_{step.id}").click().run()


def test_the_whole_lesson_question_by_question(instant_desk):
    app = open_lesson()
    for step in lesson().steps:
        assert not app.exception
        assert app.subheader[0].value == step.title
        assert f"**{step.answer}**" not in markdown(app), "no answer before the guess"
        assert step.why not in markdown(app)
        assert not [each for each in app.button if each.key == "_next"]
        guess(app, step, WRONG[step.id])
        assert not app.exception
        assert f"**{step.answer}**" in markdown(app)
        assert step.why in markdown(app)
        assert step.source in [each.value for each in app.caption]
        assert app.button(key=f"_show_lesson_{step.id}").disabled
        app.button(key="_next").click().run()
    assert app.query_params["step"] == "end"
    said = texts(app)
    for step in lesson().steps:
        assert step.asks.in_words(WRONG[step.id]).split("`")[0].strip() in " ".join(said), step.id
    assert "What to write from now on" in said
    # Back at a step, its guess and its answer stand there still; taken back, it is asked again.
    app.query_params["step"] = "sure"
    app.run()
    step = lesson().step("sure")
    assert f"**{step.answer}**" in markdown(app)
    assert app.slider(key="_guess_lesson_sure").value == 500
    app.button(key="_again_lesson_sure").click().run()
    assert f"**{step.answer}**" not in markdown(app)
    assert not app.slider(key="_guess_lesson_sure").disabled


def test_who_guesses_right_is_told_so_and_why(instant_desk):
    for id, made in RIGHT.items():
        step = lesson().step(id)
        app = guess(open_lesson(step=id), step, made)
        assert f"**Yes. {step.answer}**" in markdown(app), id
        assert step.briefly in markdown(app)
        assert step.why not in markdown(app)


def test_a_link_opens_its_step_and_the_numbers_lead_to_the_others(instant_desk):
    app = open_lesson(step="loss")
    assert app.subheader[0].value == lesson().step("loss").title
    assert app.segmented_control(key="_lesson_control").value == "loss"
    app.segmented_control(key="_lesson_control").set_value("who").run()
    assert app.subheader[0].value == lesson().step("who").title
    assert app.query_params["step"] == "who"
    app = open_lesson(step="losses", view="poster")
    assert app.subheader[0].value == lesson().step("cells").title
    assert "`view=poster`" in app.warning[0].value
    assert "`losses` is no step" in app.warning[1].value
    app.segmented_control(key="_lesson_control").set_value("who").run()
    assert not any("`losses`" in each.value for each in app.warning)


def test_a_teacher_s_own_lesson(instant_desk):
    state = "?loss=categorical_crossentropy&keras=3.15.1"
    asked = f"who,{state},nonsense,?labels=integer&keras=3.15.1"
    app = open_lesson(steps=asked)
    assert app.segmented_control(key="_lesson_control").options == ["1", "2", "End"]
    (said,) = [each.value for each in app.warning]
    assert "`nonsense`" in said
    assert "`?labels=integer&keras=3.15.1`" in said
    assert "Run this setup in the playground" in texts(app)
    own = lesson(asked)
    guess(app, own.steps[0], "true")
    app.button(key="_next").click().run()
    assert app.subheader[0].value == "What will this report?"
    guess(app, own.steps[1], 0.5)
    assert f"**{own.steps[1].answer}**" in markdown(app)
    app.button(key="_next").click().run()
    assert app.query_params["step"] == "end"
    # Its sheet is of the same lesson, and leads back to it.
    (link,) = [each.proto for each in app.get("page_link") if "to print" in each.proto.label]
    assert dict(parse_qsl(link.query_string)) == {"steps": asked, "view": "handout"}
    app = open_lesson(steps=asked, view="handout")
    (link,) = [each.proto for each in app.get("page_link") if "Back" in each.proto.label]
    assert dict(parse_qsl(link.query_string)) == {"steps": asked, "step": "who"}


def test_a_setup_that_nobody_has_recorded_is_run(instant_desk):
    """The instant worker reports an accuracy of its own, which the answer shows beside the guess."""
    asked, order = "?epochs=3&keras=3.15.1", Experiment(epochs=3, keras="3.15.1")
    app = open_lesson(steps=asked)
    assert instant_desk.find(order) is None, "nothing is trained before the guess"
    guess(app, lesson(asked).steps[0], 0.5)
    for _look in range(100):
        if not app.get("progress"):
            break
        time.sleep(0.05)
        app.run()
    last = instant_desk.find(order).snapshots[-1]
    reported = last.accuracies["categorical_accuracy"]
    assert any(f"reports {100 * reported:.1f}" in each for each in markdown(app))
    app.button(key="_next").click().run()
    assert not app.exception
    table = next(each.proto.body for each in app.get("html") if "<table" in each.proto.body)
    assert f"{100 * reported:.1f}" in table
    assert open_lesson(steps=asked, view="handout").get("html")


def test_the_sheet_has_every_step_with_its_numbers(instant_desk):
    app = open_lesson(view="handout")
    assert not app.exception
    (sheet,) = [
        each.proto.body
        for each in app.get("html")
        if each.proto.body.startswith('<div class="wa-sheet')
    ]
    sheet = unescape(sheet)
    for place, step in enumerate(lesson().steps, 1):
        assert f"<h4>{place}. {step.title.split('`')[0]}" in sheet
        assert step.answer.split("`")[0] in sheet
    assert sheet.count("<section") == len(ORDER) + 1


@pytest.mark.parametrize("embedded", [False, True])
def test_at_the_end_without_a_guess(embedded, instant_desk, monkeypatch):
    monkeypatch.setattr(type(st.context), "is_embedded", embedded)
    app = open_lesson(step="end")
    assert not app.exception
    assert any("guessed nothing yet" in each for each in markdown(app))
    assert [each.proto.label for each in app.get("download_button")] == ["Notebook (.ipynb)"]
