"""Each loss by hand, from the predictions alone, as Keras defines it on probabilities. NumPy only.

Today's Keras on TensorFlow reports something else wherever it computes on hidden logits; the
difference between its number and these is what the playground draws.
"""

from collections.abc import Callable

import numpy as np

from core.measures.accuracy import same_rank

EPSILON = 1e-7  # keras.config.epsilon()


def binary_crossentropy(targets, predictions) -> float:
    """Mean over all cells of −t·log p − (1 − t)·log(1 − p), with p kept off 0 and 1 by EPSILON.

    targets: (N, K), or (N, 1), broadcast. predictions: (N, K).
    Source: `keras.losses.binary_crossentropy` on probabilities.
    """
    targets, predictions = _same_rank(targets, predictions)
    clipped = _clip(predictions)
    return float(-np.mean(targets * np.log(clipped) + (1 - targets) * np.log(1 - clipped)))


def categorical_crossentropy(targets, predictions) -> float:
    """Mean over rows of −Σ t·log p, each row of predictions first divided by its sum.

    targets, predictions: (N, K). Source: `keras.losses.categorical_crossentropy` on probabilities.
    """
    predictions = np.asarray(predictions, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = predictions / predictions.sum(axis=-1, keepdims=True)
    return float(-np.mean(np.sum(targets * np.log(_clip(shares)), axis=-1)))


def sparse_categorical_crossentropy(labels, predictions) -> float:
    """Mean over rows of −log p of the row's label, rows divided by their sums after clipping.

    labels: (N,) or (N, 1) class indices. predictions: (N, K).
    Source: `keras.losses.sparse_categorical_crossentropy` on probabilities.
    """
    labels = np.asarray(labels).reshape(-1).astype(int)
    clipped = _clip(predictions)
    of_label = np.take_along_axis(clipped, labels[:, np.newaxis], axis=-1)[:, 0]
    return float(-np.mean(np.log(of_label / clipped.sum(axis=-1))))


def mean_squared_error(targets, predictions) -> float:
    """Mean over all cells of (t − p)². targets: (N, K), or (N, 1), broadcast.

    Source: `keras.losses.mean_squared_error`.
    """
    targets, predictions = _same_rank(targets, predictions)
    return float(np.mean((targets - predictions) ** 2))


def on_logits(loss: str, targets, logits) -> float:
    """A crossentropy with `from_logits=True`: that of the sigmoid (binary) or softmax of `logits`.

    Shapes as without. Nothing is clipped, as Keras clips nothing here. Raises KeyError for a
    mean_squared_error, which has no such option.
    """
    return _ON_LOGITS[loss](targets, np.asarray(logits, dtype=np.float64))


def _binary_on_logits(targets, logits) -> float:
    targets, logits = _same_rank(targets, logits)
    return float(np.mean(np.logaddexp(0, logits) - targets * logits))


def _categorical_on_logits(targets, logits) -> float:
    return float(-np.mean(np.sum(targets * _log_softmax(logits), axis=-1)))


def _sparse_on_logits(labels, logits) -> float:
    labels = np.asarray(labels).reshape(-1, 1).astype(int)
    return float(-np.mean(np.take_along_axis(_log_softmax(logits), labels, axis=-1)))


def _log_softmax(logits: np.ndarray) -> np.ndarray:
    return logits - np.logaddexp.reduce(logits, axis=-1, keepdims=True)


_ON_LOGITS = {
    "binary_crossentropy": _binary_on_logits,
    "categorical_crossentropy": _categorical_on_logits,
    "sparse_categorical_crossentropy": _sparse_on_logits,
}

BY_HAND: dict[str, Callable[..., float]] = {
    each.__name__: each
    for each in (
        binary_crossentropy,
        categorical_crossentropy,
        sparse_categorical_crossentropy,
        mean_squared_error,
    )
}


def _clip(predictions) -> np.ndarray:
    # In the predictions' own precision, as Keras does: 1 − 1e-7 is 0.99999988 in float32.
    return np.clip(_floats(predictions), EPSILON, 1 - EPSILON).astype(np.float64)


def _same_rank(targets, predictions) -> tuple[np.ndarray, np.ndarray]:
    return same_rank(np.asarray(targets, dtype=np.float64), _floats(predictions))


def _floats(values) -> np.ndarray:
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(np.float64)
