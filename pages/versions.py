"""Versions: who picked the accuracy when, and what each Keras version reports for one setup."""

import streamlit as st

from core.language import _
from core.ui import state, version_view
from core.ui.frame import embedded, stand_in

stand_in()
version_view.read_units()
state.show_url_problems()
if not embedded():
    st.markdown(_("#### Keras versions &nbsp; :gray[One setup, one set of predictions, every version]"))
version_view.timeline()
version_view.table(version_view.setup_controls())
