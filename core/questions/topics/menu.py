"""This page's entry in the menu."""

import streamlit as st

from core.language import _


def entry() -> st.Page:
    """Its script, its address, what it is called and what it shows."""
    return st.Page(
        "pages/topics.py",
        title=_("Topics"),
        icon=":material/article:",
        url_path="topics",
        help=_("80 % with binary, 50 % with categorical crossentropy: one and the same quality."),
    )
