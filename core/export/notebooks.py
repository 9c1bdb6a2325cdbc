"""Cells of text and of code as a Jupyter notebook."""

import re
from collections.abc import Iterable

from core.keras_versions import TODAY
from core.language import _

TEXT, CODE = "text", "code"
INSTALL = f"`pip install keras=={TODAY} tensorflow scikit-learn`"


def runs_on() -> str:
    """What code of ours needs, in front of the command that installs it."""
    return _("Runs on Keras {version} with TensorFlow, on any machine:").format(version=TODAY)


def notebook_of(cells: Iterable[tuple[str, str]]) -> str:
    """A notebook (nbformat 4, JSON) of these cells, each TEXT or CODE with what it says."""
    import nbformat  # here, because the page's process stays small until somebody asks for one

    v4 = nbformat.v4
    makes = {TEXT: v4.new_markdown_cell, CODE: v4.new_code_cell}
    made = [makes[kind](said) for kind, said in cells]
    for number, cell in enumerate(made):
        cell["id"] = f"cell-{number}"  # nbformat's own are random: the same state is the same file
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book = v4.new_notebook(cells=made, metadata={"kernelspec": kernel})
    nbformat.validate(book)
    return nbformat.writes(book) + "\n"


def script_as_notebook(text: str, title: str) -> str:
    """A plain script under its title, a cell for each of its paragraphs."""
    # A paragraph ends at an empty line, unless what follows is indented and so belongs to it.
    paragraphs = re.split(r"\n\n+(?=\S)", text.strip())
    return notebook_of(
        [(TEXT, f"# {title}\n\n{runs_on()}\n\n{INSTALL}"), *((CODE, each) for each in paragraphs)]
    )
