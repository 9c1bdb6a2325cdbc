"""An iframe as other kinds of course pages write it."""

MYST = """\
:::{{iframe}} {source}
:width: 100%
:::"""
CELL = """\
from IPython.display import IFrame

IFrame("{source}", "100%", {height})"""


def in_jupyter_book(source: str) -> str:
    """In Markdown, as Jupyter Book 2 reads it."""
    return MYST.format(source=source)


def in_a_notebook(source: str, height: int) -> str:
    """A code cell. source: an address, which has no quotation mark in it."""
    return CELL.format(source=source, height=height)
