"""Code that runs as it is, to copy and to download."""

from collections.abc import Callable
from pathlib import PurePath

import streamlit as st

from core.language import _
from core.ui import files


def code(
    script: str,
    file_name: str,
    caption: str,
    notebook: Callable[[], str] | None = None,
    link: str | None = None,
) -> None:
    """A script under its caption.

    file_name: of the script; a notebook's is the same with its own ending. notebook: makes the same as
    one, when it is asked for. link: the address that opens the page in the state that this is of.
    """
    st.caption(caption)
    with st.container(horizontal=True):
        files.script(script, file_name)
        if notebook:
            files.notebook(notebook, PurePath(file_name).with_suffix(".ipynb").name)
    # All of it in view: a block that scrolls within itself seems to end, and no keyboard reaches it.
    st.code(script, language="python", wrap_lines=True)
    if link:
        st.caption(_("A link that opens this page in this state:"))
        st.code(link, language=None, wrap_lines=True)
