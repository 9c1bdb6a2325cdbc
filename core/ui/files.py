"""What a reader can take away as a file, by a button of its own."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from core.language import _


def script(text: str, file_name: str) -> None:
    """A Python script, to download."""
    _button(_("Script (.py)"), text, file_name, "text/x-python")


def notebook(make: Callable[[], str], file_name: str) -> None:
    """A Jupyter notebook, to download. make: called when it is asked for."""
    _button(_("Notebook (.ipynb)"), make, file_name, "application/x-ipynb+json")


def table(rows: Sequence[Mapping[str, object]], file_name: str) -> None:
    """Rows as CSV, to download. Their columns are named by ids, in every language alike."""
    _button(_("Download as CSV"), lambda: _written(rows), file_name, "text/csv")


def _written(rows: Sequence[Mapping[str, object]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _button(label: str, data: str | Callable[[], str | bytes], file_name: str, mime: str) -> None:
    st.download_button(
        label,
        data,
        file_name=file_name,
        mime=mime,
        icon=":material/download:",
        on_click="ignore",
    )
