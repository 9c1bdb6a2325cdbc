"""Two softmax outputs are one sigmoid output: softmax(z₀, z₁)₁ = sigmoid(z₁ − z₀). NumPy only.

The recording (`python -m core.questions diabetes_one_model`) is made by training the net of two
outputs, copying its weights over, and writing down what Keras itself predicts with both.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from core.questions.diabetes import orders

FILE = Path(__file__).parent / "recordings" / "diabetes_one_model.npz"
ROWS = 8  # of the table, kept as examples


@dataclass(frozen=True)
class OneModel:
    """A trained net of two softmax outputs, and its copy with one sigmoid output.

    weights: kernels (inputs, units) and biases (units,), in turn. rows: (R, 8), as measured.
    softmax: (R, 2) and sigmoid: (R,), what Keras predicts for these rows with the one and the other.
    largest_difference: between the two predictions of class 1, over all `examples` of the data set.
    """

    weights: tuple[np.ndarray, ...]
    rows: np.ndarray
    softmax: np.ndarray
    sigmoid: np.ndarray
    largest_difference: float
    examples: int


def logits(weights: Sequence[np.ndarray], rows: np.ndarray) -> np.ndarray:
    """(N, units): what a net of relu layers has before its last activation."""
    *hidden, last = zip(weights[::2], weights[1::2], strict=True)
    for kernel, bias in hidden:
        rows = np.maximum(rows @ kernel + bias, 0)
    kernel, bias = last
    return rows @ kernel + bias


def as_one_output(weights: Sequence[np.ndarray]) -> tuple[np.ndarray, ...]:
    """The same net with one output in the place of two: w = w₁ − w₀ and b = b₁ − b₀."""
    *hidden, kernel, bias = weights
    return (*hidden, kernel[:, 1:] - kernel[:, :1], bias[1:] - bias[:1])


def softmax(logits: np.ndarray) -> np.ndarray:
    """(N, K) shares of one."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """Each logit between 0 and 1."""
    return np.exp(-np.logaddexp(0, -logits))


def first_spread() -> float:
    """How far the first w₁ − w₀ spreads, as a multiple of how far the one w does.

    `glorot_uniform` draws within ± √(6 / (inputs + units)), and variances of what is drawn apart add.
    """
    inputs = load().weights[-2].shape[0]
    return math.sqrt(2 * (inputs + 1) / (inputs + 2))


@cache
def load() -> OneModel:
    """What was recorded."""
    with np.load(FILE, allow_pickle=False) as archive:
        count = sum(name.startswith("weight_") for name in archive.files)
        return OneModel(
            weights=tuple(archive[f"weight_{place}"] for place in range(count)),
            rows=archive["rows"],
            softmax=archive["softmax"],
            sigmoid=archive["sigmoid"],
            largest_difference=float(archive["largest_difference"]),
            examples=int(archive["examples"]),
        )


def record(file: Path) -> None:
    """Train, copy over, and write the file. The only function here that needs TensorFlow."""
    from core.training import one as training

    one, two = orders.order(1, orders.NOW).members.values()
    trainer = training.Trainer(two)
    for _ in trainer.run():
        pass
    x = trainer.data.x_train
    weights = trainer.model.get_weights()
    copied = training.build(one)
    copied.set_weights(as_one_output(weights))
    of_two = trainer.model.predict(x, verbose=0)
    of_one = copied.predict(x, verbose=0)[:, 0]
    shown = np.linspace(0, len(x) - 1, ROWS).astype(int)
    np.savez_compressed(
        file,
        **{f"weight_{place}": each for place, each in enumerate(weights)},
        rows=x[shown],
        softmax=of_two[shown],
        sigmoid=of_one[shown],
        largest_difference=np.abs(of_two[:, 1] - of_one).max(),
        examples=len(x),
    )
