"""Traps: the other reasons for which a reported number is not what people take it for."""

import streamlit as st

from core.questions import menu
from core.questions.traps import page, page_trap
from core.questions.traps.stage import STAGE
from core.ui import staging, state
from core.ui.context import embedded
from core.ui.frame import stand_in

stand_in(menu)
state.read_parameters(page.limits(st.query_params), page.defaults(st.query_params))
staging.settle(STAGE)
state.show_url_problems()
if not embedded():
    st.markdown(page.title())
if trap := page.opened():
    page_trap.show(trap)
else:
    page.gallery()
