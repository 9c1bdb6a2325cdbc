"""Each rule against real Keras: its bad example shows the symptom, its good one none."""

import math
import os
import warnings

import numpy as np
import pytest

from core.check import RULES, check, pastes
from core.check.examples import EXAMPLES
from core.measures.accuracy import binary_accuracy, true_accuracy
from core.measures.losses import binary_crossentropy, categorical_crossentropy, on_logits

IDS = [rule.id for rule in RULES]
BY_ID = {rule.id: rule for rule in RULES}


def test_the_ids_are_those_that_links_rely_on():
    assert IDS == [
        "metric_counts_cells",
        "metric_counts_largest",
        "metric_misfits_labels",
        "metric_exact_equality",
        "metric_thresholds_logits",
        "metric_on_regression",
        "loss_misfits_labels",
        "loss_misfits_units",
        "loss_on_exclusive_classes",
        "activation_misfits_loss",
        "softmax_on_one_unit",
        "softmax_on_multi_label",
        "no_output_activation",
        "wrong_output_activation",
        "logits_activated_twice",
        "units_misfit_classes",
        "squared_error_for_classes",
        "predictions_shuffled",
        "history_lacks_key",
    ]
    assert set(EXAMPLES) == set(IDS)


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_the_bad_example_has_the_problem_and_the_good_one_has_none(rule):
    assert rule.id in {problem.id for problem in check(rule.bad).problems}
    assert check(rule.good).problems == ()
    assert check(rule.good).models


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_every_rule_says_what_why_and_what_to_do(rule):
    assert all(sentence() for sentence in (rule.title, rule.why, rule.mend))
    (problem,) = [each for each in check(rule.bad).problems if each.id == rule.id]
    assert problem.because
    assert 1 <= problem.line <= rule.bad.count("\n")


@pytest.mark.parametrize("id", [id for id in IDS if id != "predictions_shuffled"])
def test_the_mend_is_a_diff_of_the_lines_that_are_there(id):
    (problem,) = [each for each in check(BY_ID[id].bad).problems if each.id == id]
    lines = BY_ID[id].bad.split("\n")
    assert problem.changes
    for change in problem.changes:
        assert lines[change.line - 1] == change.before != change.after


@pytest.mark.parametrize(
    "id",
    [
        "metric_counts_cells",
        "metric_thresholds_logits",
        "loss_on_exclusive_classes",
        "softmax_on_one_unit",
    ],
)
def test_the_mended_lines_have_the_problem_no_more(id):
    report = check(BY_ID[id].bad)
    lines = BY_ID[id].bad.split("\n")
    for change in next(each for each in report.problems if each.id == id).changes:
        lines[change.line - 1] = change.after
    assert id not in {each.id for each in check("\n".join(lines)).problems}


class Run:
    """An example as real Keras runs it: what it raised or warned of, what it predicts and reports."""

    def __init__(self, script: str):
        import keras

        keras.utils.set_random_seed(1)
        self.names: dict = {}
        self.raised: Exception | None = None
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                exec(compile(script, "example", "exec"), self.names)
            except Exception as problem:
                self.raised = problem
        self.warned = " ".join(str(each.message) for each in caught)
        if self.raised is None and "x" in self.names:
            self.x, self.y, self.model = (self.names[name] for name in ("x", "y", "model"))
            self.predictions = self.model.predict_on_batch(self.x)
            self.reported = self.model.test_on_batch(self.x, self.y, return_dict=True)

    @property
    def accuracy(self) -> float:
        (name,) = set(self.reported) - {"loss"}
        return float(self.reported[name])

    def true(self, threshold: float = 0.5) -> float:
        several = self.y.ndim == 2 and not np.all(self.y.sum(axis=1) == 1)
        labels = self.y if self.y.ndim == 1 or several else self.y.argmax(axis=1)
        return true_accuracy(labels, self.predictions, threshold)

    def pushed(self) -> float:
        """How hard a surely wrong answer is pushed: the steepest slope of the loss at the bias."""
        import tensorflow as tf

        layer = self.model.layers[-1]
        layer.kernel.assign(tf.zeros_like(layer.kernel))
        layer.bias.assign([30.0, 0.0, 0.0])
        wrong = self.y.argmax(axis=1) != 0
        with tf.GradientTape() as tape:
            predictions = self.model(self.x[wrong])
            loss = self.model.compute_loss(x=None, y=tf.constant(self.y[wrong]), y_pred=predictions)
        return float(tf.reduce_max(tf.abs(tape.gradient(loss, layer.bias.value))))


