"""The Pima diabetes data: a small table that comes with this app."""

from functools import cache
from pathlib import Path

import numpy as np

from core.datasets import tables
from core.datasets.dataset import Code, Data, Dataset, Words
from core.language import _

# As the file has been passed around for years: 768 lines of eight measurements and a 0 or 1, no header.
FILE = Path(__file__).parent / "files" / "pima-indians-diabetes.csv"


@cache
def _rows() -> np.ndarray:
    return np.loadtxt(FILE, delimiter=",", dtype=np.float32)


def labels() -> np.ndarray:
    """(768,) 1 for who was found to have diabetes within five years, else 0."""
    return _rows()[:, 8].astype("int64")


def span() -> tuple[float, float]:
    """The least and the greatest of all measurements."""
    return float(_rows()[:, :8].min()), float(_rows()[:, :8].max())


def _read(file: None, scaled: bool = False, holdout: bool = False) -> Data:
    return tables.prepared(_rows()[:, :8], labels(), scaled, holdout)


def _code(scaled: bool, holdout: bool) -> Code:
    return tables.code(
        ["from sklearn.datasets import fetch_openml"],
        """\
table = fetch_openml("diabetes", version=1, as_frame=False)
x = table.data.astype("float32")
y = (table.target == "tested_positive").astype("int64")""",
        scaled,
        holdout,
    )


DATASET = Dataset(
    id="pima",
    words=lambda: Words(
        title=_("Pima Indians diabetes"),
        examples=_("768 women, 8 measurements each"),
        origin="https://www.openml.org/d/37",
        licence="CC0 1.0",
    ),
    kind="table",
    net="table",
    shape=(8,),
    classes=2,
    choices=("scaled", "holdout"),
    read=_read,
    code=_code,
)
