"""The famous case as two arrays: what the article's net predicts for all test digits of MNIST.

`python -m core.questions predictions_famous` trains it and writes them.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from core.questions.predictions import orders

FILE = Path(__file__).parent / "recordings" / "predictions_famous.npz"
_ACCURACIES = ("binary_accuracy", "categorical_accuracy")


@dataclass(frozen=True)
class Famous:
    """labels: (N,) uint8. predictions: (N, K) float32. accuracies: from Keras's own metrics."""

    labels: np.ndarray
    predictions: np.ndarray
    accuracies: dict[str, float]


@cache
def load() -> Famous:
    """What was recorded."""
    with np.load(FILE, allow_pickle=False) as archive:
        accuracies = {name: float(archive[name]) for name in _ACCURACIES}
        return Famous(archive["labels"], archive["predictions"], accuracies)


def record(file: Path) -> None:
    """Train, predict, and write the file. The only function here that needs TensorFlow."""
    from core.training import one as training

    trainer = training.Trainer(orders.FAMOUS)
    *_, last = trainer.run()
    np.savez_compressed(
        file,
        labels=trainer.data.y_test[: len(last.predictions)].astype(np.uint8),
        predictions=last.predictions,
        **{name: last.accuracies[name] for name in _ACCURACIES},
    )
