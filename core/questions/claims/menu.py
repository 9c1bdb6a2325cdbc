"""This page's entry in the menu."""

import streamlit as st

from core.language import _


def entry() -> st.Page:
    """Its script, its address, what it is called and what it shows."""
    return st.Page(
        "pages/claims.py",
        title=_("Claims"),
        icon=":material/fact_check:",
        url_path="claims",
        help=_("What the questions and answers say, and the number that decides it."),
    )
