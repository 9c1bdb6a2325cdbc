"""What people call their two arrays."""

import re
from typing import Literal

Role = Literal["labels", "predictions"]
_ENDING = re.compile(r"\.(np[yz]|[ct]sv|txt)$", re.IGNORECASE)
_PREDICTIONS = re.compile(
    r"pred|prob|^p\d*$|score|output|logit|yhat|y_hat|softmax|sigmoid", re.IGNORECASE
)
_LABELS = re.compile(
    r"label|true|truth|target|^y$|y_(test|val|train|valid|eval)|(test|val|valid)_y|class(es)?$|actual|"
    r"^gt$|answer",
    re.IGNORECASE,
)


def role(name: str) -> Role | None:
    """Which of the two a name stands for; None where it says neither."""
    stem = _ENDING.sub("", name.strip().rsplit("/", 1)[-1])
    if _PREDICTIONS.search(stem):
        return "predictions"
    return "labels" if _LABELS.search(stem) else None
