"""Versions: who picked the accuracy when, and what each Keras version reports for one setup."""

import streamlit as st

from core.language import _
from core.questions import menu
from core.questions.versions import page, page_more, page_timeline
from core.ui import state
from core.ui.frame import embedded, stand_in

stand_in(menu)
page.open_at_the_claim()
state.read_parameters(page.LIMITS | page_more.LIMITS, page.DEFAULTS | page_more.DEFAULTS)
state.show_url_problems()
if not embedded():
    st.markdown(_("#### Keras versions &nbsp; :gray[One setup, one set of predictions, every version]"))
view = page_more.chosen()
if view == page_more.SETUP:
    page_timeline.rules()
    page.table(page.setup_controls())
else:
    page_more.show(view)
