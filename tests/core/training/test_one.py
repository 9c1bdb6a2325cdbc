"""The trainer against its oracles: `model.fit`, `model.evaluate`, and the arithmetic by hand."""

import itertools
from dataclasses import replace
from functools import cache

import keras
import numpy as np
import pytest
import tensorflow as tf

from core import datasets, keras_versions
from core.datasets import CATALOGUE
from core.experiment import ACTIVATIONS, LABELS, LOSSES, METRICS, OPTIMIZERS, Experiment, nets
from core.measures import accuracy, losses
from core.reading.reading import read
from core.training import one as training

TODAY, OLD = "3.15.1", "2.2.4"
FITTING_LABELS = {
    "binary_crossentropy": ("one_hot",),
    "categorical_crossentropy": ("one_hot",),
    "sparse_categorical_crossentropy": ("integer", "integer_column"),
    "mean_squared_error": ("one_hot", "integer_column"),
}
MATCHED = {
    ("binary_crossentropy", "sigmoid"),
    ("categorical_crossentropy", "softmax"),
    ("sparse_categorical_crossentropy", "softmax"),
}
RUNS = {}
LOSS_AND_ACTIVATION = list(itertools.product(LOSSES, ACTIVATIONS))


def setup(loss, activation, optimizer="adam", **choices):
    """A short experiment. Encodings alternate, so that each is met with each loss and activation."""
    labels = FITTING_LABELS[loss]
    turn = ACTIVATIONS.index(activation) + OPTIMIZERS.index(optimizer)
    chosen = {"keras": TODAY, "labels": labels[turn % len(labels)], "epochs": 3, "batch_size": 128}
    return Experiment(loss=loss, activation=activation, optimizer=optimizer, **{**chosen, **choices})


def trained(experiment):
    """Every snapshot of a run, and the weights it ends with; each run is trained once."""
    if experiment.training_key not in RUNS:
        trainer = training.Trainer(experiment)
        snapshots = list(trainer.run())
        RUNS[experiment.training_key] = snapshots, trainer.model.get_weights()
    return RUNS[experiment.training_key]


def last(experiment):
    return trained(experiment)[0][-1]


def arrays(experiment):
    """(x_train, y_train), (x_test, y_test) as a script would hand them to `fit`."""
    images = training.load(experiment)
    return tuple(
        (
            x.astype("float32") / images.brightest,
            nets.targets(experiment, labels),
        )
        for x, labels in ((images.x_train, images.y_train), (images.x_test, images.y_test))
    )


def fitted(experiment, loss=None, metrics=()):
    """The model that plain `compile` and `fit` make of this experiment."""
    (x, y), _ = arrays(experiment)
    model = training.build(experiment)
    model.compile(
        loss=loss or experiment.loss,
        optimizer=training.optimizer(experiment),
        metrics=[known_to_keras(name) for name in metrics],
    )
    model.fit(
        x,
        y,
        epochs=experiment.epochs,
        batch_size=experiment.batch_size,
        shuffle=False,
        verbose=0,
    )
    return model


def known_to_keras(name):
    """A metric for `compile`; today's Keras has no name for the one that rounds."""
    if name != "rounded_binary_accuracy":
        return name
    return keras.metrics.MeanMetricWrapper(training._rounded_binary_accuracy, name=name)


def assert_same_weights(weights, model, within=1e-6):
    for ours, keras_own in zip(weights, model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, keras_own, rtol=0, atol=within)


