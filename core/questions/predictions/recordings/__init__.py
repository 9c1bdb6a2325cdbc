"""The shipped arrays of this page: all test predictions of the famous case."""

from pathlib import Path

from core.questions.predictions import famous
from core.recordings import Shelf

SHELF = Shelf(Path(__file__).parent, {}, {"predictions_famous": famous.record})
