"""After a move within a page its new title is in view, and the keyboard goes on from there."""

from html import escape
from pathlib import Path

import streamlit as st

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def go(key: str, place: str) -> None:
    """Scroll to the top and give the focus to the first title in the container of this key.

    place: where the move led: the browser runs the script again only if it is another.
    """
    script = _SCRIPT.replace("KEY", key)
    st.html(f"<script data-place='{escape(place)}'>{script}</script>", unsafe_allow_javascript=True)
