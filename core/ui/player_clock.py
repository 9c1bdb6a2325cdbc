"""The player's part in the browser, which nobody sees: it ticks, listens to keys and speaks."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

SHORTEST = 0.1  # seconds between two frames, however many moments there are
KEYS = ("back", "forward", "play")
PLAY, STILL = "play", "still"
_KEY = "player_clock"

_HEARD = """
<p role="status" style="margin: 0"></p>
"""
_CLOCK = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")

_component = st.components.v2.component(
    "which_accuracy_player_clock", html=_HEARD, js=_CLOCK, isolate_styles=False
)


def clock(data: Mapping[str, Any], **when: Callable[[], None]) -> None:
    """Draw it, in the container that is keyed "player".

    data: `frame`, another one for each that is to be followed by a tick, None for none, and the
    milliseconds to `wait` before it; `ended`, another one for each run that ended, None for none, and
    what is to be `said` of it; `still`, whether keys are of no use. when: what to do on a `tick`, on a
    `key` (of KEYS), and once an end was `seen` (PLAY or STILL): `answer` says which.
    """
    _component(
        key=_KEY,
        data=dict(data),
        **{f"on_{name}_change": callback for name, callback in when.items()},
    )


def answer(name: str) -> Any:
    """In a callback: what the browser sent along with `name`; None where it sent something else."""
    return st.session_state.get(_KEY, {}).get(name)
