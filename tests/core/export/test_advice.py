"""What is advised is accepted by today's Keras, and reports the truth."""

from itertools import product

import keras
import numpy as np
import pytest
import tensorflow as tf

from core import export, training
from core.experiment import ACTIVATIONS, LABELS, LOSSES, Experiment, nets
from core.keras_versions import TODAY, VERSIONS, Setup, behaviour
from core.reading.point import loss_parts, same
from core.reading.reading import read

TASKS = [("classes", labels) for labels in LABELS] + [
    *(("binary", labels) for labels in LABELS),
    ("multi_label", "one_hot"),
]


@pytest.mark.parametrize(("task", "labels"), TASKS)
def test_it_reports_what_is_true_and_what_its_predictions_give(task, labels):
    advised = export.advised(Experiment(task=task, labels=labels, epochs=2))
    assert not read(advised).refused
    for point in read(advised).points(list(training.train(advised))):
        assert not loss_parts(point)
        if task != "multi_label":
            assert same(point)
        else:  # labels, not examples
            assert point.reported > point.true


@pytest.mark.parametrize(("task", "labels"), TASKS)
def test_it_depends_on_the_task_and_its_labels_alone(task, labels):
    found = {
        export.what_to_write(
            Experiment(task=task, labels=labels, loss=loss, activation=each, keras=keras)
        )
        for loss, each, keras in product(LOSSES, ACTIVATIONS, ("2.2.4", TODAY))
    }
    assert len(found) == 1


@pytest.mark.parametrize(("task", "labels"), TASKS)
def test_the_code_runs_as_it_stands(task, labels):
    experiment = Experiment(task=task, labels=labels, loss="mean_squared_error", activation="linear")
    run = {}
    exec(export.what_to_write(experiment), run)
    advised, model = export.advised(experiment), run["model"]
    digits = np.arange(10)
    rows = np.random.default_rng(0).random((10, 64)).astype("float32")
    found = model.evaluate(rows, nets.targets(advised, digits), verbose=0, return_dict=True)
    assert isinstance(model, keras.Sequential)
    true = nets.true_accuracy(advised, digits, model.predict(rows, verbose=0))
    several = task == "multi_label"
    assert set(found) == {"loss", advised.metric} | ({"exact_match"} if several else set())
    assert found["exact_match" if several else advised.metric] == pytest.approx(true)


def test_one_sigmoid_s_accuracy_counts_answers_in_every_version():
    shape = (None, 1)
    for version in VERSIONS:
        setup = Setup(version, "binary_crossentropy", shape, shape, activation="sigmoid")
        assert behaviour(setup).picked == "binary_accuracy"


def test_what_is_written_for_several_labels_counts_exact_matches_and_no_metric_of_keras_does():
    rng = np.random.default_rng(0)
    targets = rng.integers(0, 2, (1000, 3)).astype("float32")
    predictions = np.clip(0.4 * targets + 0.7 * rng.random((1000, 3)) - 0.05, 0, 1).astype("float32")
    exact = np.mean(
        [list(row > 0.5) == list(hot > 0.5) for row, hot in zip(predictions, targets, strict=True)]
    )
    assert 0.3 < exact < 0.95
    run = {}
    exec(export.what_to_write(Experiment(task="multi_label")), run)
    counted = keras.metrics.MeanMetricWrapper(run["exact_match"])
    counted.update_state(targets, predictions)
    assert float(counted.result()) == pytest.approx(exact)

    tried = 0
    for name in dir(keras.metrics):
        kind = getattr(keras.metrics, name)
        if not (isinstance(kind, type) and issubclass(kind, keras.metrics.Metric)):
            continue
        try:
            metric = kind()
            metric.update_state(targets, predictions)
            values = np.ravel(np.asarray(metric.result()))
        except (TypeError, ValueError, NotImplementedError, tf.errors.OpError):
            continue  # needs more to be made, or other shapes
        tried += 1
        assert not np.any(np.isclose(values, exact, atol=1e-4)), name
    assert tried > 10
