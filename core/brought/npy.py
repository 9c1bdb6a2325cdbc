"""A NumPy file: its header first, by NumPy's own functions, then as much data as that promises."""

import io
import math
from typing import NamedTuple

import numpy as np

from core.brought.limits import MOST_UNPACKED, Unreadable, check_numbers, quoted
from core.language import _

HEAD = 12_000  # bytes in which a header ends: NumPy reads 10,000 of one that nobody vouches for
_READERS = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}
_KINDS = "biufUS"  # booleans, integers, floats, text


class Header(NamedTuple):
    """What an array will be: where its data begins, and how many bytes it takes."""

    shape: tuple[int, ...]
    fortran: bool
    dtype: np.dtype
    start: int

    @property
    def count(self) -> int:
        """How many values."""
        return math.prod(self.shape)

    @property
    def end(self) -> int:
        """Where its data ends."""
        return self.start + self.count * self.dtype.itemsize


def header(name: str, head: bytes) -> Header:
    """The header that these first bytes have. Raises Unreadable for one that is not to be read."""
    called, stream = quoted(name), io.BytesIO(head)
    try:
        read = _READERS[np.lib.format.read_magic(stream)]
        found = Header(*read(stream, max_header_size=10_000), stream.tell())
    except Exception as problem:  # whatever NumPy makes of a stranger's bytes
        raise Unreadable(
            _("{name} is no NumPy file that can be read: save it again with `np.save`.").format(
                name=called
            )
        ) from problem
    if found.dtype.hasobject:
        raise Unreadable(
            _(
                "{name} holds Python objects, which are not read, since reading them could run code: "
                "save numbers, with `np.asarray(values, dtype='float32')`."
            ).format(name=called)
        )
    if found.dtype.kind not in _KINDS or found.dtype.itemsize == 0:
        raise Unreadable(
            _("{name} holds values of type {dtype}, and numbers are needed.").format(
                name=called, dtype=quoted(str(found.dtype))
            )
        )
    if min(found.shape, default=0) < 0:
        raise Unreadable(_("{name} has a header without sense.").format(name=called))
    check_numbers(called, found.count, found.shape[0] if found.shape else 1)
    if found.end - found.start > MOST_UNPACKED:
        raise Unreadable(
            _("{name} unpacks to {size:,} MB, and at most {most} are read.").format(
                name=called, size=(found.end - found.start) >> 20, most=MOST_UNPACKED >> 20
            )
        )
    return found


def array(name: str, data: bytes, found: Header | None = None) -> np.ndarray:
    """The array in these bytes, in this machine's byte order. Raises Unreadable."""
    found = found or header(name, data[:HEAD])
    if len(data) < found.end:
        raise Unreadable(
            _(
                "{name} ends too early: its header promises {promised:,} bytes of data, and there are "
                "{there:,}."
            ).format(name=quoted(name), promised=found.end - found.start, there=len(data) - found.start)
        )
    flat = np.frombuffer(data, found.dtype, found.count, found.start)
    shaped = flat.reshape(found.shape, order="F" if found.fortran else "C")
    return np.array(shaped, dtype=found.dtype.newbyteorder("="), order="C")
