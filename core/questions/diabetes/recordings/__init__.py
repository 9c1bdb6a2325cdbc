"""The shipped runs of this page, a hundred a head, and one net copied into the other."""

from pathlib import Path

from core.questions.diabetes import one_model, orders
from core.recordings import Shelf

SHELF = Shelf(Path(__file__).parent, orders.recorded(), {"diabetes_one_model": one_model.record})
