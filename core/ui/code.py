"""The state of a page as code that runs as it is, and as a link that opens it again."""

import streamlit as st

from core import export
from core.experiment import Experiment
from core.export.today import for_today
from core.language import _
from core.ui import state


def code(experiment: Experiment) -> None:
    """The script, the notebook and the link of this state, to copy and to download."""
    st.markdown(_("**The code that this page stands for**"))
    today = for_today(experiment)
    st.caption(
        _("Runs as it is. What to expect of it stands in its first lines.")
        if today.own.refused or today.refused
        else _("Runs as it is, and prints the numbers of the last epoch.")
    )
    script = export.script(experiment)
    with st.container(horizontal=True):
        st.download_button(
            _("Script (.py)"),
            script,
            file_name="which_accuracy.py",
            mime="text/x-python",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            _("Notebook (.ipynb)"),
            lambda: export.notebook(experiment),
            file_name="which_accuracy.ipynb",
            mime="application/x-ipynb+json",
            icon=":material/download:",
            on_click="ignore",
        )
    st.code(script, language="python", height=320)
    st.caption(_("A link that opens this page in this state:"))
    st.code(state.link(experiment), language=None)
