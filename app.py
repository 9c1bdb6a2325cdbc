"""Which Accuracy?: the frame around every page. Start it with `streamlit run app.py`."""

import streamlit as st

from core import questions
from core.ui import server

if __name__ == "__main__":  # a reader's page is drawn
    server.wait()
    from core.ui import context, frame, live
    from core.ui.turns import turn

    with turn(live.only_looks_on()):
        frame.configure()
        page = st.navigation(questions.menu(), position="hidden" if context.embedded() else "top")
        page.run()
        frame.footer(page.title)
else:  # Streamlit asks how to start the server
    app = st.App(__file__, lifespan=server.opening(questions.load))
