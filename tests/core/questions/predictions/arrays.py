"""Synthetic labels and predictions, of nets that are honest, weak, sure, or wrong in some way."""

import numpy as np

from core.brought import Pair
from core.questions.predictions.case import Case
from core.questions.predictions.fitting import case


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return (powers / powers.sum(axis=-1, keepdims=True)).astype("float32")


def sigmoid(logits):
    return (1 / (1 + np.exp(-np.asarray(logits)))).astype("float32")


def net(rows, classes=10, signal=6.0, sharpness=1.0, seed=0, shares=None):
    """(N,) labels and (N, K) logits. signal: what the label's own has more than noise of spread 1."""
    rng = np.random.default_rng(seed)
    labels = rng.choice(classes, rows, p=shares)
    logits = rng.normal(size=(rows, classes)) + signal * np.eye(classes)[labels]
    return labels, sharpness * logits


def of(labels, predictions, **options) -> Case:
    return case(Pair(np.asarray(labels), np.asarray(predictions), **options))
