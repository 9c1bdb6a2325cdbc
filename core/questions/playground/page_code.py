"""What to write; below the playground what this page ran, and a link that opens its state again."""

from functools import partial

import streamlit as st

from core import export
from core.experiment import Experiment
from core.export.today import for_today
from core.language import _
from core.questions.playground.page_logits import where_the_loss_looks
from core.reading.reading import read
from core.ui import staging, state
from core.ui.code import code


def mend(experiment: Experiment) -> None:
    """What to write instead, one click from the sentence that names what is off."""
    if not staging.hidden("code"):
        _what_to_write(experiment)
    where_the_loss_looks(read(experiment))


def _what_to_write(experiment: Experiment) -> None:
    with st.popover(_("What to write"), icon=":material/build:"):
        advised = export.advised(experiment)
        st.caption(_why(experiment))
        st.code(export.what_to_write(experiment), language="python", wrap_lines=True)
        if advised == experiment:
            st.caption(_("This is what is set up here."))
        else:
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
        "Several labels an example: sigmoid with `binary_crossentropy`. `binary_accuracy` counts "
        "labels. True here is an exact match, right in every label; Keras has no metric for it, so "
        "write one."
    )


def state_as_code(experiment: Experiment) -> None:
    """The script, notebook and link of this state."""
    if staging.hidden("code"):
        return
    today = for_today(experiment)
    if today.own.refused:
        title = _("**This setup as a script**")
        about = _("Nothing was trained. What to expect of the script stands in its first lines.")
    elif today.refused:
        title = _("**What this page ran**")
        about = _("What to expect of the script today stands in its first lines.")
    else:
        title = _("**What this page ran**")
        about = _("Runs as it is, and prints the numbers of the last epoch.")
    st.markdown(title)
    code(
        export.script(experiment),
        "which_accuracy.py",
        about,
        notebook=partial(export.notebook, experiment),
        link=state.link(experiment),
    )
