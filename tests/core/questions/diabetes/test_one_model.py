"""Two softmax outputs as one sigmoid output."""

import numpy as np
import pytest

from core import datasets
from core.questions.diabetes import one_model, orders


def test_by_hand():
    two = one_model.logits(
        [
            np.array([[1.0, -1.0]]),
            np.array([0.0, 2.0]),
            np.array([[1.0, 0.0], [3.0, 1.0]]),
            np.zeros(2),
        ],
        np.array([[1.0], [-1.0]]),
    )
    np.testing.assert_allclose(two, [[1 + 3, 1], [9, 3]])
    np.testing.assert_allclose(one_model.sigmoid(np.array([0.0, np.log(3), -800.0])), [0.5, 0.75, 0])
    np.testing.assert_allclose(one_model.softmax(np.array([[0.0, np.log(3)]])), [[0.25, 0.75]])


def test_the_copy_predicts_the_same_for_any_weights():
    rng = np.random.default_rng(0)
    shapes = [(8, 12), (12,), (12, 8), (8,), (8, 2), (2,)]
    weights = [rng.normal(size=shape) for shape in shapes]
    rows = rng.normal(size=(50, 8))
    of_two = one_model.softmax(one_model.logits(weights, rows))[:, 1]
    of_one = one_model.sigmoid(one_model.logits(one_model.as_one_output(weights), rows))[:, 0]
    np.testing.assert_allclose(of_one, of_two, atol=1e-12)
    assert np.ptp(of_one) > 0.5


def test_the_recording_is_a_trained_net_that_numpy_computes_as_keras_does():
    recorded = one_model.load()
    two = one_model.logits(recorded.weights, recorded.rows)
    one = one_model.logits(one_model.as_one_output(recorded.weights), recorded.rows)[:, 0]
    np.testing.assert_allclose(one_model.softmax(two), recorded.softmax, atol=1e-5)
    np.testing.assert_allclose(one_model.sigmoid(one), recorded.sigmoid, atol=1e-5)
    assert np.ptp(recorded.sigmoid) > 0.1
    assert 0 <= recorded.largest_difference < 1e-5
    assert recorded.examples == 768


def test_the_recorded_rows_are_those_of_the_data():
    data = datasets.load("pima")
    shown = one_model.load().rows
    assert len(shown) == one_model.ROWS
    assert all((data.x_train == row).all(axis=1).any() for row in shown)


def test_the_first_difference_of_two_outputs_spreads_as_keras_draws_it():
    keras = pytest.importorskip("keras")
    two, one = (
        np.array([keras.initializers.GlorotUniform(seed)((8, units)) for seed in range(600)])
        for units in (2, 1)
    )
    ratio = np.std(two[..., 1] - two[..., 0]) / np.std(one)
    assert one_model.first_spread() == pytest.approx(ratio, rel=0.03)
    assert f"{one_model.first_spread():.2f}" == "1.34"


@pytest.mark.slow
@pytest.mark.parametrize("scaled", [False, True])
def test_a_step_moves_the_difference_of_two_outputs_twice_and_the_rest_alike(scaled):
    """From the same function, on the same batch, by Keras: its own Adam, losses and gradients."""
    from core.training import one as training

    members = orders.order(1, orders.NOW, scaled=scaled).members
    data = training.load(members["softmax"])
    two, one = training.build(members["softmax"]), training.build(members["sigmoid"])
    one.set_weights(one_model.as_one_output(two.get_weights()))
    moved = []
    for model, loss, targets in (
        (two, "categorical_crossentropy", np.eye(2)[data.y_train]),
        (one, "binary_crossentropy", data.y_train[:, np.newaxis]),
    ):
        before = model.get_weights()
        model.compile(loss=loss, optimizer="adam")
        model.train_on_batch(data.x_train[:32], targets[:32])
        moved.append([after - first for after, first in zip(model.get_weights(), before, strict=True)])
    of_two, of_one = moved
    for ours, its in zip(of_two[:-2], of_one[:-2], strict=True):
        np.testing.assert_allclose(ours, its, atol=2e-5)
    for ours, its in zip(one_model.as_one_output(of_two)[-2:], of_one[-2:], strict=True):
        np.testing.assert_allclose(ours, 2 * its, atol=2e-5)
        assert np.abs(its).max() > 5e-4
