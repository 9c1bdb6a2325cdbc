"""The player's buttons, in the row of its slider: icons to see, words to hear and to hover over.

`core.ui.style` clips the words and hides the clock: a style of its own would be one more element, which
is sent anew with every moment that plays.
"""

from collections.abc import Callable

import streamlit as st

from core.language import _


def buttons(playing: bool, disabled: bool, press: Callable[[str], None]) -> None:
    """Back, play or pause, forward, skip. press: called with "back", "play", "forward" or "skip"."""
    for name, (label, icon) in _named(playing).items():
        st.button(
            label,
            key=f"player_{name}",
            help=label,
            icon=f":material/{icon}:",
            disabled=disabled,
            on_click=press,
            args=(name,),
            type="secondary" if name == "play" else "tertiary",
        )


def _named(playing: bool) -> dict[str, tuple[str, str]]:
    return {
        "back": (_("Step back"), "chevron_left"),
        "play": (_("Pause"), "pause") if playing else (_("Play"), "play_arrow"),
        "forward": (_("Step forward"), "chevron_right"),
        "skip": (_("Skip to the end"), "skip_next"),
    }
