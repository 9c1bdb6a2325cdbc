"""Adding things is as cheap as the house says: a folder, a file or a row, and one line.

Each test adds a toy to a copy of the app, and touches nothing else. That a Keras version is a row is
tested with the releases (tests/core/keras_versions/test_releases.py).
"""

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from core import questions
from tests.architecture.rooms import ROOT

PAGE = {
    "core/questions/toy/__init__.py": '"""A toy."""\n',
    "core/questions/toy/menu.py": """\
        import streamlit as st

        from core.language import _


        def entry() -> st.Page:
            return st.Page("pages/toy.py", title=_("Toy"), url_path="toy")
        """,
    "core/questions/toy/orders.py": """\
        from core.experiment import Comparison, Experiment

        BOTH = Comparison({"adam": Experiment(epochs=1), "sgd": Experiment(epochs=1, optimizer="sgd")})
        """,
    "core/questions/toy/page.py": """\
        import streamlit as st

        from core import export
        from core.questions.toy import orders


        def show() -> None:
            st.subheader("Is sgd slower?", anchor=False)
            st.code(export.script(orders.BOTH))
        """,
    "pages/toy.py": """\
        from core.questions import menu
        from core.questions.toy import page
        from core.ui.frame import stand_in

        stand_in(menu)
        page.show()
        """,
}
DATA = """\
    import numpy as np

    from core.datasets.dataset import Code, Data, Dataset, Words
    from core.language import _


    def _read(file):
        rng = np.random.default_rng(0)
        x, y = rng.normal(size=(90, 4)).astype("float32"), np.arange(90) % 3
        x[:, 0] += 3 * y
        return Data(x[:60], y[:60], x[60:], y[60:])


    DATASET = Dataset(
        id="toy",
        words=lambda: Words(_("toy"), _("90 rows"), _("made by a test"), "CC0"),
        kind="table",
        net="table",
        shape=(4,),
        classes=3,
        read=_read,
        code=lambda: Code((), "x_train = x_test = labels_train = labels_test = None"),
    )
    """


@pytest.fixture
def copy(tmp_path) -> Path:
    """The app, to add something to."""
    for name in ("core", "pages"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    shutil.copy(ROOT / "app.py", tmp_path)
    return tmp_path


def add(folder: Path, files: dict[str, str]) -> None:
    """Write new files. None of them may be there already."""
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        with (folder / name).open("x", encoding="utf-8") as file:
            file.write(textwrap.dedent(text))


def add_line(file: Path, after: str, line: str) -> None:
    """One more line behind the only one that reads `after`."""
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines.count(after) == 1
    lines.insert(lines.index(after) + 1, line)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def said_by(program: str, folder: Path) -> str:
    """What a program prints that runs in this copy."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_question_is_its_folder_its_page_and_one_line(copy):
    add(copy, PAGE)
    add_line(copy / "core/questions/__init__.py", '    "claims",', '    "toy",')
    said = said_by(
        """
        from streamlit.testing.v1 import AppTest
        from core.questions import menu, parts
        from core.runs import Desk

        Desk.warm = lambda desk: None
        app = AppTest.from_file("app.py", default_timeout=60).switch_page("pages/toy.py").run()
        assert not app.exception, app.exception
        print(app.subheader[0].value, len(menu()), "--- sgd: optimizer=sgd" in app.code[0].value)
        """,
        copy,
    )
    assert said == f"Is sgd slower? {len(questions.NAMES) + 1} True\n"


@pytest.mark.slow
def test_a_data_set_is_its_file_and_one_line(copy):
    add(copy, {"core/datasets/toy.py": DATA})
    add_line(copy / "core/datasets/catalogue.py", '    "pima",', '    "toy",')
    said = said_by(
        """
        from core import export, training
        from core.experiment import Experiment

        toy = Experiment(dataset="toy", epochs=200, keras="3.15.1", learning_rate=0.01)
        *_, last = training.train(toy)
        assert "keras.Input(shape=(4,))" in export.script(toy)
        print(last.predictions.shape, last.true_accuracy > 0.8, len(last.recalls))
        """,
        copy,
    )
    assert said == "(30, 3) True 3\n"
