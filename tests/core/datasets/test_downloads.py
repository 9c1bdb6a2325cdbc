"""Downloads against a server on this machine: whole or not at all, and told as they go."""

import errno
import os
import subprocess
import sys
import threading
import time
import urllib.error
from types import SimpleNamespace

import numpy as np
import pytest

from core import datasets
from core.datasets import DownloadFailed, downloads
from tests.core.origin import BLOCK, redirect_keras, serving, tiny_mnist, tiny_newsgroups

NAMES = tuple(downloads.LIBRARIES)


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    """Empty caches, no offline folder, and news of a download every few milliseconds."""
    monkeypatch.delenv(datasets.OFFLINE_FOLDER, raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path / "sklearn"))
    monkeypatch.setattr(downloads, "PROGRESS_SECONDS", 0.02)
    monkeypatch.setattr("time.sleep", lambda seconds, sleep=time.sleep: sleep(min(seconds, 0.05)))
    (tmp_path / "keras").mkdir()
    return tmp_path


@pytest.fixture
def mnist(folders, monkeypatch):
    """Where MNIST comes from."""
    with serving(tiny_mnist()) as origin:
        redirect_keras(origin.url, origin.sha256, monkeypatch.setattr)
        yield origin


@pytest.fixture
def newsgroups(folders, monkeypatch):
    """Where 20 Newsgroups comes from."""
    from sklearn.datasets import _twenty_newsgroups as module

    with serving(tiny_newsgroups()) as origin:
        here = module.ARCHIVE._replace(url=origin.url, checksum=origin.sha256)
        monkeypatch.setattr(module, "ARCHIVE", here)
        yield origin


@pytest.fixture(params=["mnist", "20newsgroups"])
def name_and_origin(request):
    fixture = {"mnist": "mnist", "20newsgroups": "newsgroups"}[request.param]
    return request.param, request.getfixturevalue(fixture)


def fails(name, reason):
    """Fetch it in vain; nothing may be left to be read, and nothing lies about."""
    with pytest.raises(DownloadFailed) as failure:
        downloads.fetch(name)
    assert (failure.value.name, failure.value.reason) == (name, reason)
    assert failure.value.__cause__
    assert datasets.file_of(name) is None
    assert list(datasets.cache_of(name).iterdir()) == []


def test_a_download_tells_how_far_it_is_and_leaves_the_one_whole_file(name_and_origin):
    name, origin = name_and_origin
    origin.seconds = 0.04
    told = []
    file = downloads.fetch(name, lambda *bytes_: told.append(bytes_))
    so_far = [each for each, _ in told]
    assert so_far == sorted(so_far)
    assert len(set(so_far)) >= 3
    assert told[-1] == (len(origin.body), len(origin.body))
    assert told[0] == (0, round(datasets.SOURCES[name].download_mb * 1e6))
    assert file == datasets.file_of(name)
    assert [each.name for each in datasets.cache_of(name).iterdir()] == [file.name]
    assert origin.asked == 1


def test_what_keras_has_checked_is_what_is_read(mnist):
    file = downloads.fetch("mnist")
    assert file.read_bytes() == mnist.body
    assert datasets.load("mnist", train_size=1000).x_train.shape == (100, 28, 28, 1)


def test_what_scikit_learn_has_checked_is_what_it_reads(newsgroups):
    from sklearn.datasets import fetch_20newsgroups

    folder = downloads.fetch("20newsgroups").parent
    posts = fetch_20newsgroups(data_home=folder, subset="all", download_if_missing=False)
    assert posts.target_names == ["sci.med", "sci.space"]
    assert len(posts.data) == 4


def test_the_checksum_on_screen_is_the_one_that_keras_checks(folders, monkeypatch):
    checked = []

    def get_file(**choices):
        checked.append(choices["file_hash"])
        raise ValueError("enough")

    monkeypatch.setattr("keras.src.datasets.mnist.get_file", get_file)
    with pytest.raises(DownloadFailed):
        downloads.fetch("mnist")
    assert checked == [datasets.SOURCES["mnist"].sha256]


