"""What is the same for every reader who sees the same: drawn once, and from then on only sent."""

from collections.abc import Callable, Hashable

import streamlit as st

from core import language
from core.ui import staging, style
from core.ui.context import embedded

DRAWINGS = 512  # that are kept: of most pages' moments some 20 KB each


def once(draw: Callable[[], None], name: str, *of: Hashable) -> None:
    """Put on screen what `draw` draws, which has no controls; called where nobody has seen that yet.

    name: of the drawing. of: all that it depends on, besides what every drawing may: the reader's
    language, the colours of light and dark, whether the page stands in another, and what its link
    hides. Told apart by their `repr`.
    """
    # By a text of our own: Streamlit's hash of an experiment takes as long as drawing a number.
    around = f"{language.current()} {style.ink()} {embedded()} {staging.away()}"
    _drawn(f"{name} {around} {of!r}", draw)


@st.cache_resource(show_spinner=False, max_entries=DRAWINGS)
def _drawn(of: str, _draw: Callable[[], None]) -> None:
    _draw()
