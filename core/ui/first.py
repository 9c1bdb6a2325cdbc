"""Guess first (`ask=1`): what a page reports is not there until its reader has guessed it.

There is one guess for a link: whoever then toggles, or moves to another moment, is not asked again.
What was guessed stays in a line, with the answer to what the link opened with.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import streamlit as st

from core.language import _
from core.reading.words import percent
from core.ui import guess, staging

_ASKED, _ANSWERS = "_asked_first", "_answers_to_guesses"


@dataclass(frozen=True)
class Question:
    """What a page asks before it shows anything.

    asked: the question; of: what it is about, in a line of Markdown. answer: a share, or None until it
    is known; told: makes a sentence of the guess, a number of percent, and the answer in words. about:
    what tells this state of the page from others.
    """

    asked: str
    of: str
    told: Callable[[float, str], str]
    answer: float | None
    about: Hashable


def waits(page: str) -> bool:
    """Whether this page's reader has still to guess."""
    return staging.asks() and guess.made(page) is None


def asked(page: str, make: Callable[[], Question]) -> bool:
    """Ask, where the reader has still to guess: then nothing else is to be shown.

    page: its name. make: makes its question, where one is asked.
    """
    if waits(page):
        question = make()
        st.session_state[_ASKED] = page
        with st.container(key="guess_first"):
            st.subheader(question.asked, anchor=False)
            st.caption(question.of)
            guess.share(page, _("your guess"))
        return True
    if st.session_state.pop(_ASKED, None) == page:
        st.rerun()  # what is around the question has been waiting, too
    return False


def tell(page: str, make: Callable[[], Question]) -> None:
    """The line on what was guessed, if the link asked. page, make: as of `asked`."""
    guessed = guess.made(page) if staging.asks() else None
    if guessed is None:
        return
    question = make()
    kept = st.session_state.setdefault(_ANSWERS, {})
    if page not in kept and question.answer is not None:
        kept[page] = (question.about, question.answer)
    about, answer = kept.get(page, (question.about, None))
    if answer is None:
        told = _("You guessed {guess:.0f} %. The run has not ended yet.").format(guess=100 * guessed)
    else:
        told = question.told(100 * guessed, percent(answer))
    if about != question.about:
        told = _("What this link opened with: {told}").format(told=told)
    st.markdown(f":material/psychology_alt: {told}")