def test_a_download_prints_nothing(mnist, capfd):
    downloads.fetch("mnist")
    assert capfd.readouterr().out == ""


def test_a_cut_off_download_leaves_nothing_and_the_next_one_works(name_and_origin):
    name, origin = name_and_origin
    origin.cut_after = 2 * BLOCK
    fails(name, "no_internet")
    origin.cut_after = None
    assert downloads.fetch(name) == datasets.file_of(name)


def test_another_file_of_that_name_is_thrown_away(name_and_origin):
    name, origin = name_and_origin
    origin.body = origin.body[:-1] + b"x"
    fails(name, "corrupt_download")


@pytest.mark.parametrize("status", [404, 503])
def test_a_server_that_answers_with_an_error_is_no_lack_of_internet(status, name_and_origin):
    name, origin = name_and_origin
    origin.status = status
    fails(name, "refused_by_server")


def test_without_a_server_there_is_no_internet(folders, monkeypatch):
    from sklearn.datasets import _twenty_newsgroups as module

    nowhere = "http://127.0.0.1:9/file"
    redirect_keras(nowhere, "0" * 64, monkeypatch.setattr)
    monkeypatch.setattr(module, "ARCHIVE", module.ARCHIVE._replace(url=nowhere))
    monkeypatch.setattr("sklearn.datasets._openml._SEARCH_NAME", nowhere + "/{}")
    for name in NAMES:
        fails(name, "no_internet")


def test_a_folder_that_cannot_be_made_is_said_before_anything_is_fetched(name_and_origin, folders):
    name, origin = name_and_origin
    folder = datasets.cache_of(name)
    folder.parent.mkdir(exist_ok=True)
    folder.write_bytes(b"a file where the folder should be")
    with pytest.raises(DownloadFailed) as failure:
        downloads.fetch(name)
    assert failure.value.reason == "cannot_keep"
    assert origin.asked == 0


def test_a_full_disk_is_said(mnist, monkeypatch):
    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    fails("mnist", "cannot_keep")


def test_a_mistake_of_ours_is_not_blamed_on_the_net(folders, monkeypatch):
    def mistaken(private):
        raise TypeError("a mistake")

    monkeypatch.setitem(downloads.LIBRARIES, "mnist", mistaken)
    with pytest.raises(TypeError, match="a mistake"):
        downloads.fetch("mnist")


def test_who_no_longer_waits_ends_the_download_at_once_and_the_connection_soon(name_and_origin):
    name, origin = name_and_origin
    origin.body = bytes(5_000_000)
    origin.seconds = 0.01

    class Enough(Exception):
        pass

    def enough(so_far, total):
        if so_far:
            raise Enough

    began = time.monotonic()
    with pytest.raises(Enough):
        downloads.fetch(name, enough)
    assert time.monotonic() - began < 2
    assert origin.given_up.wait(5), "the library reads on for nobody"
    assert datasets.file_of(name) is None
    for thread in threading.enumerate():
        if thread.name == "download":
            thread.join(5)
    downloads.remove_leftovers(datasets.cache_of(name))
    assert list(datasets.cache_of(name).iterdir()) == []


