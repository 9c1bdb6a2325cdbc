"""The playground: toggle a setup, watch the reported accuracy part from the true one."""

from functools import partial

import streamlit as st

from core.experiment import DEFAULTS, OFFERED
from core.language import _
from core.questions.playground.page_code import mend, state_as_code
from core.questions.playground.page_results import results
from core.questions.playground.stage import STAGE
from core.ui import controls, staging, state
from core.ui.context import embedded

state.open_as_linked(OFFERED, DEFAULTS)
state.read_parameters(OFFERED, DEFAULTS)
staging.settle(STAGE)
state.show_url_problems()

if embedded():
    few = staging.in_the_open(*OFFERED)
    if few:
        controls.few_controls()
    experiment = state.chosen()
    results(experiment)
    mend(experiment)
    if staging.shown("presets", *(() if few else OFFERED)):
        with st.expander(_("Change the setup")):
            controls.preset_row()
            if not few:
                controls.experiment_controls()
else:
    with st.sidebar:
        experiment = controls.experiment_controls()
    st.markdown(_("#### Which accuracy? &nbsp; :gray[One net, one run, two accuracies]"))
    controls.preset_row(partial(mend, experiment))
    if staging.shown(*OFFERED):
        with st.container(key="on_a_phone"):
            st.caption(_("All toggles: tap » at the top left."))
    results(experiment)
    state_as_code(experiment)
