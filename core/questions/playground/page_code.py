"""Below the playground: its state as code, and as a link that opens it again."""

from functools import partial

import streamlit as st

from core import export
from core.experiment import Experiment
from core.export.today import for_today
from core.language import _
from core.ui import state
from core.ui.code import code


def state_as_code(experiment: Experiment) -> None:
    """The script, the notebook and the link of this state."""
    today = for_today(experiment)
    st.markdown(_("**The code that this page stands for**"))
    code(
        export.script(experiment),
        "which_accuracy.py",
        _("Runs as it is. What to expect of it stands in its first lines.")
        if today.own.refused or today.refused
        else _("Runs as it is, and prints the numbers of the last epoch."),
        notebook=partial(export.notebook, experiment),
        link=state.link(experiment),
    )
