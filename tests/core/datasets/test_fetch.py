"""Downloads against a server on this machine: whole or not at all, and told as they go."""

import errno
import os
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pytest

from core import datasets
from core.datasets import CATALOGUE, DownloadFailed, fetch
from tests.core.origin import BLOCK, redirect, serving, tiny_mnist, tiny_newsgroups

NAMES = tuple(name for name, each in CATALOGUE.items() if each.remote)


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    """Empty caches, no offline folder, and news of a download every few milliseconds."""
    monkeypatch.delenv(datasets.OFFLINE_FOLDER, raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path / "sklearn"))
    monkeypatch.setattr(fetch, "PROGRESS_SECONDS", 0.02)
    monkeypatch.setattr(fetch, "BLOCK", BLOCK)
    (tmp_path / "keras").mkdir()
    return tmp_path


@pytest.fixture
def mnist(folders, monkeypatch):
    """Where MNIST comes from."""
    with serving(tiny_mnist()) as origin:
        redirect("mnist", origin.url, origin.sha256, monkeypatch.setitem)
        yield origin


@pytest.fixture
def newsgroups(folders, monkeypatch):
    """Where 20 Newsgroups comes from."""
    from sklearn.datasets import _twenty_newsgroups as module

    with serving(tiny_newsgroups()) as origin:
        redirect("20newsgroups", origin.url, origin.sha256, monkeypatch.setitem)
        # what scikit-learn checks the archive against before it unpacks it; it must not ask for it
        here = module.ARCHIVE._replace(url="http://127.0.0.1:9", checksum=origin.sha256)
        monkeypatch.setattr(module, "ARCHIVE", here)
        yield origin


def cache_of(name):
    """The folder of the library that reads this data set."""
    return CATALOGUE[name].remote.cache()


@pytest.fixture(params=["mnist", "20newsgroups"])
def name_and_origin(request):
    fixture = {"mnist": "mnist", "20newsgroups": "newsgroups"}[request.param]
    return request.param, request.getfixturevalue(fixture)


def fails(name, reason):
    """Fetch it in vain; nothing may be left to be read, and nothing lies about."""
    with pytest.raises(DownloadFailed) as failure:
        fetch.fetch(name)
    assert (failure.value.name, failure.value.reason) == (name, reason)
    assert failure.value.__cause__
    assert datasets.file_of(name) is None
    assert list(cache_of(name).iterdir()) == []


def test_a_download_tells_how_far_it_is_and_leaves_the_one_whole_file(name_and_origin):
    name, origin = name_and_origin
    origin.seconds = 0.04
    told = []
    file = fetch.fetch(name, lambda *bytes_: told.append(bytes_))
    so_far = [each for each, _ in told]
    assert so_far == sorted(so_far)
    assert len(set(so_far)) >= 3
    assert told[-1] == (len(origin.body), len(origin.body))
    assert told[0] == (0, round(CATALOGUE[name].remote.megabytes * 1e6))
    assert file == datasets.file_of(name)
    assert [each.name for each in cache_of(name).iterdir()] == [file.name]
    assert origin.asked == 1


def test_what_was_checked_is_what_is_read(mnist):
    file = fetch.fetch("mnist")
    assert file.read_bytes() == mnist.body
    assert datasets.load("mnist", train_size=1000).x_train.shape == (100, 28, 28, 1)


def test_what_was_checked_is_what_scikit_learn_reads(newsgroups):
    from sklearn.datasets import fetch_20newsgroups

    folder = fetch.fetch("20newsgroups").parent
    posts = fetch_20newsgroups(data_home=folder, subset="all", download_if_missing=False)
    assert posts.target_names == ["sci.med", "sci.space"]
    assert len(posts.data) == 4


def test_both_checksums_are_those_that_the_libraries_know():
    import inspect

    import keras
    from sklearn.datasets import _twenty_newsgroups as module

    source = inspect.getsource(keras.datasets.mnist.load_data)
    assert CATALOGUE["mnist"].remote.sha256 in source
    folder, name = CATALOGUE["mnist"].remote.url.rsplit("/", 1)
    assert f"{folder}/" in source
    assert name in source
    known = CATALOGUE["20newsgroups"].remote
    assert (known.url, known.sha256) == (module.ARCHIVE.url, module.ARCHIVE.checksum)
    assert known.archive.endswith(f"/{module.ARCHIVE.filename}")


def test_a_download_prints_nothing(mnist, capfd):
    fetch.fetch("mnist")
    assert capfd.readouterr().out == ""


