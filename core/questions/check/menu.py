"""This page's entry in the menu."""

import streamlit as st

from core.language import _


def entry() -> st.Page:
    """Its script, its address, what it is called and what it shows."""
    return st.Page(
        "pages/check.py",
        title=_("Check"),
        icon=":material/troubleshoot:",
        url_path="check",
        help=_("Paste Keras code, and read what it will report and what to mend. It is not run."),
    )
