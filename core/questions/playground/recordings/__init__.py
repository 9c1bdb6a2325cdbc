"""The shipped runs of the playground."""

from pathlib import Path

from core.experiment import Experiment
from core.recordings import Shelf

SHELF = Shelf(Path(__file__).parent, {"classic": Experiment()})
