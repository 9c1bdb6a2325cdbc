"""This page's entry in the menu."""

import streamlit as st

from core.language import _


def entry() -> st.Page:
    """Its script, its address, what it is called and what it shows."""
    return st.Page(
        "pages/mnist.py",
        title=_("MNIST"),
        icon=":material/image:",
        url_path="mnist",
        help=_("Keras says 99.8 %, by hand it is 99.0 %: the question's net, run again."),
    )