def test_a_cut_off_download_leaves_nothing_and_the_next_one_works(name_and_origin):
    name, origin = name_and_origin
    origin.cut_after = 2 * BLOCK
    fails(name, "no_internet")
    origin.cut_after = None
    assert fetch.fetch(name) == datasets.file_of(name)


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
    for name in NAMES:
        redirect(name, "http://127.0.0.1:9/file", "0" * 64, monkeypatch.setitem)
        fails(name, "no_internet")


def test_a_folder_that_cannot_be_made_is_said_before_anything_is_fetched(name_and_origin, folders):
    name, origin = name_and_origin
    folder = cache_of(name)
    folder.parent.mkdir(exist_ok=True)
    folder.write_bytes(b"a file where the folder should be")
    with pytest.raises(DownloadFailed) as failure:
        fetch.fetch(name)
    assert failure.value.reason == "cannot_keep"
    assert origin.asked == 0


def test_a_full_disk_is_said(mnist, monkeypatch):
    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    fails("mnist", "cannot_keep")


def test_a_mistake_of_ours_is_not_blamed_on_the_net(mnist, monkeypatch):
    def mistaken(folder):
        raise TypeError("a mistake")

    dataset = CATALOGUE["mnist"]
    wrong = replace(dataset, remote=replace(dataset.remote, unpack=mistaken))
    monkeypatch.setitem(CATALOGUE, "mnist", wrong)
    with pytest.raises(TypeError, match="a mistake"):
        fetch.fetch("mnist")


def test_who_no_longer_waits_ends_the_download_at_once(name_and_origin):
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
        fetch.fetch(name, enough)
    assert time.monotonic() - began < 2
    assert origin.given_up.wait(5), "the download reads on for nobody"
    assert datasets.file_of(name) is None
    assert list(cache_of(name).iterdir()) == []


def test_a_server_that_falls_silent_is_no_internet(mnist, monkeypatch):
    monkeypatch.setattr(fetch, "SILENCE", 0.2)
    mnist.seconds = 2.0
    fails("mnist", "no_internet")


def test_the_meter_counts_what_came_and_never_more_than_there_is():
    told = []
    meter = fetch.Meter(lambda *bytes_: told.append(bytes_), 500)
    meter.total = 0  # a server that does not say
    meter.update(300)
    meter.total = 1000
    meter.update(900)  # pooch counts a last block in full
    meter.tell()
    assert (told[0], told[-1]) == ((0, 500), (1000, 1000))


def test_leftovers_of_the_dead_are_removed_and_those_of_the_living_are_not(mnist):
    cache = cache_of("mnist")
    cache.mkdir()
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    half = cache / f"unfinished-mnist-{dead.pid}"
    half.mkdir()
    (half / "mnist.npz").write_bytes(mnist.body[:1000])
    folder = cache / f"unfinished-20newsgroups-{dead.pid}"
    folder.mkdir()
    (folder / CATALOGUE["20newsgroups"].remote.file).write_bytes(b"half")
    living = cache / f"unfinished-mnist-{os.getppid()}"
    living.mkdir()
    other = cache / "unfinished-business.txt"
    other.write_bytes(b"the reader's")
    assert datasets.file_of("mnist") is None
    file = fetch.fetch("mnist")
    assert set(cache.iterdir()) == {file, living, other}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_another_program_was_cut_off_in_writing_is_removed(name, folders, monkeypatch):
    import zlib

    whole = {
        "mnist": tiny_mnist(),
        "20newsgroups": zlib.compress(np.random.default_rng(0).bytes(3_000_000)),
    }[name]
    cache = cache_of(name)
    cache.mkdir(parents=True)
    file = cache / CATALOGUE[name].remote.file
    file.write_bytes(whole)
    fetch.discard_half_written(name)
    assert file.exists()
    file.write_bytes(whole[:-30])
    fetch.discard_half_written(name)
    assert not file.exists()
    file.write_bytes(whole[:-30])
    monkeypatch.setenv(datasets.OFFLINE_FOLDER, str(cache))
    fetch.discard_half_written(name)
    assert file.exists(), "a reader's own file is never removed"


def test_progress_is_told_from_time_to_time_and_not_for_each_block(monkeypatch):
    monkeypatch.setattr(fetch, "PROGRESS_SECONDS", 60)
    told = []
    meter = fetch.Meter(lambda *bytes_: told.append(bytes_), 500)
    for _ in range(5):
        meter.update(100)
    assert told == [(0, 500)]
    monkeypatch.setattr(fetch, "PROGRESS_SECONDS", 0)
    meter.reset()
    meter.update(100)
    assert told == [(0, 500), (100, 500)]