def test_leftovers_of_the_dead_are_removed_and_those_of_the_living_are_not(mnist):
    cache = datasets.cache_of("mnist")
    cache.mkdir()
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    half = cache / f"unfinished-mnist-{dead.pid}-0"
    half.write_bytes(mnist.body[:1000])
    folder = cache / f"unfinished-20newsgroups-{dead.pid}-0"
    folder.mkdir()
    (folder / datasets.SOURCES["20newsgroups"].file).write_bytes(b"half")
    living = cache / f"unfinished-mnist-{os.getppid()}-0"
    living.write_bytes(b"of another server")
    other = cache / "unfinished-business.txt"
    other.write_bytes(b"the reader's")
    assert datasets.file_of("mnist") is None
    file = downloads.fetch("mnist")
    assert set(cache.iterdir()) == {file, living, other}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_another_program_was_cut_off_in_writing_is_removed(name, folders, monkeypatch):
    import zlib

    whole = {
        "mnist": tiny_mnist(),
        "20newsgroups": zlib.compress(np.random.default_rng(0).bytes(3_000_000)),
        "pima": b"0,0,0,0,0,0,0,0,1\n" * 768,
    }[name]
    cache = datasets.cache_of(name)
    cache.mkdir(parents=True)
    file = cache / datasets.SOURCES[name].file
    file.write_bytes(whole)
    downloads.discard_half_written(name)
    assert file.exists()
    file.write_bytes(whole[:-30])
    downloads.discard_half_written(name)
    assert not file.exists()
    file.write_bytes(whole[:-30])
    monkeypatch.setenv(datasets.OFFLINE_FOLDER, str(cache))
    downloads.discard_half_written(name)
    assert file.exists(), "a reader's own file is never removed"


def openml(rows=768):
    """What fetch_openml returns, its columns in another order than ours."""
    rng = np.random.default_rng(0)
    names = [*reversed(downloads.PIMA_COLUMNS)]
    data = rng.integers(0, 200, (rows, 8)).astype("float64")
    data[:, names.index("pedi")] = rng.integers(0, 3000, rows) / 1000
    target = np.where(rng.random(rows) < 0.35, "tested_positive", "tested_negative")
    return SimpleNamespace(feature_names=names, data=data, target=target.astype(object))


def test_pima_becomes_the_table_that_is_passed_around(folders, monkeypatch):
    found = openml()
    asked = []

    def fetch_openml(*args, data_home, **choices):
        asked.append((args, choices["version"]))
        assert data_home.parent == datasets.cache_of("pima")
        return found

    monkeypatch.setattr("sklearn.datasets.fetch_openml", fetch_openml)
    told = []
    file = downloads.fetch("pima", lambda *bytes_: told.append(bytes_))
    assert asked == [(("diabetes",), 1)]
    assert told
    assert file == datasets.file_of("pima")
    assert list(datasets.cache_of("pima").iterdir()) == [file]
    table = np.loadtxt(file, delimiter=",")
    np.testing.assert_array_equal(table[:, :8], found.data[:, ::-1])
    np.testing.assert_array_equal(table[:, 8], found.target == "tested_positive")


def test_the_real_pima_comes_out_as_the_file_that_everybody_has(folders, monkeypatch):
    from tests.core.datasets.test_datasets import SHARED

    if not (SHARED / "pima-indians-diabetes.csv").is_file():
        pytest.skip("the real file is not beside this checkout")
    real = np.loadtxt(SHARED / "pima-indians-diabetes.csv", delimiter=",")
    found = SimpleNamespace(
        feature_names=[*downloads.PIMA_COLUMNS],
        data=real[:, :8],
        target=np.where(real[:, 8] == 1, "tested_positive", "tested_negative"),
    )
    monkeypatch.setattr("sklearn.datasets.fetch_openml", lambda *args, **choices: found)
    np.testing.assert_array_equal(np.loadtxt(downloads.fetch("pima"), delimiter=","), real)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (lambda *args, **choices: openml(rows=700), "corrupt_download"),
        (ValueError("The md5 checksum of the file … does not match"), "corrupt_download"),
        (urllib.error.URLError(TimeoutError()), "no_internet"),
        (OSError(errno.ENOSPC, "No space left on device"), "cannot_keep"),
    ],
)
def test_pima_in_part_or_not_at_all_is_nothing(folders, monkeypatch, answer, reason):
    def raises(*args, **choices):
        raise answer

    fake = answer if callable(answer) else raises
    monkeypatch.setattr("sklearn.datasets.fetch_openml", fake)
    fails("pima", reason)
