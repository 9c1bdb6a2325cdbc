"""This page's entry in the menu."""

import streamlit as st

from core.language import _


def entry() -> st.Page:
    """Its script, its address, what it is called and what it shows."""
    return st.Page(
        "pages/teach.py",
        title=_("Teach"),
        icon=":material/school:",
        url_path="teach",
        visibility="hidden",  # *Share* and the footer of every page lead here
        help=_("Put a page, in the state you choose, into your own course page."),
    )
