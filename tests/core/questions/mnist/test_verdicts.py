"""The verdicts on what the question on MNIST claims: numbers in, verdict and sentence out."""

import math

import keras
import numpy as np
import pytest
from scipy import optimize, stats

from core import keras_versions
from core.experiment import NETS
from core.measures import accuracy, losses
from core.questions.mnist import judges, orders, properness
from core.questions.mnist import verdicts as mnist_claims
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, UNDECIDED
from core.reading.words import percent
from tests import shipped


@pytest.mark.parametrize(
    ("binary", "categorical", "expected"),
    [
        (0.990, 0.991, FAILS),
        (0.960, 0.971, FAILS),
        (0.990, 0.970, HOLDS),
        (0.990, 0.900, HOLDS),
        (0.970, 0.970, UNDECIDED),
        (0.10, 0.12, UNDECIDED),
    ],
)
def test_the_ceiling_is_97_percent_for_categorical_crossentropy(binary, categorical, expected):
    said = mnist_claims.ceiling(binary, categorical, 10)
    assert said.kind == expected
    facts = (
        f"After 10 epochs categorical_crossentropy is right {percent(categorical)} of the time, "
        f"binary_crossentropy {percent(binary)}"
    )
    assert facts in said.because


def test_one_epoch_is_one_epoch():
    assert "After 1 epoch categorical" in mnist_claims.ceiling(0.99, 0.99, 1).because
    assert "After 1.3 epochs categorical" in mnist_claims.ceiling(0.99, 0.99, 1.3).because


EIGHT = [0.985, 0.984, 0.986, 0.983, 0.985, 0.984, 0.986, 0.985]


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        ([0.003, 0.002, 0.004, 0.003, 0.002, 0.003, 0.004, 0.003], HOLDS),
        ([0.003, 0.002, 0.004, -0.001, 0.002, 0.003, 0.004, 0.003], FAILS),  # one is not ahead
        ([0.003, 0.002, 0.004, 0, 0.002, 0.003, 0.004, 0.003], FAILS),  # nor is one that is even
        ([-0.003] * 7 + [-0.002], FAILS),
        ([0.0001] * 7 + [0.03], DEPENDS),  # ahead each time, by nothing that another eight need repeat
    ],
)
def test_always_is_refuted_by_one_pair_and_held_by_eight(ahead, expected):
    binary = np.array(EIGHT) + ahead
    said = mnist_claims.always_better(binary, EIGHT)
    assert said.kind == expected
    assert f"ahead in {sum(each > 0 for each in ahead)} of 8 pairs" in said.because
    mean = f"{100 * np.mean(ahead):+.2f}".replace("-", "−")
    assert f"{mean} points on average" in said.because
    low, high = stats.t.interval(0.95, 7, np.mean(ahead), stats.sem(ahead))
    told = f"({100 * low:+.2f} to {100 * high:+.2f})".replace("-", "−")
    assert f"95\N{NO-BREAK SPACE}% interval: {told[1:-1]}" in said.because


def test_one_run_is_compared_image_by_image():
    """30 images that one net alone has right, 10 that the other has: 0.20 ± 0.13 points of 10,000."""
    binary = np.ones(10_000, bool)
    categorical = np.ones(10_000, bool)
    categorical[:30] = binary[30:40] = False
    binary[100:200] = categorical[100:200] = False  # both wrong: says nothing
    said = mnist_claims.in_one_run(binary, categorical)
    assert "right about 30 of 10,000 images" in said
    assert "wrong about 10 that" in said
    apart = binary.astype(int) - categorical.astype(int)
    error = 100 * apart.std() / 100
    assert f"+0.20 ± {2 * error:.2f} points" in said
    assert f"{2 * error:.2f}" == "0.13", "unpaired it were 0.30"
    assert "−0.20 ±" in mnist_claims.in_one_run(categorical, binary)


def test_a_run_that_kept_no_answers_decides_nothing():
    none = np.zeros(0, bool)
    assert mnist_claims.counted(none, none, 0.998).kind == UNDECIDED
    assert "did not keep" in mnist_claims.in_one_run(none, none)


