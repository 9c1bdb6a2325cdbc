"""Diabetes: one sigmoid output against two softmax outputs, ten runs each, and a hundred."""

import streamlit as st

from core.questions import menu
from core.questions.diabetes import page, page_why
from core.questions.diabetes.stage import STAGE
from core.ui import first, staging, state
from core.ui.context import embedded
from core.ui.frame import stand_in

stand_in(menu)
state.read_parameters(page.LIMITS, page.DEFAULTS)
staging.settle(STAGE)
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
    if not first.waits("diabetes"):
        page_why.can_luck()
        page_why.why_one_model()
        page_why.where_they_part()
page.as_code(chosen)
