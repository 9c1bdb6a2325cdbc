"""Rows as Arrow, which is how they go to the browser, for its charts and its tables.

The columns are laid out here, as Arrow has them in memory. Asked for an array, PyArrow imports pandas,
to know whether it was given something of its; that would hold 43 MB in the process that serves the
pages, and nothing else there needs it. Source: https://arrow.apache.org/docs/format/Columnar.html
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

import numpy as np
import pyarrow as pa

Form = Mapping[str, type]  # of each column: float, int or str


def table(rows: Sequence[Mapping[str, object]], form: Form | None = None) -> pa.Table:
    """A column for each in `form`, or in the first row. See `of_columns`."""
    names = (rows[0] if rows else ()) if form is None else form
    return of_columns({name: [row.get(name) for row in rows] for name in names}, form)


def of_columns(columns: Mapping[str, Sequence], form: Form | None = None) -> pa.Table:
    """Values by the name of their column, all as many. None and NaN become null.

    form: what kind of values each holds; left out, the values tell.
    """
    laid_out = {
        name: _LAID_OUT[form[name] if form else _kind(values)](values)
        for name, values in columns.items()
    }
    return pa.Table.from_arrays(list(laid_out.values()), names=list(laid_out))


def _kind(values: Sequence) -> type:
    if any(isinstance(each, str) for each in values):
        return str
    return int if len(values) and all(isinstance(each, int | np.integer) for each in values) else float


def _numbers(values: Sequence[float | None]) -> pa.Array:
    numbers = np.array(values, dtype=np.float64)
    return _array(pa.float64(), ~np.isnan(numbers), numbers)


def _whole_numbers(values: Sequence[int]) -> pa.Array:
    return _array(pa.int64(), np.ones(len(values), bool), np.array(values, dtype=np.int64))


def _texts(values: Sequence[str | None]) -> pa.Array:
    there = np.array([each is not None for each in values], dtype=bool)
    written = [(each or "").encode() for each in values]
    ends = np.array([0, *accumulate(map(len, written))], dtype=np.int32)
    return _array(pa.string(), there, ends, b"".join(written))


def _array(kind: pa.DataType, there: np.ndarray, *parts: np.ndarray | bytes) -> pa.Array:
    """there: (N,) booleans, which of its values are no null."""
    buffers = [pa.py_buffer(each) for each in (np.packbits(there, bitorder="little"), *parts)]
    return pa.Array.from_buffers(kind, len(there), buffers)


_LAID_OUT: dict[type, Callable[[Sequence], pa.Array]] = {
    float: _numbers,
    int: _whole_numbers,
    str: _texts,
}
