"""Below the playground: what to write, what this page ran, and a link that opens its state again."""

from functools import partial

import streamlit as st

from core import export
from core.experiment import Experiment
from core.export.today import for_today
from core.language import _
from core.ui import state
from core.ui.code import code


def state_as_code(experiment: Experiment) -> None:
    """The setup that fits this task, short; and the script, notebook and link of this state."""
    advice, ran = st.columns([1, 1.3], gap="medium")
    with advice:
        _what_to_write(experiment)
    with ran:
        _what_was_run(experiment)


def _what_to_write(experiment: Experiment) -> None:
    advised = export.advised(experiment)
    st.markdown(_("**What to write**"))
    st.caption(_why(experiment))
    st.code(export.what_to_write(experiment), language="python", wrap_lines=True)
    if advised != experiment:
        st.button(
            _("Set this up here"),
            key="_advised",
            icon=":material/build:",
            on_click=state.choose,
            args=(advised.as_dict(),),
        )


def _why(experiment: Experiment) -> str:
    if experiment.task == "classes":
        return _(
            "One of several classes: softmax with the crossentropy of its labels' encoding. Then "
            "today's `accuracy` counts answers, and the loss is that of the predictions."
        )
    if experiment.task == "binary":
        return _(
            "A yes or a no: one sigmoid with `binary_crossentropy`. Then `accuracy` counts answers, in "
            "every version."
        )
    return _(
        "Several labels an example: sigmoid with `binary_crossentropy`. Name `binary_accuracy`, which "
        "counts labels. How many examples are right in every label, no metric of Keras says."
    )


def _what_was_run(experiment: Experiment) -> None:
    today = for_today(experiment)
    st.markdown(_("**What this page ran**"))
    code(
        export.script(experiment),
        "which_accuracy.py",
        _("Runs as it is. What to expect of it stands in its first lines.")
        if today.own.refused or today.refused
        else _("Runs as it is, and prints the numbers of the last epoch."),
        notebook=partial(export.notebook, experiment),
        link=state.link(experiment),
    )
