"""Versions: who picked the accuracy when, and what each Keras version reports for one setup."""

import streamlit as st

from core.questions import menu
from core.questions.versions import page, page_more, page_timeline
from core.questions.versions.stage import STAGE
from core.ui import staging, state
from core.ui.context import embedded
from core.ui.frame import stand_in

stand_in(menu)
page_more.read_old_links()
page.open_at_the_claim()
state.read_parameters(page.LIMITS, page.DEFAULTS)
staging.settle(STAGE)
state.show_url_problems()
title = st.container(key="title")
view = page_more.chosen()
if not embedded():
    title.markdown(page_more.title(view))
if view == page_more.SETUP:
    page_timeline.rules()
    page.table(page.setup_controls())
else:
    page_more.show(view)
