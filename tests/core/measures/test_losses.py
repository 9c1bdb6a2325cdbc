"""Each loss by hand against Keras's own, given plain tensors that carry no hidden logits."""

import numpy as np
import pytest

from core.measures import losses
from core.measures.losses import binary_crossentropy, categorical_crossentropy

CLASSES = 7
LABELS = np.random.default_rng(1).integers(0, CLASSES, 60)
ONE_HOT = np.eye(CLASSES)[LABELS]
TARGETS = {
    "binary_crossentropy": [ONE_HOT],
    "categorical_crossentropy": [ONE_HOT],
    "sparse_categorical_crossentropy": [LABELS, LABELS[:, np.newaxis]],
    "mean_squared_error": [ONE_HOT, LABELS[:, np.newaxis]],
}


@pytest.fixture(scope="module")
def keras_losses():
    import keras

    return keras.losses


def softmax(logits):
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


LOGITS = np.random.default_rng(0).normal(size=(60, CLASSES))
OUTPUTS = {
    "softmax": softmax(LOGITS),
    "sigmoid": 1 / (1 + np.exp(-LOGITS)),
    "linear": LOGITS,
    "sure": softmax(80 * LOGITS),
    "exactly 0 and 1": np.eye(CLASSES)[(LABELS + (np.arange(60) % 3 == 0)) % CLASSES],
}


@pytest.mark.parametrize("loss", sorted(losses.BY_HAND))
@pytest.mark.parametrize("outputs", sorted(OUTPUTS))
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_by_hand_is_keras_own_on_probabilities(keras_losses, loss, outputs, dtype):
    predictions = OUTPUTS[outputs].astype(dtype)
    for targets in TARGETS[loss]:
        keras_own = float(np.mean(getattr(keras_losses, loss)(targets, predictions)))
        within = 1e-6 if dtype == "float64" else max(1e-6, 2e-6 * abs(keras_own))
        assert losses.BY_HAND[loss](targets, predictions) == pytest.approx(keras_own, abs=within)


def test_the_setups_under_test_are_not_alike():
    """Renormalising, clipping and broadcasting each change a number, so the oracle sees them."""
    assert OUTPUTS["sigmoid"].sum(axis=-1).std() > 0.3
    assert np.isfinite(binary_crossentropy(ONE_HOT, OUTPUTS["exactly 0 and 1"]))
    own_cell = -np.mean(np.log(OUTPUTS["sigmoid"][np.arange(60), LABELS]))
    assert abs(categorical_crossentropy(ONE_HOT, OUTPUTS["sigmoid"]) - own_cell) > 0.5


@pytest.mark.parametrize("sharpness", [0.1, 1, 4])
def test_binary_crossentropy_is_not_a_multiple_of_the_categorical(sharpness):
    p = softmax(sharpness * LOGITS)
    binary, categorical = binary_crossentropy(ONE_HOT, p), categorical_crossentropy(ONE_HOT, p)
    other_cells = -np.mean(np.sum((1 - ONE_HOT) * np.log(1 - p), axis=-1))
    assert binary == pytest.approx((categorical + other_cells) / CLASSES)
    assert abs(binary - CLASSES * categorical) > categorical
    assert abs(binary - categorical / CLASSES) > 0.05 * binary


def test_epsilon_is_keras_own(keras_losses):
    import keras

    assert keras.config.epsilon() == losses.EPSILON


def test_one_unit_takes_labels_with_and_without_a_column():
    unit = np.array([[0.25], [0.5]])
    expected = -(np.log(0.75) + np.log(0.5)) / 2
    assert binary_crossentropy([0, 1], unit) == pytest.approx(expected)
    assert binary_crossentropy([[0], [1]], unit) == pytest.approx(expected)
    assert losses.mean_squared_error([0, 1], unit) == pytest.approx((0.0625 + 0.25) / 2)


@pytest.mark.parametrize("loss", sorted(set(losses.BY_HAND) - {"mean_squared_error"}))
@pytest.mark.parametrize("scale", [1, 40])
def test_on_logits_is_keras_own_with_from_logits(keras_losses, loss, scale):
    for targets in TARGETS[loss]:
        keras_own = getattr(keras_losses, loss)(targets, scale * LOGITS, from_logits=True)
        by_hand = losses.on_logits(loss, targets, scale * LOGITS)
        assert by_hand == pytest.approx(float(np.mean(keras_own)), rel=1e-5)


@pytest.mark.parametrize("loss", sorted(set(losses.BY_HAND) - {"mean_squared_error"}))
def test_on_logits_is_the_loss_of_their_sigmoid_or_softmax(loss):
    outputs = OUTPUTS["sigmoid" if loss == "binary_crossentropy" else "softmax"]
    for targets in TARGETS[loss]:
        expected = losses.BY_HAND[loss](targets, outputs)
        assert losses.on_logits(loss, targets, LOGITS) == pytest.approx(expected, abs=1e-5)


def test_logits_of_one_unit_take_labels_with_and_without_a_column():
    unit = np.array([[-2.0], [2.0]])
    expected = np.log1p(np.exp(-2))
    for labels in ([0, 1], [[0], [1]]):
        assert losses.on_logits("binary_crossentropy", labels, unit) == pytest.approx(expected)


def test_a_squared_error_has_no_logits():
    with pytest.raises(KeyError):
        losses.on_logits("mean_squared_error", ONE_HOT, LOGITS)
