"""This page's entry in the menu."""

import streamlit as st

from core.language import _


def entry() -> st.Page:
    """Its script, its address, what it is called and what it shows."""
    return st.Page(
        "pages/playground.py",
        title=_("Playground"),
        icon=":material/toggle_on:",
        default=True,
        help=_("Toggle loss, activation, labels and metric; watch the report part from the truth."),
    )
