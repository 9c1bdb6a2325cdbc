"""The verdicts on what the question on MNIST claims: numbers in, verdict and sentence out."""

import pytest

from core import keras_versions
from core.experiment import NETS
from core.measures import accuracy
from core.questions.mnist import orders
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


@pytest.mark.parametrize(
    ("binary", "categorical", "examples", "expected", "words"),
    [
        (0.990, 0.991, 10_000, FAILS, "The difference of −0.10 points is within the ±0.27"),
        (0.992, 0.990, 10_000, FAILS, "The difference of +0.20 points is within the ±0.27"),
        (0.994, 0.990, 10_000, HOLDS, "binary_crossentropy is +0.40 points ahead"),
        (0.994, 0.990, 1000, FAILS, "within the ±0.80"),
        (0.970, 0.990, 10_000, FAILS, "binary_crossentropy is −2.00 points behind"),
    ],
)
def test_a_difference_counts_only_beyond_chance(binary, categorical, examples, expected, words):
    said = mnist_claims.more_accurate(binary, categorical, examples)
    assert said.kind == expected
    assert words in said.because
    assert f"{examples:,} images" in said.because


@pytest.mark.parametrize(
    ("true", "reported", "expected"),
    [(0.99, 0.998, HOLDS), (0.99, 0.9984, HOLDS), (0.5, 0.92, DEPENDS)],
)
def test_the_report_is_predicted_from_the_truth(true, reported, expected):
    said = mnist_claims.predicted(true, reported)
    assert said.kind == expected
    predicted = accuracy.expected_binary_accuracy(true, 10)
    assert f"(1 − {true:.4f}) ÷ 10 = {predicted:.4f}. Reported: {reported:.4f}." in said.because
    assert ("sure of nothing" in said.because) == (expected == DEPENDS)


def test_the_answers_own_numbers_obey_the_arithmetic():
    assert mnist_claims.predicted(0.99, 0.99794).kind == HOLDS


def test_the_last_keras_that_misreports():
    last = mnist_claims.last_version_that_misreports()
    assert last == "2.3.1"
    setup = ("binary_crossentropy", (None, 10), (None, 10))
    newer = [
        version
        for version in keras_versions.VERSIONS
        if not version.startswith("tf-") and keras_versions.order(version) > keras_versions.order(last)
    ]
    assert "3.15.1" in newer
    picked = {keras_versions.resolve_accuracy(each, *setup) for each in newer}
    assert picked == {"categorical_accuracy"}


@pytest.mark.parametrize("net", NETS)
def test_the_recordings_refute_the_claims(net):
    binary, categorical = shipped.load(f"mnist_{net}").snapshots[-1].members.values()
    truths = binary.true_accuracy, categorical.true_accuracy
    epochs = orders.FULL_EPOCHS[net]
    assert mnist_claims.ceiling(*truths, epochs).kind == FAILS
    assert mnist_claims.more_accurate(*truths, binary.examples).kind == FAILS
    reported = binary.accuracies["binary_accuracy"]
    assert mnist_claims.predicted(binary.true_accuracy, reported).kind == HOLDS
    assert reported - binary.true_accuracy > 0.005
