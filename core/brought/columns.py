"""From Arrow to NumPy. PyArrow's own way imports pandas: see `core.reading.arrow`."""

from itertools import pairwise

import numpy as np
import pyarrow as pa


def as_numpy(column: pa.ChunkedArray) -> np.ndarray:
    """(N,) numbers, truths or text (as objects), of a column without nulls."""
    return np.concatenate([_values(each) for each in column.chunks])


def _values(array: pa.Array) -> np.ndarray:
    _there, *parts = array.buffers()
    places = slice(array.offset, array.offset + len(array))
    if pa.types.is_boolean(array.type):
        bits = np.unpackbits(np.frombuffer(parts[0], np.uint8), bitorder="little")
        return bits[places].astype(bool)
    if not pa.types.is_string(array.type):
        kind = {pa.int64(): np.int64, pa.float64(): np.float64}[array.type]
        return np.frombuffer(parts[0], kind)[places]
    ends = np.frombuffer(parts[0], np.int32)[places.start : places.stop + 1].tolist()
    text = parts[1].to_pybytes() if parts[1] else b""
    return np.array([text[start:end].decode() for start, end in pairwise(ends)], dtype=object)
