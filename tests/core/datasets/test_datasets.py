"""Where data comes from, how it is split and how labels become targets."""

from pathlib import Path

import numpy as np
import pytest

from core import datasets
from core.datasets import DataMissing, pima, tables

SHARED = Path(__file__).parents[3] / "shared" / "data"


def write_mnist(folder, train=30, test=10):
    """A tiny file of the canonical form: uint8 images, uint8 labels, four keys."""
    rng = np.random.default_rng(0)
    arrays = {}
    for part, size in (("train", train), ("test", test)):
        arrays[f"x_{part}"] = rng.integers(0, 256, (size, 28, 28), "uint8")
        arrays[f"y_{part}"] = rng.integers(0, 10, size, "uint8")
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / "mnist.npz", **arrays)
    return arrays


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """No offline folder, and a Keras cache that holds nothing."""
    monkeypatch.delenv(datasets.OFFLINE_FOLDER, raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    return tmp_path


def rows(images):
    return {tuple(each.ravel()) for each in images}


def test_digits_are_split_once_and_for_all():
    digits = datasets.load("digits")
    assert digits.x_train.shape == (1347, 64)  # there is no choice of how many
    assert digits.x_test.shape == (450, 64)
    assert digits.y_train.shape == (1347,)
    assert digits.y_test.shape == (450,)
    assert len(rows(digits.x_train) | rows(digits.x_test)) == 1797
    assert not rows(digits.x_train) & rows(digits.x_test)
    assert (digits.x_train.min(), digits.x_train.max(), digits.brightest) == (0, 16, 16)
    assert digits.side == 8
    assert set(digits.y_test) == set(digits.y_train) == set(range(10))


def test_the_digits_split_is_the_one_that_the_exported_script_makes():
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    images, labels = load_digits(return_X_y=True)
    parts = train_test_split(images, labels, test_size=450, random_state=0)
    digits = datasets.load("digits")
    ours = (digits.x_train, digits.x_test, digits.y_train, digits.y_test)
    for mine, its in zip(ours, parts, strict=True):
        np.testing.assert_array_equal(mine, its)


def test_digits_enlarged_are_the_digits_in_mnists_form():
    small, large = datasets.load("digits"), datasets.load("digits_as_mnist", train_size=60_000)
    assert (large.x_train.shape, large.x_test.shape) == ((1347, 28, 28, 1), (450, 28, 28, 1))
    assert (large.brightest, large.side) == (16, 28)
    np.testing.assert_array_equal(large.y_train, small.y_train)
    np.testing.assert_array_equal(large.y_test, small.y_test)
    image, original = large.x_test[3, :, :, 0], small.x_test[3].reshape(8, 8)
    for row, column in ((2, 2), (2, 25), (13, 9), (25, 25)):
        assert image[row, column] == original[(row - 2) // 3, (column - 2) // 3]
    assert image.sum() == 9 * original.sum()
    assert not image[:2].any()
    assert not image[26:].any()
    assert not image[:, :2].any()
    assert not image[:, 26:].any()


def test_digits_enlarged_are_cut_as_mnist_is():
    cut, whole = (datasets.load("digits_as_mnist", train_size=size) for size in (1000, 5000))
    assert (len(cut.x_train), len(cut.y_train), len(cut.x_test)) == (1000, 1000, 450)
    np.testing.assert_array_equal(cut.x_train, whole.x_train[:1000])


def test_labels_as_targets():
    labels = np.array([2, 0, 2])
    np.testing.assert_array_equal(
        datasets.encode(labels, "one_hot", 4), [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 1, 0]]
    )
    np.testing.assert_array_equal(datasets.encode(labels, "integer", 4), [2, 0, 2])
    np.testing.assert_array_equal(datasets.encode(labels, "integer_column", 4), [[2], [0], [2]])


def test_what_each_task_asks_about_a_digit():
    digits = np.arange(10)
    np.testing.assert_array_equal(datasets.labels_of("classes", digits), digits)
    even, prime, high = datasets.labels_of("multi_label", digits).T
    assert digits[even == 1].tolist() == [0, 2, 4, 6, 8]
    assert digits[prime == 1].tolist() == [2, 3, 5, 7]
    assert digits[high == 1].tolist() == [5, 6, 7, 8, 9]
    np.testing.assert_array_equal(datasets.labels_of("binary", digits), even)
    assert len(datasets.QUESTIONS) == 3


def test_small_unsigned_digits_ask_the_same():
    for task in ("classes", "multi_label", "binary"):
        small, wide = (datasets.labels_of(task, np.arange(10, dtype=kind)) for kind in ("uint8", int))
        np.testing.assert_array_equal(small, wide)


@pytest.mark.parametrize("place", ["offline folder", "keras cache"])
def test_mnist_is_read_from_this_machine_and_cut(nowhere, monkeypatch, place):
    folder = nowhere / "keras" / "datasets"
    if place == "offline folder":
        folder = nowhere / "offline"
        monkeypatch.setenv(datasets.OFFLINE_FOLDER, str(folder))
    assert not datasets.is_here("mnist")
    arrays = write_mnist(folder)
    assert datasets.is_here("mnist")
    mnist = datasets.load("mnist", train_size=20)
    np.testing.assert_array_equal(mnist.x_train[..., 0], arrays["x_train"][:20])
    np.testing.assert_array_equal(mnist.y_train, arrays["y_train"][:20])
    np.testing.assert_array_equal(mnist.x_test[..., 0], arrays["x_test"])
    np.testing.assert_array_equal(mnist.y_test, arrays["y_test"])
    assert mnist.x_test.shape == (10, 28, 28, 1)
    assert (mnist.brightest, mnist.side) == (255, 28)
    assert len(datasets.load("mnist", train_size=60_000).x_train) == 30


def test_the_offline_folder_comes_first(nowhere, monkeypatch):
    write_mnist(nowhere / "keras" / "datasets", train=5)
    write_mnist(nowhere / "offline", train=7)
    assert len(datasets.load("mnist", train_size=100).x_train) == 5
    monkeypatch.setenv(datasets.OFFLINE_FOLDER, str(nowhere / "offline"))
    assert len(datasets.load("mnist", train_size=100).x_train) == 7


def test_nothing_is_downloaded_unasked(nowhere):
    assert datasets.is_here("digits")
    with pytest.raises(DataMissing, match="mnist"):
        datasets.load("mnist", train_size=1000)


def test_a_download_is_read_from_where_it_was_put(nowhere):
    def download(name):
        assert name == "mnist"
        write_mnist(nowhere / "fetched", train=6)
        return nowhere / "fetched" / "mnist.npz"

    assert len(datasets.load("mnist", download, train_size=1000).x_train) == 6


def test_the_real_mnist(nowhere, monkeypatch):
    if not (SHARED / "mnist.npz").is_file():
        pytest.skip("the real mnist.npz is not beside this checkout")
    monkeypatch.setenv(datasets.OFFLINE_FOLDER, str(SHARED))
    mnist = datasets.load("mnist", train_size=60_000)
    assert mnist.x_train.shape == (60_000, 28, 28, 1)
    assert mnist.x_test.shape == (10_000, 28, 28, 1)
    assert mnist.y_train[:8].tolist() == [5, 0, 4, 1, 9, 2, 1, 3]
    assert mnist.y_test[:8].tolist() == [7, 2, 1, 0, 4, 1, 4, 9]
    assert (mnist.x_train.min(), mnist.x_train.max()) == (0, 255)


def test_sources_name_origin_and_licence():
    for name, dataset in datasets.CATALOGUE.items():
        words = dataset.words()
        assert dataset.id == name
        assert words.origin.startswith("http") or words.origin == "made by this app"
        assert words.licence
        assert words.title
        assert words.examples
        if not dataset.bundled:
            assert datasets.CATALOGUE[dataset.instead].bundled
            assert dataset.remote.url.startswith("https://")
            assert len(dataset.remote.sha256) == 64


def test_pima_is_the_file_that_everybody_has():
    raw, scaled = (datasets.load("pima", scaled=each, holdout=True) for each in (False, True))
    whole = datasets.load("pima")
    assert whole.x_train.shape == (768, 8)
    assert whole.x_test is whole.x_train
    assert whole.x_train[0].tolist() == pytest.approx([6, 148, 72, 35, 0, 33.6, 0.627, 50])
    assert np.bincount(whole.y_train).tolist() == [500, 268]
    assert (len(raw.x_train), len(raw.x_test), tables.held_out(768)) == (576, 192, 192)
    assert np.bincount(raw.y_test).tolist() == [125, 67]
    assert scaled.x_train.mean(axis=0) == pytest.approx(np.zeros(8), abs=1e-5)
    assert scaled.x_train.std(axis=0) == pytest.approx(np.ones(8), abs=1e-5)
    assert (pima.labels() == whole.y_train).all()
    if (SHARED / "pima-indians-diabetes.csv").is_file():
        assert pima.FILE.read_text() == (SHARED / "pima-indians-diabetes.csv").read_text()
