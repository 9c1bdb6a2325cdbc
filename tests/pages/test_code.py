"""Every block of Python on every page, in every state that the tests know, runs as it stands.

Nothing in a block is changed. What it asks of a library is smaller than a reader gets: the files that
it would download are random rows, and a net is fitted for one epoch and asked about a few of them.
of a loop over seeds the first few nets are fitted.
That a script's numbers are the page's is tested with the scripts (tests/core/export).
"""

import collections
import re
import sys
import time
import types

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.datasets.pima import FILE as PIMA
from core.experiment import NETS, Experiment
from core.experiment.presets import presets
from core.questions.diabetes import orders as diabetes
from core.questions.topics.orders import CORPORA
from tests.pages.conftest import APP
from tests.pages.states import REFUSED, TAKEN

pytestmark = pytest.mark.slow

FEW = 40  # examples: a batch or two
TURNS = 3  # of a loop, in which a net is fitted: a hundred seeds go the same way
EXPECTED = re.compile(r"expect an? (\w+)\.")
STEPS = {"mnist": 4}  # of the page: its first blocks are one session, each going on from the last

STATES = {
    "playground": [
        *({"dataset": "mnist"}, {"dataset": "digits_as_mnist"}),
        *(preset.apply(Experiment()).changes() for preset in presets()),
        *TAKEN,
        *REFUSED,
    ],
    "mnist": [{"net": net} for net in NETS],
    "topics": [
        *({"corpus": corpus} for corpus in CORPORA),
        {"topics": 2, "imbalance": 7},
    ],
    "diabetes": [
        {"keras": version, "scaled": other, "holdout": other}
        for version, other in zip(diabetes.VERSIONS, ("false", "true"), strict=True)
    ],
    "versions": [{}],
    "traps": [{}, {"trap": "equality"}, {"trap": "stuck", "fault": "labels_1_and_5"}],
    "claims": [{}],
    "choose": [
        {"answers": answers, "labels": labels, "from_logits": logits}
        for answers, labels in (("one", "one_hot"), ("several", "multi_hot"), ("yes_no", "integer"))
        for logits in ("false", "true")
    ],
    "check": [{}],
    "predictions": [{}, {"example": "own"}],
    "arithmetic": [{}],
}
# A trap's script is drawn when it is opened, and runs in the tests on traps.
WITHOUT_BLOCKS = ("versions", "claims", "traps", "check", "predictions", "arithmetic")
RUNS = {"mnist": 2, "topics": 2}  # buttons at the top that run the page's study at another size


@pytest.fixture
def libraries(monkeypatch):
    """Small data where the blocks download, and short training wherever they train."""
    import keras
    import sklearn.datasets
    import tensorflow as tf

    rng = np.random.default_rng(0)
    images = [
        (rng.integers(0, 256, (size, 28, 28), "uint8"), rng.integers(0, 10, size, "uint8"))
        for size in (640, 10_000)
    ]
    pima = np.loadtxt(PIMA, delimiter=",")
    answers = np.where(pima[:, 8] == 1, "tested_positive", "tested_negative")
    table = types.SimpleNamespace(data=pima[:, :8], target=answers)

    def posts(subset, categories, remove):
        labels = np.arange(60) % len(categories)
        documents = [f"{categories[label]} {subset} {rng.bytes(20).hex()}" for label in labels]
        return types.SimpleNamespace(data=documents, target=labels)

    def openml(name, version, as_frame):
        assert (name, version, as_frame) == ("diabetes", 1, False)
        return table

    fit, evaluate, predict = keras.Model.fit, keras.Model.evaluate, keras.Model.predict

    begun = collections.Counter()

    def fit_a_little(model, x, y, epochs=1, validation_data=None, **options):
        caller = sys._getframe(1)
        begun[caller.f_code, caller.f_lineno] += 1
        if begun[caller.f_code, caller.f_lineno] > TURNS:
            return None
        beside = [each[:FEW] for each in validation_data] if validation_data else None
        return fit(model, x[:FEW], y[:FEW], epochs=1, validation_data=beside, **options)

    def evaluate_a_few(model, x, y, **options):
        return evaluate(model, x[:FEW], y[:FEW], **options)

    def predict_a_few(model, x, **options):
        few = predict(model, x[:FEW], **options)
        return np.resize(few, (len(x), *few.shape[1:]))

    monkeypatch.setattr(keras.datasets.mnist, "load_data", lambda: images)
    monkeypatch.setattr(sklearn.datasets, "fetch_20newsgroups", posts)
    monkeypatch.setattr(sklearn.datasets, "fetch_openml", openml)
    monkeypatch.setattr(keras.Model, "fit", fit_a_little)
    monkeypatch.setattr(keras.Model, "evaluate", evaluate_a_few)
    monkeypatch.setattr(keras.Model, "predict", predict_a_few)
    tf.config.run_functions_eagerly(True)  # no graph is worth its making for two batches
    yield
    tf.config.run_functions_eagerly(False)


def opened(page, choices):
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in choices.items():
        app.query_params[name] = str(value)
    if page != "playground":
        app.switch_page(f"pages/{page}.py")
    return settled(app.run())


def settled(app, seconds=30):
    deadline = time.monotonic() + seconds
    while app.get("progress"):
        assert time.monotonic() < deadline
        time.sleep(0.02)
        app.run()
    assert not app.exception
    return app


def states(page):
    """The page at each of its links, and after each of its runs."""
    for choices in STATES[page]:
        app = opened(page, choices)
        yield app
        labels = [each.label for each in app.button if (each.key or "").startswith("_run_")]
        for label in labels[: RUNS.get(page, 0)]:
            again = opened(page, choices)
            next(each for each in again.button if each.label == label).click().run()
            yield settled(again)


def sessions(app, page):
    """The blocks that are run one after the other in the same namespace."""
    blocks = [each.value for each in app.code if each.language == "python"]
    steps = STEPS.get(page, 0)
    return [tuple(blocks[:steps])] * bool(steps) + [(each,) for each in blocks[steps:]]


def run(session, folder):
    """The names that it leaves, run as a reader's file or notebook is."""
    names = {"__name__": "__main__"}
    for number, block in enumerate(session):
        # From a file: Keras reads a loss function's source when it traces it.
        path = folder / f"block_{number}.py"
        path.write_text(block, encoding="utf-8")
        raised = None
        try:
            exec(compile(block, str(path), "exec"), names)
        except Exception as problem:
            raised = problem
        about = " ".join(line.lstrip("# ") for line in block.splitlines()[:8])
        expected = EXPECTED.search(about)
        told = f"{type(raised).__name__}: {raised} in\n{block}"
        assert (raised and type(raised).__name__) == (expected and expected[1]), told
    return names


@pytest.mark.parametrize("page", STATES)
def test_every_block_runs(page, instant_desk, libraries, tmp_path):
    ran = set()
    for app in states(page):
        for session in sessions(app, page):
            if session not in ran:
                ran.add(session)
                run(session, tmp_path)
    assert bool(ran) == (page not in WITHOUT_BLOCKS)


def test_a_block_that_lacks_an_import_is_noticed(tmp_path):
    with pytest.raises(AssertionError, match="NameError: name 'categorical_accuracy'"):
        run(("metrics = [categorical_accuracy]",), tmp_path)


def test_a_refusal_that_does_not_come_is_noticed(tmp_path):
    with pytest.raises(AssertionError):
        run(("# It refuses: expect a ValueError.\nx = 1",), tmp_path)
