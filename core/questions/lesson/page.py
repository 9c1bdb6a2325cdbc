"""A lesson on screen: where it stands, one question, and what a run answers to the guess."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from core.experiment import Limits, OneOf, Order
from core.language import _
from core.questions.lesson import reading
from core.questions.lesson.notebook import notebook
from core.questions.lesson.reading import END, Lesson
from core.reading.step import Pick, Share, Span, Step
from core.runs.run import FINISHED
from core.ui import files, guess, in_view, links, pictures, state
from core.ui.desk import desk
from core.ui.live import Source, follow
from core.ui.once import once
from core.ui.run_state import state_line

STEP, STEPS, VIEW = "step", "steps", "view"
QUESTIONS, HANDOUT = "questions", "handout"  # views
LIMITS: dict[str, Limits] = {VIEW: OneOf((QUESTIONS, HANDOUT))}
DEFAULTS = {VIEW: QUESTIONS}
WIDTH = 920  # pixels: a line of text that is read with ease, and three pieces of code side by side
_CONTROL, _AT, _MOVED = "_lesson_control", "_lesson_at", "_lesson_moved"


def asked() -> Lesson:
    """The lesson of this link."""
    return reading.lesson(st.query_params.get(STEPS))


def say_problems(shown: Lesson) -> None:
    """What the link asks for and is no step, and where setups without a run can be run."""
    problems, at = shown.problems, st.query_params.get(STEP)
    if at is not None and at not in shown.ids:
        problems += (reading.no_step(at),)
    if problems:
        st.warning("  \n".join(problems))
    links.forget_opened()
    for query in shown.without_run:
        links.see(f"playground{query}", _("Run this setup in the playground"))


def address(name: str, value: str) -> str:
    """The address of this lesson, a teacher's own too, with a parameter."""
    own = st.query_params.get(STEPS)
    return "lesson?" + urlencode({STEPS: own, name: value} if own else {name: value})


def view() -> str:
    """Whether the questions are shown, or all on one sheet."""
    return st.query_params.get(VIEW, QUESTIONS)


def show(shown: Lesson) -> None:
    """The step that the reader is at, or the end."""
    at = choose(shown)
    if at == END:
        end(shown)
    else:
        step(shown, at)
    if st.session_state.pop(_MOVED, False):
        in_view.title("lesson", at)


def choose(shown: Lesson) -> str:
    """All steps by their numbers, and the end; returns the id of the one that is shown."""
    numbers = {id: str(place) for place, id in enumerate(shown.ids, 1)} | {END: _("End")}
    st.session_state[_CONTROL] = at = _at(shown)
    st.segmented_control(
        _("steps of the lesson"),
        shown.ids,
        format_func=numbers.__getitem__,
        required=True,
        label_visibility="collapsed",
        key=_CONTROL,
        on_change=_chosen,
    )
    return at


def _at(shown: Lesson) -> str:
    """The step that the URL names; without one, the step that the reader left."""
    # Not bound to the URL by Streamlit, which would write the options there as they are shown.
    at = st.query_params.get(STEP) or st.session_state.get(_AT)
    at = at if at in shown.ids else shown.ids[0]
    if at != shown.ids[0]:
        st.query_params[STEP] = at
    st.session_state[_AT] = at
    return at


def _chosen() -> None:
    _go(st.session_state[_CONTROL])


def _go(id: str) -> None:
    st.query_params[STEP] = id
    st.session_state[_MOVED] = True


def step(shown: Lesson, id: str) -> None:
    """A step: what is to be known, the question, and after a guess the answer and the way on."""
    asked = shown.step(id)
    place = _("{n} of {all} · {name}").format(
        n=shown.ids.index(id) + 1, all=len(shown.steps), name=asked.name
    )
    once(partial(_question, asked, place), "lesson_question", id, place)
    guessed = _ask(asked)
    if guessed is None:
        return
    with st.container(key="lesson_answer"):
        if asked.order:
            with st.container(key="lesson_run"):
                follow(partial(_found, asked), partial(_as_run, asked, guessed), state.watcher())
        else:
            _answer(asked, guessed)
    if guess.just_made(_key(id)):
        in_view.answer("lesson_answer", id)
    following = shown.after(id)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("To the end")
            if following == END
            else _("Next: {name}").format(name=shown.step(following).name),
            key="_next",
            type="primary",
            icon=":material/arrow_forward:",
            on_click=_go,
            args=(following,),
        )
        guess.again(_key(id))
        links.see(asked.link, asked.link_words)