@pytest.mark.parametrize("seed", range(5))
def test_the_report_is_counted_out_of_the_answers_to_the_cell(seed):
    """Held against Keras's own metric, on outputs of which some are sure of nothing."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(0, rng.uniform(0.5, 4), (2000, 10))
    predictions = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    labels = rng.integers(0, 10, 2000)
    right, sure = predictions.argmax(axis=1) == labels, predictions.max(axis=1) > 0.5
    metric = keras.metrics.BinaryAccuracy()
    metric.update_state(np.eye(10)[labels], predictions)
    reported = float(metric.result())
    said = mnist_claims.counted(right, sure, reported)
    assert said.kind == HOLDS, said.because
    twice, unsure = np.sum(sure & ~right), np.sum(~sure)
    assert f"Wrong and sure: {twice:,} answers" in said.because
    assert f"Sure of nothing: {unsure:,}," in said.because
    one_cell = 1 / 20_000
    for off in (-one_cell, one_cell):
        assert mnist_claims.counted(right, sure, reported + off).kind == FAILS
    # the confident net's formula, which knows nothing of unsure answers, is another number
    assert mnist_claims.counted(right, np.ones(2000, bool), reported).kind == FAILS


def test_the_versions_that_misreport():
    first, last = mnist_claims.versions_that_misreport()
    assert last == "2.3.1"
    setup = ("binary_crossentropy", (None, 10), (None, 10))
    standalone = [each for each in keras_versions.VERSIONS if not each.startswith("tf-")]
    picked = {each: keras_versions.resolve_accuracy(each, *setup) for each in standalone}
    assert "3.15.1" in standalone
    begins, ends = standalone.index(first), standalone.index(last)
    for place, version in enumerate(standalone):
        assert (picked[version] == "binary_accuracy") == (begins <= place <= ends)


@pytest.mark.parametrize("net", NETS)
def test_the_recordings_refute_the_claims(net):
    binary, categorical = shipped.load(f"mnist_{net}").snapshots[-1].members.values()
    truths = binary.true_accuracy, categorical.true_accuracy
    said = mnist_claims.ceiling(*truths, orders.FULL_EPOCHS[net])
    assert said.kind == FAILS
    assert said.because.endswith("One run above it is enough to refute the claim.")
    reported = binary.accuracies["binary_accuracy"]
    assert reported - binary.true_accuracy > 0.005
    right, sure = binary.answered_right, binary.answered_surely
    assert mnist_claims.counted(right, sure, reported).kind == HOLDS


def test_eight_seeds_decide_whether_one_loss_is_always_better():
    members = shipped.load("mnist_seeds").snapshots[-1].members.values()
    binary, categorical = (each.true_accuracies for each in members)
    assert len(binary) == len(categorical) == 8
    said = judges.binary_is_better()
    assert said.kind == (HOLDS if (binary > categorical).all() else FAILS)
    assert said.number == f"ahead in {(binary > categorical).sum()} of 8 pairs"
    assert judges.seeds_measured().seeds == 8


# In principle: what a loss is least at.


@pytest.mark.parametrize("loss", ["binary_crossentropy", "categorical_crossentropy"])
def test_keras_s_own_losses_are_least_at_the_true_probabilities(loss):
    """Sought with Keras's loss over drawn labels by an optimizer, from a softmax that knows nothing."""
    rng = np.random.default_rng(1)
    truth = rng.dirichlet(np.ones(4))

    def expected(logits):
        shares = np.exp(logits - logits.max()) / np.exp(logits - logits.max()).sum()
        each = getattr(keras.losses, loss)(np.eye(4), np.tile(shares, (4, 1)))
        return float(np.sum(truth * np.asarray(each, dtype=np.float64)))

    found = optimize.minimize(expected, np.zeros(4), method="Nelder-Mead", options={"maxiter": 2000})
    shares = np.exp(found.x) / np.exp(found.x).sum()
    np.testing.assert_allclose(shares, truth, atol=5e-3)
    held, lose = properness.rivals(loss)
    assert held == lose == 2000


def test_a_loss_that_is_not_proper_would_be_noticed(monkeypatch):
    """Of absolute errors the expected one is least at an output that is sure."""

    def absolute_error(truth, outputs):
        per_label = np.abs(np.eye(len(truth[0])) - outputs[0]).mean(axis=1)
        return float(truth[0] @ per_label)

    monkeypatch.setitem(properness.BY_HAND, "absolute_error", absolute_error)
    held, lose = properness.rivals("absolute_error")
    assert lose < held


# Cell by cell: the loss by Keras, and the mean of cells by hand.


def cell_losses(labels, predictions):
    """The loss of each cell, one after the other, by the logarithm alone."""
    return [
        -math.log(value) if label == place else -math.log(1 - value)
        for label, row in zip(labels, predictions, strict=True)
        for place, value in enumerate(row)
    ]


def test_binary_crossentropy_is_a_mean_of_cells_and_others_are_not():
    rng = np.random.default_rng(2)
    predictions = rng.dirichlet(np.ones(10), 50).clip(1e-4, 1 - 1e-4)
    labels = rng.integers(0, 10, 50)
    targets = np.eye(10)[labels]
    cells = cell_losses(labels, predictions)
    mean = sum(cells) / len(cells)
    assert losses.binary_crossentropy(targets, predictions) == pytest.approx(mean, rel=1e-9)
    binary = float(keras.losses.BinaryCrossentropy()(targets, predictions))
    assert judges.mean_of_cells(binary, mean, 50).kind == HOLDS
    others = {
        "categorical_crossentropy": float(keras.losses.CategoricalCrossentropy()(targets, predictions)),
        "a sum of cells": sum(cells) / 50,
        "half of the cells": 2 * sum(cells[::2]) / len(cells),
    }
    for name, other in others.items():
        assert judges.mean_of_cells(other, mean, 50).kind == FAILS, name


def test_the_recorded_loss_is_keras_s_own_over_all_test_images():
    measured = shipped.load("mnist_question").snapshots[-1].member("binary")
    said = judges.binary_is_a_mean_of_cells()
    assert said.kind == HOLDS
    assert "On 10,000 test images" in said.because
    assert "mean of 100,000 cells" in said.because
    assert measured.examples == 10_000
    assert measured.loss != measured.loss_by_hand, "one in float32 by Keras, one in float64 by NumPy"


def test_a_leaderboard_is_no_report():
    """97.0 % true reads 99.4 % by cells, the question's "99+"."""
    said = judges.binary_reaches_99().because
    assert "where 97.0\N{NO-BREAK SPACE}% are right, it says 99.4\N{NO-BREAK SPACE}%" in said
    assert accuracy.expected_binary_accuracy(0.97, 10) == pytest.approx(0.994)


def test_the_answer_s_own_numbers_obey_the_arithmetic():
    """100 wrong answers of 10,000: 200 wrong cells if all were sure; 6 fewer as it was printed."""
    cells = (1 - orders.ANSWER_REPORTED) * 100_000
    assert round(10_000 * (1 - orders.ANSWER_COUNTED)) == 100
    assert 200 - cells == pytest.approx(-5.99, abs=0.01)
