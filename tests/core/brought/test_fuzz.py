"""Whatever is brought, it is read or refused in a sentence; and what is an array comes back."""

import contextlib
import random
import warnings

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.brought import File, Pair, Unreadable, pair, pasted
from core.questions.predictions import definitions, fitting, mismatches
from tests.core.brought.files import npy, npz

MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
NUMBERS = "01.,;- \t\n\r[]()eENnaif\"'x"


def read(*files) -> Pair | None:
    with contextlib.suppress(Unreadable):
        return pair(files)


def looked_at(found: Pair | None) -> None:
    """All that the page works out."""
    with warnings.catch_warnings(), contextlib.suppress(Unreadable):
        warnings.simplefilter("error")
        if found is not None:
            case = fitting.case(found)
            for each in definitions.definitions(case, 0.3):
                assert 0 <= each.share <= 1
            mismatches.mismatches(case)


@MANY
@given(
    st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\x93NUMPY\x01\x00", b"\xff\xfe"])
)
def test_any_bytes(data, start):
    looked_at(read(File("a", start + data)))


@MANY
@given(st.text(NUMBERS, max_size=200))
def test_any_text_of_numbers(text):
    looked_at(read(File("a.csv", text.encode())))
    with contextlib.suppress(Unreadable):
        looked_at(pasted(text))


@MANY
@given(st.integers(0, 2**32), st.integers(1, 30))
def test_files_with_changed_bytes(seed, changes):
    rng = random.Random(seed)
    labels, outputs = np.arange(6) % 3, np.random.default_rng(0).random((6, 3))
    for file in (
        npz(labels=labels, predictions=outputs),
        npz(compressed=True, labels=labels, predictions=outputs),
    ):
        data = bytearray(file.data)
        for _change in range(changes):
            data[rng.randrange(len(data))] = rng.randrange(256)
        looked_at(read(File("a.npz", bytes(data))))


SHAPES = arrays.array_shapes(min_dims=1, max_dims=2, max_side=6)
TYPES = st.sampled_from(["<f4", ">f8", "i8", "u1", "?", "<U3", "f2"])


@MANY
@given(TYPES.flatmap(lambda each: arrays.arrays(each, SHAPES)), st.booleans())
def test_any_array_comes_back(values, compressed):
    if values.dtype.kind == "U":  # NumPy drops zeros at the end of a text
        values = np.char.rstrip(values, "\x00")
    for files in (
        [npz(compressed=compressed, labels=values, predictions=values)],
        [npy(values), npy(values, "predictions.npy")],
    ):
        found = pair(files)
        equal_nan = values.dtype.kind == "f"
        assert np.array_equal(found.labels, values, equal_nan=equal_nan)
        assert np.array_equal(found.predictions, values, equal_nan=equal_nan)
        looked_at(found)


@MANY
@given(
    st.integers(1, 40).flatmap(
        lambda rows: st.tuples(
            arrays.arrays("i8", rows, elements=st.integers(-2, 5)),
            arrays.arrays(
                "f4",
                (rows, 4),
                elements=st.floats(-(2.0**99), 2.0**99, width=32, allow_subnormal=False),
            ),
        )
    )
)
def test_any_labels_and_outputs_have_their_accuracies(both):
    looked_at(Pair(*both))
    looked_at(Pair(both[0], both[1][:, :1]))
    looked_at(Pair(both[0] % 2, both[1][:, 0]))
    looked_at(Pair((both[1] > 0).astype("i8"), both[1]))
    looked_at(Pair(both[0], both[0][::-1]))
