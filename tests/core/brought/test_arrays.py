"""NumPy's files: what is read is what was saved, and what is not to be read is not."""

import io
import pickle
import struct
import tracemalloc
import zipfile

import numpy as np
import pytest

from core.brought import MOST_NUMBERS, File, pair
from tests.core.brought.files import npy, npz, refused

LABELS = np.array([0, 1, 2, 1])
PREDICTIONS = np.random.default_rng(0).random((4, 3)).astype("float32")


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("names", [("labels", "predictions"), ("y_test", "y_pred"), ("a", "b")])
def test_one_archive_has_both(names, compressed):
    found = pair([npz(compressed=compressed, **dict(zip(names, (LABELS, PREDICTIONS), strict=True)))])
    assert np.array_equal(found.labels, LABELS)
    assert np.array_equal(found.predictions, PREDICTIONS)
    assert found.predictions.dtype == np.float32


def test_of_many_arrays_those_with_the_names_are_read():
    found = pair([npz(x_test=np.zeros(5), y_test=LABELS, predictions=PREDICTIONS)])
    assert np.array_equal(found.labels, LABELS)
    said = refused(npz(a=LABELS, b=PREDICTIONS, c=LABELS))
    assert said.startswith("`both.npz` has the arrays `a`, `b`, `c`, and which are labels")


@pytest.mark.parametrize("swapped", [False, True])
def test_two_files_are_told_apart_by_their_names_or_by_what_they_hold(swapped):
    for names in (("y_true.npy", "y_pred.npy"), ("one.npy", "two.npy")):
        files = [npy(LABELS, names[0]), npy(PREDICTIONS, names[1])]
        found = pair(files[::-1] if swapped else files)
        assert np.array_equal(found.labels, LABELS)
        assert bool(found.notes) == (names[0] == "one.npy")
    # Names are believed before what is held: the page says that they look exchanged.
    assert np.array_equal(
        pair([npy(PREDICTIONS, "labels.npy"), npy(LABELS, "p.npy")]).labels, PREDICTIONS
    )


@pytest.mark.parametrize(
    "values",
    [
        np.asfortranarray(PREDICTIONS),
        PREDICTIONS.astype(">f8"),
        PREDICTIONS > 0.5,
        PREDICTIONS.astype("float16"),
        np.array([["cat"], ["dog"], ["cat"], ["owl"]]),
        np.zeros((4, 1), "uint8"),
    ],
    ids=lambda values: values.dtype.str,
)
def test_every_order_and_type_of_values_comes_back(values):
    found = pair([npy(LABELS, "labels.npy"), npy(values, "predictions.npy")]).predictions
    assert np.array_equal(found, values)
    assert found.dtype.isnative


class Bomb:
    """Runs code when it is unpickled."""

    def __reduce__(self):
        return (pytest.fail, ("unpickled",))


def test_objects_are_never_unpickled():
    files = (
        npy(np.array([Bomb(), 1], dtype=object), allow_pickle=True),
        npz(labels=np.array([Bomb(), 1], dtype=object), predictions=PREDICTIONS),
    )
    for file in files:
        assert "holds Python objects, which are not read" in refused(file)
    refused(File("labels.npy", pickle.dumps(Bomb())))
    refused(File("labels.csv", pickle.dumps(Bomb())))


@pytest.mark.parametrize("dtype", ["complex64", "datetime64[s]", "V4", [("a", "i4"), ("b", "f4")]])
def test_values_that_are_no_numbers_are_named(dtype):
    assert "and numbers are needed" in refused(npy(np.zeros(4, dtype)))


