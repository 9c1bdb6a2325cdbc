"""The shipped runs of the playground: one for each preset that is a training of its own, and mends of
the first that train another net.
"""

from pathlib import Path

from core.experiment import Experiment
from core.experiment.presets import presets
from core.keras_versions import TODAY
from core.recordings import Shelf

_BY_TRAINING = {}
for _preset in presets():
    _setup = _preset.apply(Experiment())
    _BY_TRAINING.setdefault(_setup.training_key, (_preset.id, _setup))

MENDS = {
    "fitting_loss": Experiment(loss="categorical_crossentropy"),
    "fitting_loss_today": Experiment(loss="categorical_crossentropy", keras=TODAY),
    "other_activation": Experiment(activation="sigmoid"),
}
SHELF = Shelf(Path(__file__).parent, dict(_BY_TRAINING.values()) | MENDS)
