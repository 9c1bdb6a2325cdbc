"""The script of a comparison runs as it is, and prints what its members report and are right about."""

import contextlib
import io
import os
import re
import runpy
import subprocess
import sys
import types
from dataclasses import replace

import numpy as np
import pytest
import sklearn.datasets

from core import datasets, export, training
from core.datasets.pima import FILE
from core.experiment import Comparison
from core.questions.diabetes import orders as diabetes
from core.questions.topics.orders import Choice, both_losses, constant_factor, weighted
from core.reading.reading import read

NEWSGROUPS = pytest.mark.skipif(not datasets.is_here("20newsgroups"), reason="not here")
SYNTHETIC = both_losses(Choice("synthetic_topics", 2, 3), 1)


def run(code, folder, alone=False):
    """What the script prints. It is given no file but itself, and leaves none.

    alone: in a Python of its own, to which nothing is known that this one has imported; of one script,
    since half of such a run is TensorFlow's start.
    """
    file = folder / "script.py"
    file.write_text(code, encoding="utf-8")
    if alone:
        done = subprocess.run(
            [sys.executable, str(file)], capture_output=True, text=True, cwd=folder, check=False
        )
        assert done.returncode == 0, done.stderr
        said = done.stdout
    else:
        printed = io.StringIO()
        with contextlib.chdir(folder), contextlib.redirect_stdout(printed):
            runpy.run_path(str(file), run_name="__main__")
        said = printed.getvalue()
    assert os.listdir(folder) == ["script.py"]
    return said


@pytest.fixture
def openml(monkeypatch):
    """The table that the script asks openml.org for, without the network."""
    rows = np.loadtxt(FILE, delimiter=",")
    names = np.where(rows[:, 8] == 1, "tested_positive", "tested_negative")
    table = types.SimpleNamespace(data=rows[:, :8], target=names)
    monkeypatch.setattr(sklearn.datasets, "fetch_openml", lambda *name, **options: table)


def ours(order):
    """Of each member at the end: its loss, what is reported, and what is true."""
    *_, last = training.snapshots_of(order)
    found = []
    for name, member in order.named:
        [point] = read(member).points([last.member(name)])
        found += [point.loss, point.reported, point.true]
    return found


def short(order, epochs):
    """The same with fewer epochs."""
    members = {name: replace(each, epochs=epochs) for name, each in order.named}
    return Comparison(members, order.seeds)


@pytest.mark.slow
@pytest.mark.parametrize(
    "order",
    [
        SYNTHETIC,
        pytest.param(both_losses(Choice("20newsgroups", 2), 1), marks=NEWSGROUPS),
        short(constant_factor(), 1),
        short(weighted(Choice("synthetic_topics", 3)), 1),
    ],
    ids=["synthetic", "real", "loss weights", "class weights"],
)
def test_it_prints_what_the_page_shows(order, tmp_path):
    code = export.script(order)
    if order.dataset == "20newsgroups":
        folder = datasets.file_of("20newsgroups").parent
        code = code.replace(
            "fetch_20newsgroups(subset", f"fetch_20newsgroups(data_home={str(folder)!r}, subset"
        )
    said = run(code, tmp_path, alone=order == SYNTHETIC)
    numbers = re.findall(r"(?:loss|accuracy) (\d+\.\d+)", said)
    assert [float(each) for each in numbers] == pytest.approx(ours(order), abs=0.01, rel=0.01)
    names = [line for line in said.splitlines() if line in order.members]
    assert names == list(order.members)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("version", "scaled", "holdout"), [(diabetes.THEN, False, True), (diabetes.NOW, True, False)]
)
def test_with_seeds_it_prints_what_each_run_is_right_about(version, scaled, holdout, openml, tmp_path):
    order = diabetes.order(2, version, scaled, holdout)
    order = Comparison(
        {name: replace(each, epochs=1, batch_size=256) for name, each in order.named}, order.seeds
    )
    said = run(export.script(order), tmp_path)
    printed = [float(each) for each in re.findall(r"'(\d\.\d+)'", said)]
    *_, last = training.snapshots_of(order)
    expected = [each for name in order.members for each in last.member(name).true_accuracies]
    assert printed == pytest.approx(expected, abs=0.006)
    means = [float(each) for each in re.findall(r"mean (\d\.\d+)", said)]
    assert means == pytest.approx([sum(expected[:2]) / 2, sum(expected[2:]) / 2], abs=0.006)


@pytest.mark.parametrize(
    "order",
    [
        both_losses(Choice(), 2),
        both_losses(Choice("synthetic_topics", 20, 10), 2),
        weighted(Choice()),
        diabetes.order(10, scaled=True, holdout=True),
    ],
    ids=["topics", "synthetic", "weighted", "diabetes"],
)
def test_it_is_python_of_its_own_for_every_choice(order):
    code = export.script(order, "One net, twice.")
    compile(code, "script", "exec")
    assert code.startswith("# One net, twice.\n# Runs on Keras")
    assert "import core" not in code
    assert "from core" not in code
    cells = export.notebook(order)
    assert all(f"## {name}" in cells for name in order.members)


def test_members_say_what_sets_them_apart_and_share_what_they_share():
    code = export.script(both_losses(Choice("synthetic_topics", 3), 2))
    assert "# --- binary: loss=binary_crossentropy\n" in code
    assert "# --- categorical: loss=categorical_crossentropy\n" in code
    assert code.count("to_categorical") == 2  # the training and the test part, once
    assert code.count("def tokens") == 1
    heads = export.script(diabetes.order(10))
    assert "# --- sigmoid: task=binary, loss=binary_crossentropy, activation=sigmoid" in heads
    assert heads.count("y_train") > 3  # each head encodes its labels in its own way
    assert "for seed in range(10):" in heads
