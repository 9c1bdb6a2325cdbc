"""This page's entry in the menu."""

import streamlit as st

from core.language import _


def entry() -> st.Page:
    """Its script, its address, what it is called and what it shows."""
    return st.Page(
        "pages/arithmetic.py",
        title=_("Arithmetic"),
        icon=":material/calculate:",
        url_path="arithmetic",
        help=_("From a reported binary accuracy to the true accuracies that it allows."),
    )
