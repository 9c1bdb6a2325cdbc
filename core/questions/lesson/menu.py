"""This page's entry in the menu."""

import streamlit as st

from core.language import _


def entry() -> st.Page:
    """Its script, its address, what it is called and what it shows."""
    return st.Page(
        "pages/lesson.py",
        title=_("Lesson"),
        icon=":material/school:",
        url_path="lesson",
        help=_("Eight questions: guess, and see what a real run says."),
    )
