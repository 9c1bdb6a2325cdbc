"""A link to another page of the app, in a state, in the same tab."""

from urllib.parse import parse_qsl

import streamlit as st

FIRST = "playground"  # the page that is opened without a name


def see(address: str, words: str) -> None:
    """A link that opens this address within the app: "versions?labels=integer", "?keras=3.15.1".

    words: what opens there. A place on the page ("#luck") is left out: `st.page_link` takes none.
    """
    page, _mark, query = address.partition("#")[0].partition("?")
    st.page_link(
        f"pages/{page or FIRST}.py",
        label=words,
        icon=":material/arrow_forward:",
        help="",
        query_params=dict(parse_qsl(query)),
    )
