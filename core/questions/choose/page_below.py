"""What stands below a recommendation: the alternatives, the script, the article's table."""

from functools import partial

import streamlit as st

from core.keras_versions import keras_name
from core.language import _
from core.questions.choose import article, reading
from core.questions.choose.alternatives import Alternative
from core.questions.choose.alternatives import alternatives as tempting
from core.questions.choose.case import Case
from core.questions.choose.recommendation import recommended
from core.questions.choose.recordings import versions
from core.questions.choose.script import script as as_script
from core.ui import links, staging, state
from core.ui.code import code
from core.ui.once import once


def alternatives(case: Case) -> None:
    """What else is tempting, and what it does."""
    links.forget_opened()  # also where what is drawn once draws none
    once(partial(_alternatives, case), "choose_alternatives", case)


def _alternatives(case: Case) -> None:
    st.subheader(_("Tempting instead, and what it does"), anchor=False)
    with st.grid(2, min_column_width=330, gap="small"):
        for each in tempting(recommended(case)):
            _alternative(each)
    by = versions()
    st.caption(
        _(
            "Numbers: each is one run of the playground's own net on its digits, 15 epochs, one "
            "seed, with Keras {keras} on TensorFlow {tensorflow}. Ten classes, three labels, or even "
            "and odd, whatever number you chose. What an older version would report of it is worked "
            "out by its measured rules. Several labels: an answer is right if all its labels are. "
            "Small differences between two runs may be chance."
        ).format(keras=by["keras"], tensorflow=by["tensorflow"])
    )


def _alternative(alternative: Alternative) -> None:
    with st.container(border=True):
        st.markdown(f"**{reading.titled(alternative)}**")
        st.markdown(reading.came_to(alternative))
        st.markdown(reading.why_not(alternative))
        if told := reading.with_your_classes(alternative):
            st.markdown(told)
        address = state.address(reading.in_playground(alternative), linked="choose")
        links.see(address, _("See it in the playground"))


def script(case: Case) -> None:
    """The recommendation as a whole script."""
    if staging.hidden("code"):
        return
    once(partial(_script, case), "choose_script_title")
    code(
        as_script(recommended(case)),
        "choose.py",
        _(
            "For {keras}, on random data. It prints what Keras reports and what is counted by hand."
        ).format(keras=keras_name(case.keras)),
    )


def _script(case: Case) -> None:
    st.subheader(_("As a script that runs as it is"), anchor=False)


def table() -> None:
    """The article's own table, and what holds of it."""
    st.divider()
    once(_table, "choose_article")


def _table() -> None:
    st.subheader(_("The article's own table, row by row"), anchor=False)
    st.caption(
        _(
            "In our words, from its sections on best practice and on common problems: "
            "[the article]({address}), April 2025."
        ).format(address=article.ADDRESS)
    )
    for row in article.rows():
        said, found = st.columns([1, 1.7], gap="medium")
        said.markdown(row.words)
        with found:
            st.markdown(row.judge().in_words)
