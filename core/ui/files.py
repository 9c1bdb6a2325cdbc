"""What a reader can take away as a file, by a button of its own."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from core.language import _


def script(text: str, file_name: str) -> None:
    """A Python script, to download."""
    _button(_("Script (.py)"), text, file_name, "text/x-python")


def notebook(make: Callable[[], str], file_name: str) -> None:
    """A Jupyter notebook, to download. make: called when it is asked for."""
    _button(_("Notebook (.ipynb)"), make, file_name, "application/x-ipynb+json")


def csv(frame: pd.DataFrame, file_name: str) -> None:
    """A table without its index, to download. Its columns are named by ids, in every language alike."""
    _button(_("Download as CSV"), lambda: frame.to_csv(index=False).encode(), file_name, "text/csv")


def _button(label: str, data: str | Callable[[], str | bytes], file_name: str, mime: str) -> None:
    st.download_button(
        label,
        data,
        file_name=file_name,
        mime=mime,
        icon=":material/download:",
        on_click="ignore",
    )