def _key(id: str) -> str:
    return f"lesson_{id}"


def _question(asked: Step, place: str) -> None:
    st.caption(place)
    st.subheader(asked.title, anchor=False)
    st.markdown(asked.told)
    for each in asked.before:
        pictures.draw(each)


def _ask(asked: Step):
    """The control that fits what is asked; returns the guess."""
    key, asks = _key(asked.id), asked.asks
    if isinstance(asks, Share):
        return guess.share(key, asks.label)
    if isinstance(asks, Span):
        return guess.span(key, asks.label, asks.low, asks.high, form="%d\N{NO-BREAK SPACE}%%")
    if isinstance(asks, Pick):
        return guess.pick(key, asks.label, asks.options, asks.short)
    if asks.few:
        numbers = {str(each): str(each) for each in range(asks.of + 1)}
        return guess.pick(key, asks.label, numbers, short=True)
    return guess.number(key, asks.label, 0, asks.of, asks.step)


def _answer(asked: Step, guessed) -> None:
    st.markdown(f"**{asked.said(guessed)}**")
    for each in asked.after(guessed):
        pictures.draw(each)
    st.markdown(asked.because(guessed))
    if asked.source:
        st.caption(asked.source)


def _found(asked: Step) -> tuple[Order, Source]:
    """What has to be run, and the run, which a guess begins."""
    return asked.order, desk().find(asked.order) or desk().submit(asked.order, state.watcher())


def _as_run(asked: Step, guessed, _order: Order, source: Source, _live: bool) -> None:
    state_line(source, lambda _state: None, "run_state_lesson")
    if answered := _answered(asked):
        _answer(answered, guessed)


def _answered(asked: Step) -> Step | None:
    """The step with its answer; None of one whose run has not ended, or is forgotten."""
    if asked.order is None:
        return asked
    run = desk().find(asked.order)
    return asked.when_run(run.snapshots) if run and run.state == FINISHED else None


def end(shown: Lesson) -> None:
    """The reader's guesses beside the answers, and what to write from now on."""
    answered = [each for each in map(_answered, shown.steps) if each]
    made = {each.id: guess.made(_key(each.id)) for each in answered}
    made = {id: guessed for id, guessed in made.items() if guessed is not None}
    st.subheader(_("Your guesses, and what the runs say"), anchor=False)
    if made:
        _guesses(answered, made)
    else:
        st.markdown(_("You have guessed nothing yet. Each number above is a question."))
    once(_to_write, "lesson_end")
    _to_take_away()


def _guesses(answered: Sequence[Step], made: Mapping[str, Any]) -> None:
    axis, table = reading.guessed(answered, made)
    picture, beside = st.columns(2, gap="medium")
    with picture:
        if axis:
            st.caption(_("◇ your guess, ● the answer"))
            pictures.draw(axis)
    with beside:
        pictures.draw(table)


def _to_write() -> None:
    st.subheader(_("What to write from now on"), anchor=False)
    st.markdown(
        _(
            "Take the loss that fits the last layer, and name the metric that you mean. Then no "
            "version of Keras has anything to pick."
        )
    )
    pictures.draw(reading.what_to_write())
    st.caption(
        _(
            "Of several labels at once `binary_accuracy` counts labels. How many examples are "
            "right in all of them needs a metric of its own: Choose writes it."
        )
    )


def _to_take_away() -> None:
    files.notebook(notebook, "lesson.ipynb")
    links.see(address(VIEW, HANDOUT), _("All of it on one page, to print"))
    links.see("choose", _("What to write for your labels"))
    links.see("check", _("Check your own code"))
    links.see("playground", _("Try every setup in the playground"))
