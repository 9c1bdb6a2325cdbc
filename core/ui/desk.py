"""The one desk of this server, at which every reader's runs are trained."""

from threading import Timer

import streamlit as st

from core.runs import Desk, settings

# Seconds that a server's first page has for itself: a worker's start takes a core for about two.
HEAD_START = 3.0


@st.cache_resource(show_spinner=False, on_release=Desk.close)
def desk() -> Desk:
    """The desk, its workers warming up in the background once the first page should be on screen."""
    opened = settings.desk()
    later = Timer(HEAD_START, opened.warm)
    later.daemon = True
    later.start()
    return opened
