"""The accuracy and the loss that a Keras version prints for given predictions, by hand. NumPy only."""

import numpy as np

from core.keras_versions import Behaviour, order
from core.measures import accuracy, losses

BATCH = 32  # Keras's default; every batch is full, so that a mean over batches is one over examples


def reported_accuracy(behaviour: Behaviour, targets, predictions, batch: int = BATCH) -> float:
    """The accuracy that a version prints: the mean, over batches, of the function that it picked.

    Old versions rounded where `binary_accuracy` has a threshold today, and took the largest value of
    a row for its label where `sparse_categorical_accuracy` refuses today.
    """
    picked = behaviour.picked
    if targets.ndim == 1 and behaviour.expands_integer_labels:
        targets = targets[:, np.newaxis]
    measure = getattr(accuracy, picked)
    if picked == "binary_accuracy" and behaviour.binary_accuracy_rounds:
        measure = accuracy.rounded_binary_accuracy
    if picked == "sparse_categorical_accuracy" and targets.ndim == 2 and targets.shape[1] > 1:
        measure = _largest_value_accuracy
    starts = range(0, len(targets), batch)
    values = [measure(targets[at : at + batch], predictions[at : at + batch]) for at in starts]
    sizes = [len(targets[at : at + batch]) for at in starts]
    return float(np.average(values, weights=sizes))


def _largest_value_accuracy(targets, predictions) -> float:
    return float(np.mean(targets.max(axis=-1) == predictions.argmax(axis=-1)))


def reported_loss(behaviour: Behaviour, targets, logits, predictions) -> float:
    """The loss that a version prints, computed on what it computes it on."""
    setup = behaviour.setup
    version, loss = setup.version, setup.loss
    if loss == "sparse_categorical_crossentropy":
        targets = targets.reshape(-1)
        # Theano, on which the first were measured, JAX and PyTorch one-hot encode.
        if setup.backend != "tensorflow" or order(version) < order("1.2.0"):
            targets = targets[:, np.newaxis] == np.arange(predictions.shape[-1])
            loss = "categorical_crossentropy"
    elif targets.ndim == 1:
        targets = targets[:, np.newaxis]
    if behaviour.loss_computed_on == "logits":
        return losses.on_logits(loss, targets, logits)
    if behaviour.loss_computed_on == "outputs_as_logits":
        return losses.on_logits(loss, targets, predictions)
    if loss == "binary_crossentropy":
        return _binary_crossentropy(behaviour, targets, predictions)
    return losses.BY_HAND[loss](targets, predictions)


def _binary_crossentropy(behaviour: Behaviour, targets, predictions) -> float:
    """On the outputs, each kept off log 0 in the way of its time."""
    version = behaviour.setup.version
    eps = np.float32(losses.EPSILON)
    clipped = np.clip(np.asarray(predictions, "float32"), eps, np.float32(1) - eps)
    if not _adds_epsilon(behaviour):
        on, off = clipped, 1 - clipped
    elif version.startswith(("tf-1.14", "tf-2.0")):
        on, off = clipped + eps, (1 - clipped) + eps
    else:  # TensorFlow's graph optimizer folds 1 + 1e-7 into one float32
        on, off = clipped + eps, (np.float32(1) + eps) - clipped
    return float(-np.mean(targets * np.log(on) + (1 - targets) * np.log(off)))


def _adds_epsilon(behaviour: Behaviour) -> bool:
    old = behaviour.era.loss_rule == "probabilities"
    return not old and order(behaviour.setup.version) < order("3.0.0")
