"""Check: pasted Keras code, what it will report, and what to mend. It is read, never run."""

import streamlit as st

from core.language import _
from core.questions import menu
from core.questions.check import page, page_models
from core.questions.check.stage import STAGE
from core.ui import staging, state
from core.ui.context import embedded
from core.ui.frame import stand_in

stand_in(menu)
state.read_parameters(page.LIMITS, page.DEFAULTS)
staging.settle(STAGE)
state.show_url_problems()
if not embedded():
    st.markdown(_("#### Check &nbsp; :gray[Paste Keras code, read what it will report]"))
with st.container(key="side_by_side"):
    left, right = st.columns([1, 1.2], gap="medium")
with left:
    text = page.paste()
with right:
    page_models.show(text)
page.about()
