"""Choose: from a few questions to what to write, why, and what the tempting alternatives do."""

import streamlit as st

from core.language import _
from core.questions import menu
from core.questions.choose import page, page_below
from core.questions.choose.stage import STAGE
from core.ui import staging, state
from core.ui.context import embedded
from core.ui.frame import stand_in

stand_in(menu)
state.read_parameters(page.limits(), page.instead())
staging.settle(STAGE)
state.show_url_problems()
if not embedded():
    st.markdown(_("#### Choose &nbsp; :gray[A few questions, and what to write]"))
case = page.ask()
page.recommendation(case)
page_below.alternatives(case)
page_below.script(case)
page_below.table()
