"""Diabetes: one sigmoid output against two softmax outputs, ten runs each, and a hundred."""

import streamlit as st

from core.questions import menu
from core.questions.diabetes import page, page_why
from core.questions.diabetes.stage import STAGE
from core.ui import first, staging, state
from core.ui.context import embedded
from core.ui.frame import stand_in
from core.ui.once import once

stand_in(menu)
state.read_parameters(page.LIMITS, page.DEFAULTS)
staging.settle(STAGE)
state.show_url_problems()
if embedded():
    above = st.container()  # unless a link has left few controls: then these are the first
    chosen = page.choices()
    with st.container() if staging.in_the_open(*page.LIMITS) else above:
        page.runs(chosen)
else:
    page.question()
    chosen = page.choices()
    page.runs(chosen)
    if not first.waits("diabetes"):
        once(page_why.can_luck, "can_luck")
        once(page_why.why_one_model, "why_one_model")
        once(page_why.where_they_part, "where_they_part")
page.as_code(chosen)
