"""Versions: who picked the accuracy when, and what each Keras version reports for one setup."""

import streamlit as st

from core.language import _
from core.questions import menu
from core.questions.versions import page, page_timeline
from core.ui import state
from core.ui.context import embedded
from core.ui.frame import stand_in

stand_in(menu)
page.open_at_the_claim()
state.read_parameters(page.LIMITS, page.DEFAULTS)
state.show_url_problems()
if not embedded():
    st.markdown(_("#### Keras versions &nbsp; :gray[One setup, one set of predictions, every version]"))
page_timeline.rules()
page.table(page.setup_controls())
