"""Every template branch is rendered, run, and held against the trainer's own last snapshot."""

import ast
import itertools
import json
import re
import runpy

import numpy as np
import pytest

from core import datasets, export, keras_versions
from core.experiment import ACTIVATIONS, LABELS, LOSSES, METRICS, OPTIMIZERS, TASKS, Experiment
from core.export import source, steps
from core.reading.reading import read

VERSIONS = ("1.2.2", "2.2.4", "tf-2.2.3", "tf-2.15.1", "3.15.1")
PRINTED = re.compile(
    r"reports loss (?P<loss>\S+)\n.* reports \w+ (?P<reported>\S+).*\n"
    r"true accuracy (?P<true>\S+)\ngap (?P<gap>\S+)"
)


def quick(**choices):
    return Experiment(**{"epochs": 1, "batch_size": 256, **choices})


RUNS = {
    "famous case": quick(epochs=2),
    "today": quick(keras="3.15.1", optimizer="sgd", learning_rate=0.05, seed=3),
    "named metric": quick(
        keras="2.2.4",
        loss="categorical_crossentropy",
        activation="sigmoid",
        metric="binary_accuracy",
        optimizer="adamax",
        learning_rate=0.02,
    ),
    "no hidden logits": quick(keras="2.2.4", loss="mean_squared_error", optimizer="sgd"),
    "integers": quick(
        keras="3.15.1",
        loss="sparse_categorical_crossentropy",
        labels="integer",
        metric="categorical_accuracy",
    ),
    "column": quick(
        keras="3.15.1",
        loss="mean_squared_error",
        activation="linear",
        labels="integer_column",
    ),
    "expanded integers": quick(
        keras="tf-2.2.3", loss="sparse_categorical_crossentropy", labels="integer"
    ),
    "broadcast": quick(keras="tf-2.2.3", labels="integer"),
    "broadcast logits": quick(keras="tf-2.2.3", labels="integer_column", activation="linear"),
    "rounded": quick(activation="linear"),
    "multi-label": quick(task="multi_label", activation="sigmoid", keras="3.15.1"),
    "multi-label, old": quick(task="multi_label", activation="softmax"),
    "multi-label logits": quick(
        task="multi_label", activation="linear", from_logits=True, keras="3.15.1"
    ),
    "binary": quick(task="binary", activation="sigmoid", labels="integer", keras="3.15.1"),
    "binary, rounded": quick(task="binary", activation="linear", labels="integer_column"),
    "binary logits": quick(
        task="binary",
        activation="linear",
        from_logits=True,
        labels="integer_column",
        keras="3.15.1",
        epochs=2,
    ),
    "binary, broadcast": quick(task="binary", keras="tf-2.2.3"),
    "sparse logits": quick(
        loss="sparse_categorical_crossentropy",
        activation="linear",
        from_logits=True,
        labels="integer",
        keras="tf-2.2.3",
    ),
    "mnist multi-label": quick(
        dataset="mnist", train_size=1000, task="multi_label", activation="sigmoid", keras="3.15.1"
    ),
    "mnist": quick(dataset="mnist", train_size=1000, batch_size=128),
    "the question's net": quick(
        dataset="mnist", net="question", train_size=1000, optimizer="adamax", learning_rate=0.002
    ),
    "digits as mnist": quick(dataset="digits_as_mnist", train_size=1000),
    "mnist integers": quick(
        dataset="mnist",
        train_size=1000,
        batch_size=512,
        keras="3.15.1",
        loss="sparse_categorical_crossentropy",
        labels="integer",
    ),
}


@pytest.fixture
def small_mnist(tmp_path, monkeypatch):
    """64 random images where the trainer looks for MNIST and where the script asks Keras for it."""
    import keras

    rng = np.random.default_rng(0)
    train, test = (
        (rng.integers(0, 256, (size, 28, 28), "uint8"), rng.integers(0, 10, size, "uint8"))
        for size in (640, 64)
    )
    arrays = dict(zip(("x_train", "y_train", "x_test", "y_test"), (*train, *test), strict=True))
    np.savez(tmp_path / "mnist.npz", **arrays)
    monkeypatch.setenv(datasets.OFFLINE_FOLDER, str(tmp_path))
    monkeypatch.setattr(keras.datasets.mnist, "load_data", lambda: (train, test))


