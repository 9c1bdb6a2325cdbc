"""Who trains an experiment, and where. Importing this imports neither TensorFlow nor Keras."""

from core.runs.desk import Desk
from core.runs.run import Problem, Run

__all__ = ["Desk", "Problem", "Run"]
