"""The playground: toggle a setup, watch the reported accuracy part from the true one."""

from functools import partial

import streamlit as st

from core.experiment import DEFAULTS, OFFERED
from core.language import _
from core.questions.playground.page_code import mend, state_as_code
from core.questions.playground.page_results import results
from core.ui import controls, state
from core.ui.context import embedded

state.open_as_linked(OFFERED, DEFAULTS)
state.read_parameters(OFFERED, DEFAULTS)
state.show_url_problems()

if embedded():
    experiment = state.chosen()
    results(experiment)
    mend(experiment)
    with st.expander(_("Change the setup")):
        controls.preset_row()
        controls.experiment_controls()
else:
    with st.sidebar:
        experiment = controls.experiment_controls()
    st.markdown(_("#### Which accuracy? &nbsp; :gray[One net, one run, two accuracies]"))
    controls.preset_row(partial(mend, experiment))
    with st.container(key="on_a_phone"):
        st.caption(_("All toggles: tap » at the top left."))
    results(experiment)
    state_as_code(experiment)
