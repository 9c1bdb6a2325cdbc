"""A link to another page of the app, in a state, in the same tab."""

from html import escape
from urllib.parse import parse_qsl

import streamlit as st

from core import language
from core.language import _
from core.ui.context import embedded

FIRST = "playground"  # the page that is opened without a name
_OPENED = "_link_opened"


def see(address: str, words: str) -> None:
    """A link that opens this address within the app: "versions?labels=integer", "diabetes#luck".

    words: what opens there.
    """
    forget_opened()
    place, _hash, anchor = address.partition("#")
    page, _questioned, query = place.partition("?")
    if anchor:
        # Streamlit's own links name no place on a page, and those of its Markdown open a new tab.
        # `core.ui.style` has it look like one of the former.
        # It loads the page anew, so what the session knows has to stand in it.
        code = language.current()
        lang = "" if code == language.DEFAULT else f"lang={code}"
        options = "&".join(filter(None, (query, lang, "embed=true" if embedded() else "")))
        href = escape(f"{page}{'?' if options else ''}{options}#{anchor}")
        st.html(f'<a class="wa-link" href="{href}">{escape(words)}</a>')
        return
    st.page_link(
        f"pages/{page or FIRST}.py",
        label=words,
        icon=":material/arrow_forward:",
        help="",
        query_params=dict(parse_qsl(query)),
    )


def trap(id: str) -> None:
    """A link to the trap of this id."""
    see(f"traps?trap={id}", _("See this trap, run on a small net"))


def forget_opened() -> None:
    """At the drawing of links: whichever is followed next counts as just opened."""
    st.session_state.pop(_OPENED, None)


def just_opened(name: str) -> bool:
    """Whether the page has been opened by a link of this name, and not been asked before."""
    just = st.session_state.get(_OPENED) != name
    st.session_state[_OPENED] = name
    return just
