"""Where a page is shown, as the reader's browser says."""

import streamlit as st


def embedded() -> bool:
    """Whether the page stands in somebody else's, with `?embed=true`."""
    return bool(st.context.is_embedded)
