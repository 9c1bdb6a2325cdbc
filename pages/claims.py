"""Claims: everything that the questions and their answers say, with the number that decides it."""

import streamlit as st

from core.language import _
from core.questions import menu
from core.questions.claims import page, reading
from core.questions.claims.stage import STAGE
from core.ui import staging, state
from core.ui.context import embedded
from core.ui.frame import stand_in

stand_in(menu)
staging.settle(STAGE)
state.show_url_problems()
if not embedded():
    st.markdown(_("#### Claims &nbsp; :gray[What was said, and the number that decides it]"))
found = reading.claims()
page.rows(page.choose(found))
page.table(found)
