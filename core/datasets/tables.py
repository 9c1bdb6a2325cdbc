"""Tables of measurements with a yes or a no: a part held out, columns scaled. And the same as code."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.datasets.dataset import Code, Data

HELD_OUT = 0.25  # of the rows, where a split is asked for
SPLIT_SEED = 0


def prepared(x: np.ndarray, y: np.ndarray, scaled: bool, holdout: bool) -> Data:
    """Rows in their own order. Without `holdout` they are measured on what they are trained on."""
    x, y = np.ascontiguousarray(x, dtype=np.float32), y.astype("int64")
    data = _split(x, y) if holdout else Data(x, y, x, y)
    return _standardised(data) if scaled else data


def held_out(rows: int) -> int:
    """How many of so many rows are held out, as scikit-learn counts them."""
    return math.ceil(HELD_OUT * rows)


def _split(x: np.ndarray, y: np.ndarray) -> Data:
    from sklearn.model_selection import train_test_split

    x_train, x_test, y_train, y_test = train_test_split(
        x, y, test_size=HELD_OUT, stratify=y, random_state=SPLIT_SEED
    )
    return Data(x_train, y_train, x_test, y_test)


def _standardised(data: Data) -> Data:
    """Columns with mean 0 and variance 1 in the training part, whose numbers the rest is moved by."""
    x_train = data.x_train.astype(np.float64)
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    std[std == 0] = 1
    moved = [((x - mean) / std).astype(np.float32) for x in (data.x_train, data.x_test)]
    return replace(data, x_train=moved[0], x_test=moved[1])


def code(imports: Sequence[str], table: str, scaled: bool, holdout: bool) -> Code:
    """The same in a script; `table` sets x and y."""
    parts = "x_train, x_test, labels_train, labels_test = "
    if holdout:
        imports = [*imports, "from sklearn.model_selection import train_test_split"]
        parts += f"""train_test_split(
    x, y, test_size={HELD_OUT!r}, stratify=y, random_state={SPLIT_SEED!r}
)"""
    else:
        parts += "x, x, y, y"
    return Code(
        imports=tuple(imports),
        lines="\n".join([table, parts, *([_SCALED] if scaled else [])]),
        packages=("scikit-learn",),
    )


_SCALED = """\
mean, std = x_train.mean(axis=0), x_train.std(axis=0)
x_train, x_test = (x_train - mean) / std, (x_test - mean) / std"""
