"""Files as a reader brings them, made in memory."""

import io

import numpy as np

from core.brought import File, Unreadable, pair


def npy(values, name="labels.npy", **options) -> File:
    stream = io.BytesIO()
    np.save(stream, values, **options)
    return File(name, stream.getvalue())


def npz(name="both.npz", compressed=False, **arrays) -> File:
    stream = io.BytesIO()
    (np.savez_compressed if compressed else np.savez)(stream, **arrays)
    return File(name, stream.getvalue())


def csv(text, name="both.csv", encoding="utf-8") -> File:
    return File(name, text.encode(encoding))


def refused(*files) -> str:
    """The sentence that is said of what cannot be read."""
    try:
        found = pair(files)
    except Unreadable as problem:
        return str(problem)
    raise AssertionError(f"read: {found}")