def assert_evaluates_to(snapshot, model, experiment):
    _, (x, y) = arrays(experiment)
    evaluated = model.evaluate(x, y, verbose=0, return_dict=True)
    assert evaluated == pytest.approx({"loss": snapshot.loss, **snapshot.accuracies}, abs=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize(("loss", "activation"), LOSS_AND_ACTIVATION)
def test_trains_and_reports_as_fit_and_evaluate_do(loss, activation):
    for optimizer in OPTIMIZERS:
        experiment = setup(loss, activation, optimizer)
        snapshots, weights = trained(experiment)
        model = fitted(experiment, metrics=snapshots[-1].accuracies)
        assert_same_weights(weights, model)
        if optimizer == "adam":
            assert_evaluates_to(snapshots[-1], model, experiment)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("loss", "activation"),
    [
        ("binary_crossentropy", "softmax"),
        ("categorical_crossentropy", "sigmoid"),
        ("sparse_categorical_crossentropy", "softmax"),
    ],
)
def test_old_loss_is_todays_on_a_copy_without_logits(loss, activation):
    def on_outputs(y_true, y_pred):
        return getattr(keras.losses, loss)(y_true, tf.identity(y_pred))

    experiment = setup(loss, activation, keras=OLD)
    snapshots, weights = trained(experiment)
    model = fitted(experiment, loss=on_outputs, metrics=snapshots[-1].accuracies)
    assert_same_weights(weights, model)
    assert_evaluates_to(snapshots[-1], model, experiment)


@pytest.mark.slow
def test_broadcast_labels_train_as_tf_keras_2_2_trains_them():
    def broadcast(y_true, y_pred):
        spread = tf.broadcast_to(y_true, tf.shape(y_pred))
        return keras.losses.binary_crossentropy(spread, tf.identity(y_pred))

    experiment = setup("binary_crossentropy", "softmax", labels="integer", keras="tf-2.2.3")
    snapshots, weights = trained(experiment)
    assert_same_weights(weights, fitted(experiment, loss=broadcast))
    assert snapshots[-1].loss == pytest.approx(snapshots[-1].loss_by_hand, rel=1e-5)


def accepted(version, metric="accuracy"):
    """An experiment for every loss, activation and encoding that this Keras takes."""
    for (loss, activation), labels in itertools.product(LOSS_AND_ACTIVATION, LABELS):
        for optimizer in OPTIMIZERS if version == TODAY else ("adam",):
            experiment = setup(loss, activation, optimizer, keras=version)
            # today's runs are at hand in one encoding for each optimizer
            if version == TODAY and experiment.labels != labels:
                continue
            experiment = replace(experiment, labels=labels, metric=metric)
            if not read(experiment).refused:
                yield experiment
                break


@pytest.mark.slow
@pytest.mark.parametrize("version", [TODAY, OLD])
def test_by_hand_is_what_keras_computes_for_every_setup(version):
    experiments = list(accepted(version))
    assert {each.activation for each in experiments} == {*ACTIVATIONS}
    assert {each.loss for each in experiments} == {*LOSSES}
    for experiment in experiments:
        snapshots, _ = trained(experiment)
        for snapshot in snapshots:
            assert snapshot.accuracies_by_hand == pytest.approx(snapshot.accuracies, abs=1e-6)
        for metric in METRICS:
            asked = replace(experiment, metric=metric)
            if not read(asked).refused:
                assert read(asked).picked in snapshots[-1].accuracies


