"""Which Accuracy?: the frame around every page. Start it with `streamlit run app.py`."""

import streamlit as st

from core import questions
from core.ui import frame

frame.configure()
page = st.navigation(questions.menu(), position="hidden" if frame.embedded() else "top")
page.run()
frame.footer()
