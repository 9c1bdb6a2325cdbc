"""In which language a page is read: as the link says, else as chosen, else as the browser prefers."""

import streamlit as st

from core import language
from core.experiment import OneOf, usable
from core.language import _
from core.ui import state

LANG = "lang"  # the URL parameter
_CHOSEN, _CONTROL = "_lang", "_language"


def wanted() -> str:
    """The code of this reader's language."""
    for code in (st.query_params.get(LANG), st.session_state.get(_CHOSEN)):
        if code in language.available():
            return code
    return _preferred()


def settle() -> None:
    """Keep the language from page to page, and in the address where that would else open in another.

    What the URL asks for and is not there is said.
    """
    asked, code = st.query_params.get(LANG), wanted()
    if asked == code:
        st.session_state[_CHOSEN] = code
        return
    if asked is not None:
        _chosen, problems = usable({LANG: asked}, {LANG: OneOf(language.available())}, {LANG: code})
        state.note(problems)
        del st.query_params[LANG]
    if code != _preferred():
        st.query_params[LANG] = code


def choice() -> None:
    """Every language by its own name, where there are several."""
    if len(language.available()) > 1:
        st.segmented_control(
            _("language"),
            language.available(),
            default=wanted(),
            required=True,
            format_func=language.name,
            label_visibility="collapsed",
            key=_CONTROL,
            persist_state="session",
            on_change=_choose,
        )


def tell_the_browser() -> None:
    """Which language the page is in, for who has it read aloud: Streamlit says English of all."""
    code = wanted()
    if code != language.DEFAULT or _CHOSEN in st.session_state:  # else it is so already
        with st.container(key="html_lang"):
            script = f"<script>document.documentElement.lang = '{code}'</script>"
            st.html(script, unsafe_allow_javascript=True)


def _choose() -> None:
    st.session_state[_CHOSEN] = st.query_params[LANG] = st.session_state[_CONTROL]


def _preferred() -> str:
    browser = (st.context.locale or "").partition("-")[0].lower()
    return browser if browser in language.available() else language.DEFAULT
