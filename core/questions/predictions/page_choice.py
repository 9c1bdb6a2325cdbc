"""A choice that stands in the URL by its id, and on screen by a name of its own."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from core.ui import staging


def choice(
    parameter: str,
    label: str,
    names: Mapping[str, str],
    on_change: Callable[[], None] | None = None,
    **options: Any,
) -> str:
    """The chosen id; the first without a choice. names: by id.

    Streamlit's own binding writes the names, which are another in each language, into the URL.
    """
    first, key = next(iter(names)), key_of(parameter)
    if key not in st.session_state:
        st.session_state[key] = st.query_params.get(parameter, first)
    if staging.hidden(parameter):
        return st.session_state[key] or first
    chosen = st.segmented_control(
        label,
        list(names),
        required=True,
        format_func=names.get,
        key=key,
        on_change=on_change,
        wrap=True,
        **options,
    )
    chosen = chosen or first
    if chosen != st.query_params.get(parameter, first):
        st.query_params[parameter] = chosen
    return chosen


def key_of(parameter: str) -> str:
    """The key of the session's state that has the chosen id."""
    return f"_predictions_{parameter}"
