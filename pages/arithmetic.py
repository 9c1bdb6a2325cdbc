"""Arithmetic: which true accuracies a reported binary accuracy allows, and why."""

import streamlit as st

from core.language import _
from core.questions import menu
from core.questions.arithmetic import page, page_example
from core.questions.arithmetic.stage import STAGE
from core.ui import staging, state
from core.ui.context import embedded
from core.ui.frame import stand_in

stand_in(menu)
state.read_parameters(page.limits(), page.DEFAULTS)
staging.settle(STAGE)
state.show_url_problems()
if not embedded():
    st.markdown(
        _("#### Arithmetic &nbsp; :gray[I read a binary accuracy. How often is the net right?]")
    )
report = page.ask()
page.answer(report)
page.worked_out(report)
st.divider()
page_example.one_answer(report.activation)
st.divider()
page.derivation()
page.more()
