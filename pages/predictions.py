"""Predictions: labels, predictions and a number, and which accuracy that number is."""

import streamlit as st

from core.language import _
from core.questions import menu
from core.questions.predictions import page, page_details, page_matrix
from core.questions.predictions.stage import STAGE
from core.ui import cells, staging, state
from core.ui.context import embedded
from core.ui.frame import stand_in

stand_in(menu)
state.read_parameters(page.limits(), page.defaults())
staging.settle(STAGE)
state.show_url_problems()
page_matrix.style()
cells.style()
if not embedded():
    st.markdown(_("#### Predictions &nbsp; :gray[You were told a number. Which accuracy is it?]"))
shown = page.ask()
page.answer(shown)
page_details.details(shown)
page_details.more()
