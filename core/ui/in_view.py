"""What a reader has just asked for is in view, wherever the page was scrolled to."""

from html import escape
from pathlib import Path

import streamlit as st

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def title(key: str, of: str) -> None:
    """After a move: the first title in the container of this key, from where the keyboard goes on.

    of: what has moved: the browser runs the script again only if that is another.
    """
    _run("title", key, of)


def answer(key: str, of: str) -> None:
    """After a question: the container of this key, if it lies below the screen. of: as above."""
    _run("answer", key, of)


def _run(kind: str, key: str, of: str) -> None:
    script = _SCRIPT.replace("KIND", kind).replace("KEY", key)
    st.html(f"<script data-of='{escape(of)}'>{script}</script>", unsafe_allow_javascript=True)
