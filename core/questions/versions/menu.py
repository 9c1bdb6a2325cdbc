"""This page's entry in the menu."""

import streamlit as st

from core.language import _


def entry() -> st.Page:
    """Its script, its address, what it is called and what it shows."""
    return st.Page(
        "pages/versions.py",
        title=_("Versions"),
        icon=":material/history:",
        url_path="versions",
        help=_("What each Keras version reports for one and the same setup."),
    )
