"""The one desk of this server, at which every reader's runs are trained."""

import streamlit as st

from core.runs import Desk, settings


@st.cache_resource(show_spinner=False, on_release=Desk.close)
def desk() -> Desk:
    """The desk, its workers warming up in the background from the first reader on."""
    opened = settings.desk()
    opened.warm()
    return opened