def header(shape, dtype="'<f8'", version=1) -> bytes:
    text = f"{{'descr': {dtype}, 'fortran_order': False, 'shape': {shape}, }}".encode() + b"\n"
    size = struct.pack("<H" if version == 1 else "<I", len(text))
    return b"\x93NUMPY" + bytes([version, 0]) + size + text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (header("(10,)") + b"12345678", "promises 80 bytes of data, and there are 8"),
        (header("(10**9,)"), "is no NumPy file that can be read"),
        (header("(1000000000,)"), "holds 1,000,000,000 numbers"),
        (header("(99999999999, 99999999999)"), "and at most 5,000,000 are read"),
        (header("(-1,)"), "has a header without sense"),
        (header("(4,)", "'<U9999999'"), "unpacks to"),
        (header("(4,)", "'|O'"), "holds Python objects"),
        (header("(4,)", "'<U0'"), "and numbers are needed"),
        (header("(4,)", version=3), "is no NumPy file"),
        (header("(" * 5000), "is no NumPy file"),
        (b"\x93NUMPY\x01\x00", "is no NumPy file"),
        (b"\x93NUMPY", "is no NumPy file"),
        (b"", "is empty"),
    ],
    ids=str,
)
def test_a_header_is_checked_before_any_data(data, said):
    tracemalloc.start()
    assert said in refused(File("labels.npy", data))
    assert tracemalloc.get_traced_memory()[1] < 4 * 2**20
    tracemalloc.stop()


def zipped(name="both.npz", **members) -> File:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(f"{member}.npy", data)
    return File(name, stream.getvalue())


def test_a_bomb_is_refused_before_it_goes_off():
    bomb = npz(compressed=True, labels=np.zeros(400_000_000, "u1"), predictions=PREDICTIONS)
    assert len(bomb.data) < 2**20
    tracemalloc.start()
    assert "`both.npz/labels` is small but unpacks to 381 MB" in refused(bomb)
    assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    tracemalloc.stop()


def test_an_archive_that_lies_about_its_sizes_gives_no_more_than_it_says():
    packed = bytearray(zipped(labels=header("(4,)", "'|u1'") + bytes(30_000_000), predictions=b"").data)
    for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = packed.find(signature)
        packed[place + at : place + at + 4] = struct.pack("<I", 100)
    tracemalloc.start()
    assert refused(File("both.npz", bytes(packed))).startswith("`both.npz")
    assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    tracemalloc.stop()


def test_arrays_that_unpack_to_much_together_are_refused():
    many = np.zeros(MOST_NUMBERS, "f8")
    said = refused(npz(compressed=True, labels=many, predictions=many))
    assert "unpacks to 38 MB, and at most 38 are read" in said


def test_an_archive_of_many_members_or_of_none():
    many = zipped(**{f"a{n}": b"" for n in range(100)})
    assert "has more than 64 arrays in it" in refused(many)
    assert "has no arrays in it" in refused(zipped())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("inner.npz", npz(labels=LABELS).data)
    assert "has no arrays in it" in refused(File("outer.npz", stream.getvalue()))
    assert refused(File("torn.npz", npz(labels=LABELS, predictions=PREDICTIONS).data[:-30])).startswith(
        "`torn.npz` is no archive that can be read"
    )


def test_what_is_not_two_arrays_is_said():
    assert refused(npy(LABELS)).startswith("`labels.npy` is one array, and two are needed")
    assert refused(*[npy(LABELS)] * 3).startswith("These are 3 files, and two are needed")
    assert refused(npy(LABELS[:0]), npy(PREDICTIONS, "p.npy")) == "`labels` has no rows."
    assert refused(npy(np.int64(3)), npy(PREDICTIONS, "p.npy")) == "`labels` has no rows."
    assert "This is 21 MB, and at most 20 are read" in refused(File("a.npy", bytes(21 * 2**20)))


def test_ten_million_rows_are_counted_and_a_way_out_is_told():
    rows = np.zeros(10_000_000, "u1")
    said = refused(npy(rows), npy(rows, "predictions.npy"))
    assert said == (
        "`labels.npy` holds 10,000,000 numbers in 10,000,000 rows, and at most 5,000,000 are read: "
        "bring the first rows of both arrays, such as `labels[:2500000]`."
    )
    half = np.zeros(3_000_000, "u1")
    assert "Both arrays together holds 6,000,000 numbers" in refused(npy(half), npy(half, "p.npy"))


def test_a_name_cannot_be_markup():
    said = refused(npy(LABELS, "`<b>![x](y)`\n\x00.npy"))
    assert said.startswith("`<b>![x](y).npy` is one array")
