"""This page's entry in the menu."""

import streamlit as st

from core.language import _


def entry() -> st.Page:
    """Its script, its address, what it is called and what it shows."""
    return st.Page(
        "pages/choose.py",
        title=_("Choose"),
        icon=":material/rule_settings:",
        url_path="choose",
        help=_("From a few questions to the last layer, loss, labels and metric to write."),
    )
