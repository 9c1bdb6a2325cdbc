"""The code that a script loads a data set with gives what the app itself trains on."""

from types import SimpleNamespace

import numpy as np
import pytest

from core import datasets
from core.datasets import CATALOGUE, pima


@pytest.fixture(autouse=True)
def openml(monkeypatch):
    """What openml.org would answer, without asking it."""
    rows = np.loadtxt(pima.FILE, delimiter=",")
    target = np.where(rows[:, 8] == 1, "tested_positive", "tested_negative")
    found = SimpleNamespace(data=rows[:, :8], target=target)
    monkeypatch.setattr("sklearn.datasets.fetch_openml", lambda *name, **options: found)


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("digits", {}),
        ("digits_as_mnist", {"train_size": 1000}),
        ("synthetic_topics", {"topics": 3, "imbalance": 1.0}),
        ("synthetic_topics", {"topics": 4, "imbalance": 6.0}),
        ("pima", {"scaled": False, "holdout": False}),
        ("pima", {"scaled": True, "holdout": False}),
        ("pima", {"scaled": False, "holdout": True}),
        ("pima", {"scaled": True, "holdout": True}),
    ],
    ids=str,
)
def test_the_code_loads_what_is_trained_on(name, choices):
    code = CATALOGUE[name].code(**choices)
    loaded = {}
    exec("\n".join(["import numpy as np", *code.imports, code.lines]), loaded)
    data = datasets.load(name, **choices)
    np.testing.assert_array_equal(loaded["labels_train"], data.y_train)
    np.testing.assert_array_equal(loaded["labels_test"], data.y_test)
    for ours, its in ((data.x_train, loaded["x_train"]), (data.x_test, loaded["x_test"])):
        assert its.shape == ours.shape
        np.testing.assert_allclose(its, ours.astype("float32") / data.brightest, atol=1e-5)
    assert set(code.packages) == {"scikit-learn"}


def test_mnist_is_loaded_by_keras_and_cut():
    code = CATALOGUE["mnist"].code(train_size=5000)
    assert "keras.datasets.mnist.load_data()" in code.lines
    assert "x_train[:5000], labels_train[:5000]" in code.lines
    assert code.packages == ()


def test_the_posts_are_those_that_the_app_reads():
    code = CATALOGUE["20newsgroups"].code(topics=2, imbalance=1.0)
    assert '"alt.atheism",\n    "comp.graphics",\n]' in code.lines
    assert "remove=('headers', 'footers', 'quotes')" in code.lines
    assert "Thin the training part" not in code.lines
