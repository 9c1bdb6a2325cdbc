"""A wrong metric found out in three steps, each of which goes on where the one before it ends.

Each step is seven lines long, so that the numbers below them stand side by side.
"""

from dataclasses import replace

from core.experiment import Experiment
from core.export.formats import until_compile
from core.keras_versions import TODAY
from core.reading.point import Point
from core.reading.words import moment


def before(experiment: Experiment) -> str:
    """The imports, the data and the net that the steps need, in today's Keras."""
    return until_compile(replace(experiment, keras=TODAY))


def wrong(experiment: Experiment, reported: Point | None) -> str:
    """Compile as it was, train, and see what is reported."""
    return "\n".join(
        [
            _compile(experiment, f'"{experiment.metric}"'),
            "model.fit(x_train, y_train,",
            f"          batch_size={experiment.batch_size}, epochs={experiment.epochs})",
            _evaluate(experiment, reported),
        ]
    )


def by_hand(examples: int, true: float | None) -> str:
    """The answer's own lines, with what our NumPy makes of them."""
    return "\n".join(
        [
            "import numpy as np",
            "",
            "y_pred = model.predict(x_test)",
            "sum([np.argmax(y_test[i])",
            "     == np.argmax(y_pred[i])",
            f"     for i in range({examples})])/{examples}",
            f"# {_printed(true)}",
        ]
    )


def right(experiment: Experiment, reported: Point | None) -> str:
    """Compile with the experiment's metric named, and see what is reported of the same weights."""
    return "\n".join(
        [
            f"from keras.metrics import {experiment.metric}",
            "",
            _compile(experiment, experiment.metric),
            _evaluate(experiment, reported),
        ]
    )


def _compile(experiment: Experiment, metric: str) -> str:
    return (
        f'model.compile(loss="{experiment.loss}",\n'
        f'              optimizer="{experiment.optimizer}",\n'
        f"              metrics=[{metric}])"
    )


def _evaluate(experiment: Experiment, reported: Point | None) -> str:
    when = f", epoch {moment(reported.epoch)}" if reported else ""
    value = _printed(reported and reported.reported)
    return f"model.evaluate(x_test, y_test)[1]\n# {value} (Keras {experiment.keras}{when})"


def _printed(value: float | None) -> str:
    return "…" if value is None else f"{value:.5f}"
