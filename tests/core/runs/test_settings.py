"""What an operator sets: workers, a cluster, a folder; what cannot be understood is said."""

import logging

import pytest

from core.questions.playground.recordings import SHELF
from core.runs import settings
from core.runs.crew import LocalCrew


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in (settings.WORKERS, settings.CLUSTER, settings.RUNS):
        monkeypatch.delenv(name, raising=False)


def test_unless_told_otherwise_one_process_of_this_machine_trains_and_nothing_is_written():
    crew = settings.crew()
    assert isinstance(crew, LocalCrew)
    assert (crew.places, crew.elsewhere, crew.problem) == (1, False, None)
    assert settings.store() is None


@pytest.mark.parametrize(("said", "places"), [("3", 3), (" 2 ", 2), ("64", 64), ("", 1)])
def test_so_many_workers(monkeypatch, caplog, said, places):
    monkeypatch.setenv(settings.WORKERS, said)
    assert settings.crew().places == places
    assert not caplog.records


@pytest.mark.parametrize("said", ["0", "-1", "65", "2.5", "two", "²", "1e1"])
def test_a_number_of_workers_that_is_none_is_said_and_left(monkeypatch, caplog, said):
    monkeypatch.setenv(settings.WORKERS, said)
    with caplog.at_level(logging.WARNING):
        assert settings.crew().places == 1
    assert said in caplog.text
    assert settings.WORKERS in caplog.text


def test_each_of_several_workers_takes_its_share_of_the_cores(monkeypatch):
    monkeypatch.setenv(settings.WORKERS, "2")
    assert settings.crew().worker()._share == 2


def test_a_folder_for_runs(monkeypatch, tmp_path):
    monkeypatch.setenv(settings.RUNS, str(tmp_path / "runs"))
    store = settings.store()
    assert store.keep(SHELF.load("untrained")).result(10) is None
    assert len(list((tmp_path / "runs").glob("*.npz"))) == 1
    store.close()