def last_snapshot(experiment):
    from core.training.one import train

    *_, last = train(experiment)
    return last


def run_text(code, tmp_path):
    """Run as a file: Keras reads a loss function's source when it traces it."""
    path = tmp_path / "exported.py"
    path.write_text(code, encoding="utf-8")
    return runpy.run_path(str(path))


def notebook_code(text):
    cells = json.loads(text)["cells"]
    return "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")


def assert_prints(printed, experiment):
    (shown,) = read(experiment).points([last_snapshot(experiment)])
    expected = {
        "loss": shown.loss,
        "reported": shown.reported,
        "true": shown.true,
        "gap": shown.reported - shown.true,
    }
    found = PRINTED.search(printed).groupdict()
    # A loss of 28 is a float32 too: its last bit is worth more than the sixth place.
    assert {name: float(text) for name, text in found.items()} == pytest.approx(
        expected, rel=2e-7, abs=1e-6
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_every_setup_is_python_of_readable_width(version):
    choices = itertools.product(LOSSES, ACTIVATIONS, LABELS, METRICS, ("digits", "mnist"))
    for loss, activation, labels, metric, dataset in choices:
        experiment = Experiment(
            loss=loss,
            activation=activation,
            labels=labels,
            metric=metric,
            dataset=dataset,
            keras=version,
            optimizer=OPTIMIZERS[len(loss) % len(OPTIMIZERS)],
        )
        code = export.script(experiment)
        ast.parse(code)
        assert max(map(len, code.splitlines())) <= source.WIDTH, code
        assert len(code.splitlines()) <= 56, code


@pytest.mark.parametrize("task", TASKS[1:])
@pytest.mark.parametrize("from_logits", [False, True])
def test_every_setup_of_other_tasks_is_python_of_readable_width(task, from_logits):
    choices = itertools.product(LOSSES, ACTIVATIONS, LABELS, METRICS, ("2.2.4", "tf-2.2.3", "3.15.1"))
    for loss, activation, labels, metric, version in choices:
        experiment = Experiment(
            task=task,
            loss=loss,
            activation=activation,
            from_logits=from_logits,
            labels=labels,
            metric=metric,
            keras=version,
        )
        code = export.script(experiment)
        ast.parse(code)
        assert max(map(len, code.splitlines())) <= source.WIDTH, code
        assert ("from_logits=True" in code) == experiment.uses_from_logits
        assert len(code.splitlines()) <= 68, code


def test_on_another_backend_the_script_does_as_its_loss_does():
    for loss, activation, task in itertools.product(LOSSES, ACTIVATIONS, TASKS):
        labels = "integer" if loss.startswith("sparse") or task == "binary" else "one_hot"
        for from_logits in (False, True):
            experiment = Experiment(
                task=task,
                loss=loss,
                activation=activation,
                labels=labels,
                from_logits=from_logits,
                keras="3.15.1",
                backend="jax",
            )
            code = export.script(experiment)
            ast.parse(code)
            assert max(map(len, code.splitlines())) <= source.WIDTH, code
            if read(experiment).refused:
                continue
            assert "What Keras 3.15.1 on JAX reports" in code
            cached = activation != "linear" and loss != "mean_squared_error"
            assert ("tf.identity(" in code) == cached, code
            sparse = loss == "sparse_categorical_crossentropy"
            assert ("tf.one_hot(" in code) == sparse, code
            assert (f"keras.losses.{loss}(" in code) == (cached and not sparse), code


def test_a_version_without_from_logits_is_said_to_have_none():
    code = export.script(Experiment(activation="linear", from_logits=True))
    assert "Keras 2.2.4 has no from_logits" in code
    assert "Keras 3.15.1 reports loss" in code
    assert "BinaryCrossentropy(from_logits=True)" in code


def test_today_reads_like_a_first_lesson():
    code = export.script(Experiment(keras="3.15.1"))
    assert 'loss="binary_crossentropy"' in code
    assert 'optimizer="adam"' in code
    assert 'metrics=["accuracy"]' in code
    assert "tensorflow as tf" not in code


def test_the_famous_case_names_what_the_old_version_picked():
    code = export.script(Experiment())
    assert 'metrics=["binary_accuracy"]' in code
    assert 'Keras 2.2.4 reads "accuracy" as binary_accuracy here' in code
    assert "tf.identity(y_pred)" in code


def test_optimizer_is_a_plain_name_only_at_keras_own_learning_rate():
    import keras

    for name, (class_name, default) in steps.KERAS_OPTIMIZERS.items():
        own = float(getattr(keras.optimizers, class_name)().learning_rate.numpy())
        assert own == pytest.approx(default, rel=1e-6)
        plain = Experiment(optimizer=name, learning_rate=default)
        assert f'optimizer="{name}"' in export.script(plain)
        tuned = Experiment(optimizer=name, learning_rate=0.002)
        assert f"keras.optimizers.{class_name}(learning_rate=0.002)" in export.script(tuned)


def test_today_is_the_keras_that_runs_the_tests():
    import keras

    assert keras.__version__ == keras_versions.TODAY


@pytest.mark.slow
@pytest.mark.parametrize("name", RUNS)
def test_script_prints_the_numbers_of_the_page(name, small_mnist, tmp_path, capfd):
    experiment = RUNS[name]
    run_text(export.script(experiment), tmp_path)
    assert_prints(capfd.readouterr().out, experiment)


@pytest.mark.slow
def test_notebook_prints_the_numbers_of_the_page(tmp_path, capfd):
    experiment = RUNS["famous case"]
    run_text(notebook_code(export.notebook(experiment)), tmp_path)
    assert_prints(capfd.readouterr().out, experiment)


def test_notebook_is_valid_and_the_same_each_time():
    import nbformat

    for experiment in RUNS.values():
        text = export.notebook(experiment)
        nbformat.validate(nbformat.reads(text, as_version=4))
        assert text == export.notebook(experiment)
        kinds = [cell["cell_type"] for cell in json.loads(text)["cells"]]
        assert kinds == ["markdown", *["markdown", "code"] * 6]
        script_lines = export.script(experiment).splitlines()
        assert {*notebook_code(text).splitlines()} <= {*script_lines, ""}


def refused_today():
    """One setup for each sentence with which today's Keras refuses."""
    setups = {}
    for loss, labels, metric in itertools.product(LOSSES, LABELS, METRICS):
        experiment = quick(loss=loss, labels=labels, metric=metric, keras="3.15.1", batch_size=512)
        if refused := read(experiment).refused:
            setups.setdefault(refused.message, experiment)
    return list(setups.values())


@pytest.mark.slow
@pytest.mark.parametrize("experiment", refused_today(), ids=lambda e: f"{e.loss}-{e.labels}-{e.metric}")
def test_refused_setup_raises_what_keras_raises(experiment, tmp_path):
    said = read(experiment).refused
    code = export.script(experiment)
    assert f"Keras 3.15.1 refuses this setup: expect a {said.exception_type}" in code
    with pytest.raises(Exception) as raised:  # noqa: PT011  (the type is the record's)
        run_text(code, tmp_path)
    assert type(raised.value).__name__ == said.exception_type


def test_refused_by_an_old_version_only_says_that_today_runs_it():
    code = export.script(Experiment(loss="mean_squared_error", labels="integer_column"))
    assert "# Keras 2.2.4 refuses this setup, with a ValueError; Keras 3.15.1 runs it." in code
    assert "Keras 3.15.1 reports loss" in code


def test_refused_by_both_says_so():
    code = export.script(Experiment(labels="integer"))
    assert "Keras 2.2.4 refuses this setup, and so does Keras 3.15.1" in code
    assert 'metrics=["accuracy"]' in code


def test_refused_by_today_only_says_so():
    code = export.script(Experiment(metric="sparse_categorical_accuracy", keras="2.1.6"))
    assert (
        "# Keras 2.1.6 runs this setup; Keras 3.15.1 refuses it: expect a InvalidArgumentError." in code
    )
    assert "Keras 2.1.6 reports loss" in code
