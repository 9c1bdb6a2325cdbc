"""The shipped runs of the playground: one for each preset that is a training of its own."""

from pathlib import Path

from core.experiment import Experiment
from core.experiment.presets import presets
from core.recordings import Shelf

_BY_TRAINING = {}
for _preset in presets():
    _setup = _preset.apply(Experiment())
    _BY_TRAINING.setdefault(_setup.training_key, (_preset.id, _setup))

SHELF = Shelf(Path(__file__).parent, dict(_BY_TRAINING.values()))
