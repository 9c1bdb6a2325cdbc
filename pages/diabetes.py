"""Diabetes: one sigmoid output against two softmax outputs, ten runs each, and a hundred."""

import streamlit as st

from core.ui import diabetes_view, state
from core.ui.frame import embedded, stand_in

stand_in()
diabetes_view.read_choices()
state.show_url_problems()
if embedded():
    first = st.container()
    chosen = diabetes_view.choices()
    with first:
        diabetes_view.runs(chosen)
else:
    diabetes_view.question()
    chosen = diabetes_view.choices()
    diabetes_view.runs(chosen)
    diabetes_view.why_one_model()
diabetes_view.code(chosen)
