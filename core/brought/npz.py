"""A NumPy archive: the arrays that are wanted of it, bounded by what it says and by what it is."""

import io
import struct
import zipfile
from collections.abc import Callable, Sequence

import numpy as np

from core.brought import npy
from core.brought.limits import MOST_UNPACKED, Unreadable, quoted
from core.language import _

MOST_MEMBERS = 64
_DIRECTORY = 64 * 1024  # bytes of an archive's table of contents, of so many members
_END, _LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what `np.savez` and `savez_compressed` write


def arrays(
    name: str, data: bytes, wanted: Callable[[Sequence[str]], Sequence[str]]
) -> dict[str, np.ndarray]:
    """The arrays by their names. wanted: which of the names to read. Raises Unreadable."""
    _check_directory(name, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {
                each.filename.removesuffix(".npy"): each
                for each in archive.infolist()
                if each.filename.endswith(".npy")
            }
            if not members:
                raise Unreadable(
                    _("{name} has no arrays in it: write it with `np.savez`.").format(name=quoted(name))
                )
            left, found = MOST_UNPACKED, {}
            for each in wanted(list(members)):
                found[each] = _member(f"{name}/{each}", archive, members[each], left)
                left -= found[each].nbytes
            return found
    except Unreadable:
        raise
    except Exception as problem:  # whatever zipfile and zlib make of a stranger's bytes
        raise Unreadable(_broken(name)) from problem


def _member(name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> np.ndarray:
    if info.flag_bits & 1 or info.compress_type not in _PACKED:
        raise Unreadable(
            _("{name} is packed in another way than `np.savez` does: write it with that.").format(
                name=quoted(name)
            )
        )
    if info.file_size > left + npy.HEAD:
        raise Unreadable(_too_much(name, info.file_size))
    with archive.open(info) as member:  # which gives no more than the archive says, and checks the sum
        head = member.read(npy.HEAD)
        found = npy.header(name, head)
        if found.end - found.start > left:
            raise Unreadable(_too_much(name, found.end))
        return npy.array(name, head + member.read(max(0, found.end - len(head))), found)


def _check_directory(name: str, data: bytes) -> None:
    """Of the table of contents, before `zipfile` reads it: no bigger than so many members need."""
    at = len(data) - 22
    if data[at : at + 4] != _END:
        at = data.rfind(_END, max(0, len(data) - 22 - 0xFFFF))
    if at < 0 or len(data) < at + 22:
        raise Unreadable(_broken(name))
    members, size = struct.unpack_from("<HL", data, at + 10)
    if members > MOST_MEMBERS or size > _DIRECTORY or _LOCATOR in data[max(0, at - 20) : at]:
        raise Unreadable(
            _("{name} has more than {most} arrays in it, and two are needed.").format(
                name=quoted(name), most=MOST_MEMBERS
            )
        )


def _broken(name: str) -> str:
    return _("{name} is no archive that can be read: write it again with `np.savez`.").format(
        name=quoted(name)
    )


def _too_much(name: str, size: int) -> str:
    return _(
        "{name} is small but unpacks to {size:,} MB, and at most {most} are read: bring fewer rows."
    ).format(name=quoted(name), size=size >> 20, most=MOST_UNPACKED >> 20)
