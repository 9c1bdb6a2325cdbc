"""Diabetes: one sigmoid output against two softmax outputs, ten runs each, and a hundred."""

import streamlit as st

from core.questions import menu
from core.questions.diabetes import page
from core.ui import state
from core.ui.frame import embedded, stand_in

stand_in(menu)
state.read_parameters(page.LIMITS, page.DEFAULTS)
state.show_url_problems()
if embedded():
    first = st.container()
    chosen = page.choices()
    with first:
        page.runs(chosen)
else:
    page.question()
    chosen = page.choices()
    page.runs(chosen)
    page.why_one_model()
page.as_code(chosen)