def differs(one: float, other: float) -> bool:
    return abs(one - other) > 0.01


SYMPTOMS = {
    "metric_counts_cells": lambda run: differs(run.accuracy, run.true()),
    "metric_counts_largest": lambda run: differs(run.accuracy, binary_accuracy(run.y, run.predictions)),
    "metric_misfits_labels": lambda run: differs(run.accuracy, run.true()),
    "metric_exact_equality": lambda run: run.accuracy == 0 < run.true(),
    "metric_thresholds_logits": lambda run: differs(run.accuracy, run.true(0.0)),
    "metric_on_regression": lambda run: run.accuracy == 0,
    "loss_misfits_labels": lambda run: isinstance(run.raised, ValueError),
    "loss_misfits_units": lambda run: run.reported["loss"] == 0 if run.raised is None else True,
    "loss_on_exclusive_classes": lambda run: differs(run.reported["loss"], by_hand(run)),
    "activation_misfits_loss": lambda run: differs(1, run.predictions.sum(axis=1).mean()),
    "softmax_on_one_unit": lambda run: np.all(run.predictions == 1),
    "softmax_on_multi_label": lambda run: (run.predictions > 0.5).sum(axis=1).max() <= 1,
    "no_output_activation": lambda run: differs(
        run.reported["loss"], on_logits("categorical_crossentropy", run.y, run.predictions)
    ),
    "wrong_output_activation": lambda run: run.predictions.min() < 0,
    "logits_activated_twice": lambda run: "from_logits=True" in run.warned,
    "units_misfit_classes": lambda run: run.raised is not None or math.isnan(run.reported["loss"]),
    "squared_error_for_classes": lambda run: run.pushed() < 0.01,
    "history_lacks_key": lambda run: isinstance(run.raised, KeyError),
    "predictions_shuffled": lambda run: run.names["by_hand"] < 0.8,
}


def by_hand(run: Run) -> float:
    """The loss that the predictions have, by the definition of the loss that was asked for."""
    losses = {"binary": binary_crossentropy, "categorical": categorical_crossentropy}
    return losses[str(run.model.loss).split("_")[0]](run.y, run.predictions)


@pytest.mark.slow
@pytest.mark.parametrize("id", IDS)
def test_real_keras_shows_the_symptom_of_the_bad_example_alone(id, tmp_path, monkeypatch):
    if id == "predictions_shuffled":
        _images(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert SYMPTOMS[id](Run(BY_ID[id].bad))
    good = Run(BY_ID[id].good)
    assert good.raised is None
    assert not SYMPTOMS[id](good)


def _images(folder) -> None:
    """Two kinds of images that a net learns at once: red and blue."""
    from PIL import Image

    for kind, shade in (("red", (240, 10, 10)), ("blue", (10, 10, 240))):
        os.makedirs(folder / "test" / kind)
        for number in range(40):
            Image.new("RGB", (8, 8), shade).save(folder / "test" / kind / f"{number}.png")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["FAMOUS", "TWO_MODELS", "SIGMOIDS"])
def test_what_the_page_opens_with_runs(name, monkeypatch):
    import keras

    images = np.zeros((64, 28, 28), "uint8"), np.arange(64) % 10
    monkeypatch.setattr(keras.datasets.mnist, "load_data", lambda: (images, images))
    exec(compile(getattr(pastes, name), name, "exec"), {"__name__": "__main__"})
