"""Claims: everything that the questions and their answers say, with the number that decides it."""

import streamlit as st

from core import claims
from core.language import _
from core.ui import claims_view, state
from core.ui.frame import embedded, stand_in

stand_in()
state.show_url_problems()
if not embedded():
    st.markdown(_("#### Claims &nbsp; :gray[What was said, and the number that decides it]"))
found = claims.claims()
claims_view.rows(claims_view.choose(found))
claims_view.table(found)
