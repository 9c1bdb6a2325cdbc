"""This page's entry in the menu."""

import streamlit as st

from core.language import _


def entry() -> st.Page:
    """Its script, its address, what it is called and what it shows."""
    return st.Page(
        "pages/diabetes.py",
        title=_("Diabetes"),
        icon=":material/scatter_plot:",
        url_path="diabetes",
        help=_("One sigmoid 74.1 %, two softmax 66.9 %: is it luck? Run 200 times."),
    )
