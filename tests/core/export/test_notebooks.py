"""A plain script as a notebook."""

import nbformat

from core.export import script_as_notebook

SCRIPT = """\
import keras

SEED = 0


class Batches:
    size = 2

    def __len__(self):
        return 1


print(SEED)
"""


def test_a_cell_is_a_paragraph_and_what_is_indented_stays_together():
    book = nbformat.reads(script_as_notebook(SCRIPT, "My accuracy is stuck"), as_version=4)
    nbformat.validate(book)
    about, *cells = book.cells
    assert about.source.startswith("# My accuracy is stuck\n")
    assert "pip install keras==" in about.source
    sources = [each.source for each in cells]
    assert [each.splitlines()[0] for each in sources] == [
        "import keras",
        "SEED = 0",
        "class Batches:",
        "print(SEED)",
    ]
    assert sources[2].endswith("return 1")
    namespace = {}
    for each in sources:
        exec(each, namespace)
    assert len(namespace["Batches"]()) == 1


def test_the_same_script_is_the_same_file():
    assert script_as_notebook(SCRIPT, "a") == script_as_notebook(SCRIPT, "a")
