"""This page's entry in the menu."""

import streamlit as st

from core.language import _


def entry() -> st.Page:
    """Its script, its address, what it is called and what it shows."""
    return st.Page(
        "pages/predictions.py",
        title=_("Predictions"),
        icon=":material/table_rows:",
        url_path="predictions",
        help=_("Bring labels, predictions and a reported number, and read which accuracy it is."),
    )
