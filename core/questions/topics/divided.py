"""What Keras's own categorical_crossentropy makes of outputs that do not sum to 1.

The recording (`python -m core.questions topics_divided`) hands the sigmoid outputs of a recorded run
to Keras as plain arrays, behind which it finds no logits, and then the same outputs × TIMES.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from core import recordings
from core.datasets import one_hot
from core.recordings import Recording

FOLDER = Path(__file__).parent / "recordings"
OF, MEMBER = "topics_renormalised", "sigmoid"
TIMES = 3


@dataclass(frozen=True)
class Divided:
    """What Keras reports for `examples` rows of outputs, and for TIMES those rows.

    loss, multiplied: both losses. versions: of Keras and its backend.
    """

    loss: float
    multiplied: float
    examples: int
    versions: dict[str, str]


def rows(recording: Recording) -> tuple[np.ndarray, np.ndarray]:
    """(N, K) one-hot targets and (N, K) float32 sigmoid outputs, at the end of a recording of OF."""
    outputs = recording.snapshots[-1].member(MEMBER).predictions
    return one_hot(recording.gallery.labels, outputs.shape[1]), outputs


def undivided(targets: np.ndarray, outputs: np.ndarray) -> float:
    """What these rows would cost if nothing divided them: the mean of −log p of the own topic."""
    return float(-np.mean(np.log(np.sum(targets * outputs, axis=-1, dtype=np.float64))))


@cache
def load() -> Divided:
    """What was recorded."""
    with np.load(FOLDER / "topics_divided.npz", allow_pickle=False) as archive:
        return Divided(
            float(archive["loss"]),
            float(archive["multiplied"]),
            int(archive["examples"]),
            json.loads(str(archive["versions"])),
        )


def record(file: Path) -> None:
    """Ask Keras, and write the file. The only function here that needs TensorFlow."""
    measured = ask(*rows(recordings.load(FOLDER / f"{OF}.npz")))
    np.savez_compressed(
        file,
        loss=measured.loss,
        multiplied=measured.multiplied,
        examples=measured.examples,
        versions=np.array(json.dumps(measured.versions)),
    )


def ask(targets: np.ndarray, outputs: np.ndarray) -> Divided:
    """What the Keras of this process reports. Needs TensorFlow."""
    from core.training import one as training

    loss = training.LOSSES["categorical_crossentropy"]()
    return Divided(
        float(loss(targets, outputs)),
        float(loss(targets, TIMES * outputs)),
        len(outputs),
        training.versions(),
    )
