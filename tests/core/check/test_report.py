"""What the report says beside the problems: versions, sentences, and what was assumed."""

import time

import pytest

from core.check import check
from core.keras_versions import TODAY

FAMOUS = """
from keras.models import Sequential
from keras.layers import Dense
from keras.utils import np_utils
y = np_utils.to_categorical(y, 10)
model = Sequential()
model.add(Dense(10, activation='softmax', input_dim=784))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(x, y)
"""
SIGMOIDS = """
from tensorflow import keras
model = keras.Sequential([keras.layers.Dense(6, activation="sigmoid")])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
"""


def one(text, **assume):
    (model,) = check(text, assume=assume).models
    return model


def ids(verdict):
    return [problem.id for problem in verdict.problems]


def test_then_and_today():
    model = one(FAMOUS)
    assert (model.keras, model.then.version, model.today.version) == ("2", "2.2.4", TODAY)
    assert (model.then.accuracy, model.today.accuracy) == ("binary_accuracy", "categorical_accuracy")
    assert ids(model.then) == ["metric_counts_cells"]
    assert ids(model.today) == ["loss_on_exclusive_classes"]
    assert "about 0.998 when you are right 99" in model.then.says
    assert "categorical accuracy" in model.today.says


def test_an_assumption_is_named_and_can_be_changed():
    model = one(SIGMOIDS)
    (answers, labels) = model.assumed
    assert (answers.id, answers.value, answers.options) == ("answers", "several", ("one", "several"))
    assert labels.id == "labels"
    assert ids(model.then) == ["metric_counts_largest"]
    assert ids(one(SIGMOIDS, answers="one").then) == ["loss_on_exclusive_classes"]


def test_a_version_can_be_assumed():
    assert ids(one(SIGMOIDS, keras="2.2.4").then) == []
    assert one(FAMOUS, keras="1.0.0").then.accuracy == "categorical_accuracy"


def test_what_keras_refuses_is_said_in_its_words():
    integers = FAMOUS.replace("np_utils.to_categorical(y, 10)", "LabelEncoder().fit_transform(names)")
    model = one(integers.replace("binary", "categorical"))
    assert model.then.accuracy is None
    assert model.then.refused in model.then.says
    assert "loss_misfits_labels" in ids(model.then)


@pytest.mark.parametrize(
    ("code", "keras"),
    [
        ("import keras\nkeras.ops.mean", "3"),
        ("from keras.layers import Dense", "2"),
        ("from keras.layers import Dense\nDense(output_dim=3)", "1"),
        ("import tensorflow as tf\ntf.keras.layers.Dense(1)", "tf2.2+"),
        ("import tensorflow as tf\ntf.keras.layers.Dense(1)\ntf.Session()", "tf1"),
        ("!pip install tensorflow==2.1.0\nfrom tensorflow.keras import layers", "tf2"),
        ("# Keras 2.3.1\nfrom keras.layers import Dense", "2.3"),
        ("model.add(Dense(1))", None),
    ],
)
def test_the_generation(code, keras):
    assert check(code).generation.id == keras


def test_lines_are_those_of_the_paste():
    model = one("Hello, here is my code!\n\n```python\n" + FAMOUS + "```\nThanks")
    assert (model.output_line, model.line) == (10, 11)
    assert model.problems[0].changes[0].line == 11
    assert "'categorical_accuracy'" in model.problems[0].changes[0].after


def test_a_model_that_nobody_sees_is_not_blamed():
    model = one("model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])")
    assert (model.output_line, model.units, model.activation, model.task) == (
        None,
        None,
        None,
        "unknown",
    )
    assert model.then.accuracy == "binary_accuracy"  # whatever the layer
    assert model.today.accuracy is None
    assert model.problems == ()


def test_correct_code_is_told_why():
    model = one(FAMOUS.replace("binary_crossentropy", "categorical_crossentropy"))
    assert model.problems == ()
    assert "fit" in model.then.fits
    assert not one(FAMOUS).then.fits


def test_the_playground_shows_the_same():
    model = one(FAMOUS)
    assert model.then.playground == {}  # which is how it opens
    assert model.today.playground == {"keras": TODAY}


def test_an_unknown_version_is_an_assumption():
    fragment = (
        "model.add(Dense(10, activation='softmax'))\nmodel.compile('sgd', 'categorical_crossentropy')"
    )
    model = one(fragment)
    assert model.keras is None
    assert [each.id for each in model.assumed] == ["labels", "keras"]


def test_a_paste_that_defeats_the_reader_loses_nothing_else(monkeypatch):
    def defeated(_text):
        raise RuntimeError

    monkeypatch.setattr("core.check.report.cleaned", defeated)
    report = check(FAMOUS)
    assert report.failed
    assert (report.models, report.problems) == ((), ())


@pytest.mark.parametrize("line", ["# more", "    # more", "\\", "  \\", "x = 1  # more", "@a", "("])
def test_a_long_run_of_the_same_line_is_read_in_a_second(line):
    began = time.process_time()
    assert check(FAMOUS + f"{line}\n" * 100_000).cut
    assert time.process_time() - began < 1.5  # a second where nothing else runs


def test_what_is_too_long_is_read_as_far_as_it_goes():
    report = check(FAMOUS + "# more\n" * 100_000)
    assert report.cut
    assert report.problems
