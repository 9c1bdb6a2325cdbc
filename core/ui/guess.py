"""Guess first: a control, a button that shows the answer, and what this session has guessed.

Guesses are kept by a key of the page's own, as long as the session lasts. Until one is made, a page
draws nothing of the answer: `if guess.share(key, label) is not None: …`.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.language import _

_MADE, _JUST = "_guesses", "_guess_just_made"


def made(key: str) -> Any | None:
    """What was guessed under this key, as the function that asked returns it; None before that."""
    return st.session_state.get(_MADE, {}).get(key)


def just_made(key: str) -> bool:
    """Whether this guess was made by the last press of a button, and nobody has asked before."""
    just = st.session_state.get(_JUST) == key
    if just:
        del st.session_state[_JUST]
    return just


def forget(key: str) -> None:
    """Take a guess back."""
    st.session_state.get(_MADE, {}).pop(key, None)


def share(key: str, label: str) -> float | None:
    """A slider from 0 to 100 %; returns the share that was guessed."""
    return number(key, label, 0, 100, form="%d\N{NO-BREAK SPACE}%%", whole=100)


def number(
    key: str, label: str, low: int, high: int, step: int = 1, form: str = "%d", whole: int = 0
) -> float | None:
    """A slider over whole numbers, which starts in the middle; returns the number that was guessed.

    whole: what the number is a part of, if a share of it is to be returned.
    """
    before = made(key)
    st.slider(
        label,
        low,
        high,
        value=(low + high) // 2 if before is None else round(before * (whole or 1)),
        step=step,
        format=form,
        disabled=before is not None,
        key=_control(key),
    )
    _show(key, whole=whole)
    return before


def span(key: str, label: str, low: int, high: int, form: str = "%d") -> tuple[int, int] | None:
    """A slider with two ends, which starts as the middle half; returns both ends as guessed."""
    before, quarter = made(key), (high - low) // 4
    st.slider(
        label,
        low,
        high,
        value=before or (low + quarter, high - quarter),
        format=form,
        disabled=before is not None,
        key=_control(key),
    )
    _show(key)
    return before


def pick(key: str, label: str, options: Mapping[str, str], short: bool = False) -> str | None:
    """One of some options, which are words by an id; returns the id that was picked.

    short: words of a letter or two, side by side.
    """
    before, ids = made(key), list(options)
    if short:
        st.segmented_control(
            label,
            ids,
            format_func=options.__getitem__,
            default=before,
            disabled=before is not None,
            key=_control(key),
        )
    else:
        st.radio(
            label,
            ids,
            format_func=options.__getitem__,
            index=None if before is None else ids.index(before),
            disabled=before is not None,
            key=_control(key),
        )
    _show(key, ready=st.session_state.get(_control(key)) is not None)
    return before


def again(key: str) -> None:
    """A button that takes the guess back."""
    st.button(
        _("Guess again"),
        key=f"_again_{key}",
        icon=":material/undo:",
        type="tertiary",
        on_click=forget,
        args=(key,),
    )


def _show(key: str, ready: bool = True, whole: int = 0) -> None:
    """The button that makes the guess. It stays, so that nothing moves when the answer comes."""
    st.button(
        _("Show"),
        key=f"_show_{key}",
        type="primary",
        disabled=made(key) is not None or not ready,
        on_click=_make,
        args=(key, whole),
    )


def _make(key: str, whole: int) -> None:
    guessed = st.session_state[_control(key)]
    guesses = st.session_state.get(_MADE, {})
    st.session_state[_MADE] = guesses | {key: guessed / whole if whole else guessed}
    st.session_state[_JUST] = key


def _control(key: str) -> str:
    return f"_guess_{key}"
