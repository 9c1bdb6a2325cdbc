"""The line about the data that every study page shows."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core import datasets
from core.ui import data_note
from tests.pages.conftest import APP


def shown(dataset: str) -> str:
    def page(dataset):
        from core.ui.data_note import data_note

        data_note(dataset)

    app = AppTest.from_function(page, kwargs={"dataset": dataset}).run()
    assert not app.exception
    [caption] = app.caption
    return caption.value


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    """An empty offline folder, and empty caches."""
    for name in ("KERAS_HOME", "SCIKIT_LEARN_DATA", datasets.OFFLINE_FOLDER):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("name", datasets.CATALOGUE)
def test_every_data_set_says_what_it_is_whose_and_under_which_licence(name):
    source = datasets.CATALOGUE[name]
    line = shown(name)
    words = source.words()
    assert f"Data: {words.title}, {words.examples}" in line
    assert words.origin in line
    assert words.licence in line
    assert ("comes with this app" in line) == source.bundled
    assert ("not on this machine" in line) == (not source.bundled)


def test_a_file_that_is_here_is_said_to_be_here(folder):
    (folder / "mnist.npz").write_bytes(b"")
    line = shown("mnist")
    assert "on this machine" in line
    assert "not on this machine" not in line


def test_a_download_says_where_from_and_what_it_is_checked_against():
    for name, words in {
        "mnist": "11 MB from storage.googleapis.com, checked against sha256 `731c5ac60275…`",
        "20newsgroups": "14 MB from ndownloader.figshare.com, checked against sha256 `8f1b2514ca22…`",
    }.items():
        assert words in shown(name)
        dataset = datasets.CATALOGUE[name]
        assert dataset.remote.sha256 in data_note.checksum_in_full(dataset)
    assert data_note.checksum_in_full(datasets.CATALOGUE["pima"]) is None


@pytest.mark.parametrize(
    "name", [name for name, source in datasets.CATALOGUE.items() if source.instead]
)
def test_every_failed_download_names_the_data_and_its_stand_in(name):
    source = datasets.CATALOGUE[name]
    said = {data_note.problem_in_words(name, id) for id in datasets.DownloadFailed.REASONS}
    assert len(said) == len(datasets.DownloadFailed.REASONS)
    assert all(each.startswith(source.title) for each in said)
    assert data_note.problem_in_words(name, "worker_lost") is None
    assert datasets.CATALOGUE[source.instead].title in data_note.stand_in_in_words(name)


@pytest.mark.usefixtures("instant_desk")
@pytest.mark.parametrize(
    ("page", "offered"),
    [
        ("mnist", ["Run it on the bundled digits"]),
        ("topics", ["Run it on synthetic documents"]),
        ("diabetes", ["Run 2 × 10 here", "Run 2 × 100"]),
    ],
)
def test_an_embedded_page_without_its_data_offers_what_runs_at_once(page, offered, monkeypatch):
    """An iframe has room for one line of buttons, and a course page is mostly served without data."""
    monkeypatch.setattr(type(st.context), "is_embedded", True)
    app = AppTest.from_file(str(APP), default_timeout=30).switch_page(f"pages/{page}.py").run()
    assert not app.exception
    assert [each.label for each in app.button if "_run_" in each.key] == offered
    assert not any("cloud_off" in each.value for each in app.caption)
