"""This page's entry in the menu."""

import streamlit as st

from core.language import _
from core.questions.mnist import orders
from core.reading.words import percent


def entry() -> st.Page:
    """Its script, its address, what it is called and what it shows."""
    return st.Page(
        "pages/mnist.py",
        title=_("MNIST"),
        icon=":material/image:",
        url_path="mnist",
        help=_("Keras says {reported}, by hand it is {true}: an answer's numbers, run again.").format(
            reported=percent(orders.ANSWER_REPORTED), true=percent(orders.ANSWER_COUNTED)
        ),
    )
