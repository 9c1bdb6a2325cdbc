"""Every definition that Keras has against Keras's own metric objects; the others worked out by rows."""

import numpy as np
import pytest
from sklearn import metrics as sklearn_metrics

from core.questions.predictions.definitions import definitions, matching, nearest
from core.reading.printed import PrintedShare
from tests.core.questions.predictions.arrays import net, of, sigmoid, softmax

ROWS = 75  # two batches, and a short one


@pytest.fixture(scope="module")
def keras():
    import keras

    return keras


def shares(case, threshold=0.5):
    return {
        each.id + (f"_{each.k}" if each.k else ""): each.share for each in definitions(case, threshold)
    }


def by_keras(metric, targets, predictions, batch=None):
    """What the metric comes to over batches of `evaluate`, or the mean of its value on each."""
    starts = range(0, len(targets), 32)
    values = []
    for start in starts:
        metric.update_state(targets[start : start + 32], predictions[start : start + 32])
        values.append(float(metric.result()))
        if batch:
            metric.reset_state()
    return float(np.mean(values)) if batch else float(metric.result())


def close(value):
    return pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("activation", [softmax, sigmoid, np.asarray])
@pytest.mark.parametrize("encoding", ["one_hot", "integer", "integer_column"])
def test_of_classes(encoding, activation, seed, keras):
    labels, logits = net(ROWS, 6, signal=1.5, sharpness=2, seed=seed)
    outputs = activation(logits).astype("float32")
    one_hot = np.eye(6, dtype="float32")[labels]
    brought = {"one_hot": one_hot, "integer": labels, "integer_column": labels[:, None]}[encoding]
    found, m = shares(of(brought, outputs), 0.3), keras.metrics
    column = labels[:, None].astype("float32")
    assert found["largest"] == close(by_keras(m.CategoricalAccuracy(), one_hot, outputs))
    assert found["largest"] == close(by_keras(m.SparseCategoricalAccuracy(), labels, outputs))
    assert found["cells"] == close(by_keras(m.BinaryAccuracy(), one_hot, outputs))
    assert found["cells_logits"] == close(by_keras(m.BinaryAccuracy(threshold=0), one_hot, outputs))
    assert found["equal"] == close(by_keras(m.Accuracy(), one_hot, outputs))
    assert found["batches"] == close(by_keras(m.CategoricalAccuracy(), one_hot, outputs, batch=True))
    assert found["batches_cells"] == close(by_keras(m.BinaryAccuracy(), one_hot, outputs, batch=True))
    for k in (2, 3, 5):
        top = m.TopKCategoricalAccuracy(k)
        assert found[f"top_{k}"] == close(by_keras(top, one_hot, outputs))
    assert found["broadcast"] == close(by_keras(m.BinaryAccuracy(), column, outputs))
    assert found["first_class"] == close(by_keras(m.CategoricalAccuracy(), column, outputs))
    # What `accuracy` resolves to on (N,) labels once somebody asks for the categorical one.
    assert found["place_in_batch"] == close(
        np.average(
            [
                np.mean(keras.metrics.categorical_accuracy(labels[s : s + 32], outputs[s : s + 32]))
                for s in range(0, ROWS, 32)
            ],
            weights=[32, 32, 11],
        )
    )
    assert found["exact"] == sklearn_metrics.accuracy_score(one_hot > 0, outputs > 0.5)
    assert found["balanced"] == close(
        sklearn_metrics.balanced_accuracy_score(labels, outputs.argmax(axis=1))
    )
    p = softmax(outputs) if activation is np.asarray else outputs
    assert found["moved"] == close(by_keras(m.BinaryAccuracy(threshold=0.3), one_hot, p))
    assert found["exact_moved"] == close(np.mean(np.all((p > 0.3) == (one_hot > 0), axis=1)))
    assert ("cells_softmax" in found) == ("rounded" in found) == (activation is np.asarray)
    if activation is np.asarray:
        assert found["cells_softmax"] == close(by_keras(m.BinaryAccuracy(), one_hot, softmax(outputs)))
        assert found["rounded"] == close(np.mean(np.round(outputs) == one_hot))


@pytest.mark.parametrize("activation", [sigmoid, np.asarray])
def test_of_several_labels(activation, keras):
    rng = np.random.default_rng(0)
    targets = (rng.random((ROWS, 5)) > 0.6).astype("float32")
    outputs = activation(rng.normal(size=targets.shape) + 2 * targets - 1).astype("float32")
    case = of(targets, outputs)
    found, m = shares(case, 0.7), keras.metrics
    assert case.task == "multi_label"
    assert found["cells"] == close(by_keras(m.BinaryAccuracy(), targets, outputs))
    assert found["cells_logits"] == close(by_keras(m.BinaryAccuracy(threshold=0), targets, outputs))
    assert found["largest"] == close(by_keras(m.CategoricalAccuracy(), targets, outputs))
    assert found["equal"] == close(by_keras(m.Accuracy(), targets, outputs))
    assert found["batches_cells"] == close(by_keras(m.BinaryAccuracy(), targets, outputs, batch=True))
    at = 0 if activation is np.asarray else 0.5
    p = sigmoid(outputs) if activation is np.asarray else outputs
    assert found["exact"] == close(sklearn_metrics.accuracy_score(targets > 0, outputs > 0.5))
    assert case.true == close(sklearn_metrics.accuracy_score(targets > 0, outputs > at))
    assert found["jaccard"] == close(
        sklearn_metrics.jaccard_score(targets > 0, outputs > at, average="samples", zero_division=1)
    )
    assert found["moved"] == close(by_keras(m.BinaryAccuracy(threshold=0.7), targets, p))