@pytest.mark.slow
@pytest.mark.parametrize(("loss", "activation"), LOSS_AND_ACTIVATION)
def test_loss_by_hand_is_what_old_keras_reports(loss, activation):
    for snapshot in trained(setup(loss, activation, keras=OLD))[0]:
        assert snapshot.loss_by_hand == pytest.approx(snapshot.loss, rel=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize(("loss", "activation"), sorted(MATCHED))
def test_loss_by_hand_is_what_today_reports_for_a_matched_pair(loss, activation):
    for snapshot in trained(setup(loss, activation))[0]:
        assert snapshot.loss_by_hand == pytest.approx(snapshot.loss, rel=1e-5)


@pytest.mark.slow
def test_today_binary_crossentropy_on_softmax_reports_the_loss_of_sigmoid_outputs():
    on_softmax, on_sigmoid = (
        trained(setup("binary_crossentropy", activation))[0] for activation in ("softmax", "sigmoid")
    )
    for ours, sigmoid in zip(on_softmax, on_sigmoid, strict=True):
        assert ours.loss == pytest.approx(sigmoid.loss_by_hand, rel=1e-5)
        assert ours.loss > ours.loss_by_hand + 0.1
    assert on_softmax[0].loss > 2 * on_softmax[0].loss_by_hand


@pytest.mark.slow
@pytest.mark.parametrize("loss", ["categorical_crossentropy", "sparse_categorical_crossentropy"])
def test_today_crossentropy_on_sigmoid_reports_the_loss_of_a_softmax_of_its_logits(loss):
    experiment = setup(loss, "sigmoid")
    snapshots, _ = trained(experiment)
    (_, _), (_, targets) = arrays(experiment)
    for snapshot in snapshots:
        odds = snapshot.predictions / (1 - snapshot.predictions)
        softmax = odds / odds.sum(axis=1, keepdims=True)
        assert snapshot.loss == pytest.approx(losses.BY_HAND[loss](targets, softmax), rel=1e-5)
    assert snapshots[0].loss > snapshots[0].loss_by_hand + 0.05
    assert snapshots[-1].loss < snapshots[-1].loss_by_hand - 0.05


@pytest.mark.slow
@pytest.mark.parametrize(
    ("loss", "mismatched", "matched"),
    [
        ("binary_crossentropy", "softmax", "sigmoid"),
        ("categorical_crossentropy", "sigmoid", "softmax"),
    ],
)
def test_today_a_mismatched_pair_trains_as_the_matched_one(loss, mismatched, matched):
    wrong, right = (trained(setup(loss, activation)) for activation in (mismatched, matched))
    assert [each.loss for each in wrong[0]] == [each.loss for each in right[0]]
    for ours, theirs in zip(wrong[1], right[1], strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert np.abs(wrong[0][-1].predictions - right[0][-1].predictions).max() > 0.01


@pytest.mark.slow
def test_batches_are_measured_as_one_where_that_is_allowed(monkeypatch):
    """Of 360 digits the last batch of 50 is a short one, and weighs less in the mean."""
    experiment = setup("binary_crossentropy", "softmax", seed=5)
    at_once = list(training.Trainer(experiment).run())
    monkeypatch.setattr(training, "ONE_BATCH", len(training.load(experiment).y_test) - 1)
    in_batches = list(training.Trainer(experiment).run())
    for one, many in zip(at_once, in_batches, strict=True):
        np.testing.assert_allclose(one.predictions, many.predictions, rtol=1e-5, atol=1e-7)
        assert one.loss == pytest.approx(many.loss, rel=1e-6)
        assert one.accuracies == pytest.approx(many.accuracies, rel=1e-6)


def test_of_integers_batches_are_evaluate_s_own_and_else_few_examples_are_one():
    integers = Experiment(keras=TODAY, loss="mean_squared_error", labels="integer")
    for experiment, examples in ((integers, 32), (setup("mean_squared_error", "softmax"), 500)):
        assert training.Trainer(experiment)._evaluate_batch == examples


@pytest.mark.slow
def test_the_same_experiment_gives_the_same_numbers():
    experiment = setup("binary_crossentropy", "softmax", keras=OLD)
    again = list(training.train(experiment))
    for first, second in zip(trained(experiment)[0], again, strict=True):
        assert (first.epoch, first.loss, first.accuracies) == (
            second.epoch,
            second.loss,
            second.accuracies,
        )
        np.testing.assert_array_equal(first.predictions, second.predictions)


@pytest.mark.slow
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_true_accuracy_lies_within_the_bounds_of_the_report(activation):
    for loss in ("binary_crossentropy", "categorical_crossentropy", "mean_squared_error"):
        snapshot = last(setup(loss, activation, "adam", labels="one_hot"))
        reported = snapshot.accuracies["binary_accuracy"]
        low, high = accuracy.true_accuracy_bounds(reported, 10, activation)
        assert low - 1e-6 <= snapshot.true_accuracy <= high + 1e-6


def test_sure_and_right_answers_make_the_number_that_keras_reports():
    *_, last = training.train(Experiment(epochs=8))
    sure, right = last.answered_surely, last.answered_right
    assert len(sure) == len(right) == last.examples
    assert 0.05 < sure.mean() < 0.95, "a net that is sure of some"
    wrong_cells = np.mean(~sure) + 2 * np.mean(sure & ~right)
    assert last.accuracies["binary_accuracy"] == pytest.approx(1 - wrong_cells / 10, abs=1e-6)


def test_the_default_experiment_opens_with_the_gap():
    first = next(training.train(Experiment()))
    assert first.epoch == 0
    assert first.accuracies["binary_accuracy"] == pytest.approx(0.9, abs=0.02)
    assert first.true_accuracy == pytest.approx(0.1, abs=0.04)


def test_what_keras_reports_and_what_is_found_by_hand_keep_their_names(monkeypatch):
    monkeypatch.setattr(training, "_by_hand", lambda *_: -1.0)  # else the two are equal
    first = next(training.train(Experiment(keras=TODAY)))
    assert set(first.accuracies_by_hand.values()) == {-1.0}
    assert first.accuracies["binary_accuracy"] == pytest.approx(0.9, abs=0.02)
    targets = datasets.one_hot(datasets.load("digits").y_test, 10)
    by_hand = losses.binary_crossentropy(targets, first.predictions)
    assert first.loss_by_hand == pytest.approx(by_hand)
    assert first.loss > 2 * by_hand


def test_a_refused_setup_raises_what_its_keras_says():
    with pytest.raises(keras_versions.KerasRefuses, match="same rank"):
        next(training.train(Experiment(labels="integer", keras=TODAY)))


@pytest.mark.parametrize(
    ("steps", "examples", "dataset", "expected"),
    [
        (43, 1347, "digits", [43]),
        (32, 1000, "mnist", [32]),
        (157, 5000, "mnist", [31, 63, 94, 126, 157]),
        (625, 20_000, "mnist", [62, 125, 188, 250, 312, 375, 438, 500, 562, 625]),
        (118, 60_000, "mnist", [12, 24, 35, 47, 59, 71, 83, 94, 106, 118]),
        (2, 5000, "mnist", [1, 2]),
    ],
)
def test_ticks_divide_an_epoch_evenly(steps, examples, dataset, expected):
    assert training.ticks(steps, examples, CATALOGUE[dataset].tick) == expected


def test_closing_the_run_stops_the_training():
    experiment = setup("mean_squared_error", "sigmoid", labels="one_hot", epochs=100)
    trainer = training.Trainer(experiment)
    run = trainer.run()
    next(run)
    assert next(run).epoch == 1
    run.close()
    steps_an_epoch = -(-len(trainer.data.y_train) // experiment.batch_size)
    assert int(trainer.optimizer.iterations.numpy()) == steps_an_epoch
    assert list(run) == []


@pytest.fixture
def small_mnist(tmp_path, monkeypatch):
    """2,048 random training and 1,100 test images in the folder for rooms without internet."""
    rng = np.random.default_rng(0)
    arrays = {}
    for part, size in (("train", 2048), ("test", 1100)):
        arrays[f"x_{part}"] = rng.integers(0, 256, (size, 28, 28), "uint8")
        arrays[f"y_{part}"] = rng.integers(0, 10, size, "uint8")
    np.savez(tmp_path / "mnist.npz", **arrays)
    monkeypatch.setenv(datasets.OFFLINE_FOLDER, str(tmp_path))


@pytest.mark.slow
def test_images_are_measured_within_an_epoch_and_train_as_fit_does(small_mnist):
    experiment = Experiment(dataset="mnist", keras=TODAY, epochs=2, batch_size=128)
    snapshots, weights = trained(experiment)
    assert [each.epoch for each in snapshots] == [0, 0.5, 1, 1.5, 2]
    assert [each.examples for each in snapshots] == [1100, 1000, 1100, 1000, 1100]
    assert [len(each.predictions) for each in snapshots] == [500, 500, 500, 500, 1100]
    shown = training.gallery(experiment)
    assert shown.images.shape == (500, 28, 28)
    assert len(shown.labels) == 500
    model = fitted(experiment, metrics=snapshots[-1].accuracies)
    assert_same_weights(weights, model, within=0)
    assert_evaluates_to(snapshots[-1], model, experiment)


def test_device_and_versions_name_what_trains():
    assert training.device().kind in ("CPU", "GPU")
    assert training.device().threads >= 1
    assert training.versions()["keras"] == keras.__version__


TASKS = {
    "multi_label": {"task": "multi_label", "activation": "sigmoid"},
    "multi_label logits": {"task": "multi_label", "activation": "linear", "from_logits": True},
    "binary": {"task": "binary", "activation": "sigmoid", "labels": "integer"},
    "binary logits": {
        "task": "binary",
        "activation": "linear",
        "from_logits": True,
        "labels": "integer_column",
    },
    "classes logits": {
        "loss": "categorical_crossentropy",
        "activation": "linear",
        "from_logits": True,
    },
    "sparse logits": {
        "loss": "sparse_categorical_crossentropy",
        "activation": "linear",
        "from_logits": True,
        "labels": "integer",
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("name", TASKS)
def test_each_task_trains_and_reports_as_fit_and_evaluate_do(name):
    experiment = Experiment(**{"keras": TODAY, "epochs": 3, "batch_size": 128, **TASKS[name]})
    snapshots, weights = trained(experiment)
    loss = None
    if experiment.uses_from_logits:
        class_name = "".join(map(str.capitalize, experiment.loss.split("_")))
        loss = getattr(keras.losses, class_name)(from_logits=True)
    model = fitted(experiment, loss=loss, metrics=snapshots[-1].accuracies)
    assert_same_weights(weights, model)
    assert_evaluates_to(snapshots[-1], model, experiment)
    for snapshot in snapshots:
        assert snapshot.accuracies_by_hand == pytest.approx(snapshot.accuracies, abs=1e-6)
        assert snapshot.loss_by_hand == pytest.approx(snapshot.loss, rel=1e-5)
    assert snapshots[-1].true_accuracy > snapshots[0].true_accuracy + 0.2


@pytest.mark.slow
def test_one_output_with_from_logits_trains_as_the_sigmoid_does():
    """Only what is read off the outputs differs: the same net, whose logit is or is not squashed."""
    logits, sigmoid = (
        Experiment(keras=TODAY, epochs=3, **TASKS[name] | {"labels": "integer_column"})
        for name in ("binary logits", "binary")
    )
    (ours, weights), (theirs, its) = trained(logits), trained(sigmoid)
    for one, other in zip(weights, its, strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-6)
    assert [each.true_accuracy for each in ours] == [each.true_accuracy for each in theirs]
    first = ours[1]
    assert theirs[1].accuracies["binary_accuracy"] == pytest.approx(first.true_accuracy)
    assert first.accuracies["binary_accuracy"] < first.true_accuracy - 0.02


@pytest.mark.slow
def test_from_logits_behind_softmax_trains_what_each_keras_makes_of_it():
    """Today on TensorFlow nothing else; where the outputs are taken for logits, softmax twice."""
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    choices = {"loss": "categorical_crossentropy", "epochs": 2, "batch_size": 128, "from_logits": True}
    today = Experiment(keras=TODAY, **choices)
    assert_same_weights(trained(today)[1], fitted(today, loss=loss))
    twice = Experiment(keras=TODAY, backend="jax", **choices)
    assert twice.training_key == replace(twice, keras="tf-2.2.3").training_key
    snapshots, weights = trained(twice)
    model = fitted(twice, loss=lambda targets, outputs: loss(targets, tf.identity(outputs)))
    assert_same_weights(weights, model)
    assert snapshots[-1].loss > 1.46  # the least that a softmax of ten outputs within 0 and 1 gives
    assert snapshots[-1].loss_by_hand < snapshots[-1].loss - 0.01


@pytest.mark.slow
@pytest.mark.parametrize("activation", ["linear", "softmax"])
def test_a_sparse_loss_on_jax_trains_as_rows_do(activation):
    choices = {"activation": activation, "epochs": 2, "batch_size": 128, "keras": TODAY}
    rows = Experiment(loss="categorical_crossentropy", backend="jax", **choices)
    numbers = replace(rows, loss="sparse_categorical_crossentropy", labels="integer")
    (of_rows, weights), (of_numbers, its) = trained(rows), trained(numbers)
    for one, other in zip(weights, its, strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-6)
    assert of_numbers[-1].loss == pytest.approx(of_rows[-1].loss, nan_ok=True)
    one_unit = Experiment(
        task="binary",
        backend="jax",
        loss="sparse_categorical_crossentropy",
        labels="integer",
        **choices | {"epochs": 1},
    )
    first, *_others, at_the_end = trained(one_unit)[0]
    assert first.true_accuracy == at_the_end.true_accuracy  # it trains, and learns nothing
    assert at_the_end.loss == pytest.approx(0, abs=1e-6)


@pytest.fixture
def few_images(monkeypatch):
    full = datasets.load("digits")
    few = datasets.Data(full.x_train[:64], full.y_train[:64], full.x_test[:50], full.y_test[:50], 16, 8)
    monkeypatch.setattr(training, "load", lambda experiment: few)
    return few


def every_setup(task):
    """Every setup of a task that is another one to Keras, as three Keras versions read it."""
    labels = ("one_hot",) if task == "multi_label" else LABELS
    for (loss, activation), encoding in itertools.product(LOSS_AND_ACTIVATION, labels):
        for from_logits, version in itertools.product((False, True), (OLD, "tf-2.2.3", TODAY)):
            experiment = Experiment(
                task=task,
                loss=loss,
                activation=activation,
                labels=encoding,
                from_logits=from_logits,
                keras=version,
                epochs=1,
            )
            if from_logits == experiment.uses_from_logits:
                yield experiment


@cache
def untrained(task, activation):
    """A model to compile again and again: `build` takes longer than all that is asked of it here."""
    return training.build(Experiment(task=task, activation=activation))


def todays_keras_runs(experiment, images):
    """Whether plain compile takes the setup, and a batch of it can be measured."""
    loss = training.LOSSES[experiment.loss]
    model = untrained(experiment.task, experiment.activation)
    model.compile(
        loss=loss(from_logits=True) if experiment.uses_from_logits else experiment.loss,
        metrics=[experiment.metric],
        run_eagerly=True,  # traced anew for each metric it takes four times as long
    )
    targets = nets.targets(experiment, images.y_test)
    try:
        model.test_on_batch(images.x_test.astype("float32") / 16, targets)
    except (ValueError, tf.errors.InvalidArgumentError):
        return False
    return True


@pytest.mark.slow
@pytest.mark.parametrize("task", ["multi_label", "binary"])
def test_every_setup_of_a_task_trains_or_is_refused_as_keras_does(task, few_images):
    trainings = {}
    for experiment in every_setup(task):
        for metric in METRICS:
            asked = replace(experiment, metric=metric)
            refused = read(asked).refused
            if asked.keras == TODAY:
                assert todays_keras_runs(asked, few_images) == (refused is None), asked
            if refused:
                continue
            if asked.training_key not in trainings:
                trainings[asked.training_key] = list(training.train(asked))
            snapshots = trainings[asked.training_key]
            assert len(read(asked).points(snapshots)) == len(snapshots), asked
            for each in snapshots:
                assert each.accuracies_by_hand == pytest.approx(each.accuracies, abs=1e-6), asked
        if read(experiment).refused:
            with pytest.raises(keras_versions.KerasRefuses):
                next(training.train(experiment))
    assert len(trainings) > 10
