"""This page's entry in the menu."""

import streamlit as st

from core.language import _


def entry() -> st.Page:
    """Its script, its address, what it is called and what it shows."""
    return st.Page(
        "pages/traps.py",
        title=_("Traps"),
        icon=":material/warning:",
        url_path="traps",
        help=_("The other reasons for which a reported number is not what people take it for."),
    )
