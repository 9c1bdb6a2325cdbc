"""Teach: a page in a state of the teacher's choice, as a link and an iframe."""

import streamlit as st

from core.questions import menu
from core.questions.teach import page
from core.ui import state
from core.ui.frame import stand_in

stand_in(menu)
state.read_parameters(page.LIMITS, page.DEFAULTS)
state.show_url_problems()
page.read_link()
st.markdown(page.explained())
choose, look = st.columns([1, 1.7], gap="medium")
with choose:
    chosen = page.ask()
with look:
    page.show(chosen)
page.to_copy(chosen)
