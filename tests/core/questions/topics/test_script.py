"""The page's script runs as it is, and prints the run's own numbers."""

import os
import re
import subprocess
import sys

import pytest

from core import datasets
from core.questions.topics.orders import Choice, both_losses
from core.questions.topics.reading import moments
from core.questions.topics.script import script
from core.training import snapshots_of


def run(code, folder):
    file = folder / "script.py"
    file.write_text(code, encoding="utf-8")
    return subprocess.run(
        [sys.executable, str(file)], capture_output=True, text=True, cwd=folder, check=False
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "choice",
    [
        Choice("synthetic_topics", 2, 3),
        pytest.param(
            Choice("20newsgroups", 2),
            marks=pytest.mark.skipif(not datasets.is_here("20newsgroups"), reason="not here"),
        ),
    ],
    ids=["synthetic", "real"],
)
def test_it_prints_what_the_page_shows(choice, tmp_path):
    order = both_losses(choice, 1)
    code = script(order)
    if choice.corpus == "20newsgroups":
        folder = datasets.file_of("20newsgroups").parent
        code = code.replace(
            "fetch_20newsgroups(subset", f"fetch_20newsgroups(data_home={str(folder)!r}, subset"
        )
    done = run(code, tmp_path)
    assert done.returncode == 0, done.stderr
    printed = [float(each) for each in re.findall(r"(?:reported|true) (\d\.\d+)", done.stdout)]
    last = moments(order, list(snapshots_of(order)))[-1]
    ours = [last.reported_binary, last.true_binary, last.reported_categorical, last.true_categorical]
    assert printed == pytest.approx(ours, abs=0.01)
    assert os.listdir(tmp_path) == ["script.py"]


@pytest.mark.parametrize("choice", [Choice(), Choice("synthetic_topics", 20, 10)])
def test_it_is_python_for_every_choice(choice):
    code = script(both_losses(choice, 2))
    compile(code, "script", "exec")
    assert "import core" not in code
    assert "from core" not in code
    assert max(map(len, code.splitlines())) <= 110