@pytest.mark.parametrize("column", [False, True])
@pytest.mark.parametrize("activation", [sigmoid, np.asarray])
def test_of_one_output(activation, column, keras):
    rng = np.random.default_rng(1)
    labels = (rng.random(ROWS) > 0.3).astype("int64")
    outputs = activation(rng.normal(size=ROWS) + 2 * labels - 1).astype("float32")[:, None]
    case = of(labels[:, None] if column else labels, outputs if column else outputs[:, 0])
    found, m = shares(case, 0.7), keras.metrics
    targets = labels[:, None].astype("float32")
    assert case.task == "binary"
    assert found["half"] == close(by_keras(m.BinaryAccuracy(), targets, outputs))
    assert found["logits"] == close(by_keras(m.BinaryAccuracy(threshold=0), targets, outputs))
    assert found["equal"] == close(by_keras(m.Accuracy(), targets, outputs))
    assert found["first_class"] == close(by_keras(m.SparseCategoricalAccuracy(), targets, outputs))
    assert found["one_column"] == close(by_keras(m.CategoricalAccuracy(), targets, outputs))
    assert found["batches"] == close(by_keras(m.BinaryAccuracy(), targets, outputs, batch=True))
    assert case.true == (found["logits"] if activation is np.asarray else found["half"])
    p = sigmoid(outputs) if activation is np.asarray else outputs
    assert found["moved"] == close(by_keras(m.BinaryAccuracy(threshold=0.7), targets, p))
    said = (outputs[:, 0] > (0 if activation is np.asarray else 0.5)).astype(int)
    assert found["balanced"] == close(sklearn_metrics.balanced_accuracy_score(labels, said))


def test_of_predicted_classes_cells_are_those_of_one_hot_rows():
    labels, answers = np.array([0, 1, 2, 2, 4]), np.array([0, 1, 1, 2, 3])
    found = shares(of(labels, answers))
    assert found["same"] == 0.6
    assert found["cells"] == close(np.mean(np.eye(5)[labels] == np.eye(5)[answers]))
    assert found["balanced"] == close(sklearn_metrics.balanced_accuracy_score(labels, answers))


def test_a_threshold_that_was_not_moved_adds_nothing():
    case = of(*net(40))
    assert not {"moved", "exact_moved"} & set(shares(case))
    assert {"moved", "exact_moved"} <= set(shares(case, 0.51))


def test_a_last_batch_that_is_whole_adds_no_mean_of_means():
    assert "batches" not in shares(of(*net(64)))
    assert "batches" not in shares(of(*net(31)))
    assert "batches" in shares(of(*net(65)))


@pytest.mark.parametrize(
    ("told", "ids"),
    [
        ("0.9", {"cells"}),
        ("90 %", {"cells"}),
        ("0.8967", set()),
        ("0.50", {"largest", "exact", "top"}),
        ("0.5000", {"largest", "exact", "top"}),
        ("0.5001", set()),
    ],
)
def test_a_number_matches_to_its_printed_digits(told, ids):
    rng = np.random.default_rng(0)
    labels = np.arange(20) % 10
    outputs = 0.9 * np.eye(10)[np.where(rng.permutation(20) < 10, labels, (labels + 1) % 10)]
    found = [
        each for each in definitions(of(labels, outputs)) if each.id in ("largest", "cells", "exact")
    ]
    assert found[0].share == 0.5
    matches = {each.id for each in matching(PrintedShare().parse(told), found)}
    assert matches == ids - {"top"}


def test_a_number_with_all_digits_of_float32_matches():
    [half] = [each for each in definitions(of([0, 1, 1], [0.1, 0.9, 0.2])) if each.id == "half"]
    assert matching(PrintedShare().parse("0.6666666865348816"), [half]) == (half,)
    assert matching(PrintedShare().parse("0.66667"), [half]) == (half,)
    assert matching(PrintedShare().parse("0.66666"), [half]) == ()


def test_the_nearest_is_the_nearest():
    found = definitions(of([0, 1, 1], [0.1, 0.9, 0.2]))
    assert nearest(PrintedShare().parse("0.6"), found).share == close(2 / 3)
