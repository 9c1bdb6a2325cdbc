"""Which Accuracy?: the frame around every page. Start it with `streamlit run app.py`."""

import streamlit as st

from core import questions
from core.ui import context, frame, live, server
from core.ui.turns import turn

if __name__ == "__main__":  # a reader's page is drawn
    with turn(live.only_looks_on()):
        frame.configure()
        page = st.navigation(questions.menu(), position="hidden" if context.embedded() else "top")
        page.run()
        frame.footer(page.title)
else:  # Streamlit asks how to start the server
    questions.load()
    app = st.App(__file__, lifespan=server.lifespan)
