"""The player's buttons, in the row of its slider: icons to see, words to hear and to hover over."""

from collections.abc import Callable

import streamlit as st

from core.language import _

# Words that are clipped, not left out, still name their button. What nobody sees takes no room.
STYLE = """
<style>
.st-key-player button [data-testid="stMarkdownContainer"] {position: absolute; width: 1px; height: 1px;
  margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;}
.st-key-player button {min-width: 2.3rem; min-height: 2.3rem; padding: .2rem .3rem;}
.st-key-player button [data-testid="stIconMaterial"] {font-size: 1.45rem;}
.st-key-player_clock {position: absolute !important; width: 0 !important; height: 0; overflow: hidden;}
</style>
"""


def buttons(playing: bool, disabled: bool, press: Callable[[str], None]) -> None:
    """Back, play or pause, forward, skip. press: called with "back", "play", "forward" or "skip"."""
    st.html(STYLE)
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
