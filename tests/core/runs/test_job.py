"""What the worker process tells about a training, without TensorFlow."""

import zipfile
from types import SimpleNamespace

import pytest

from core import datasets
from core.datasets import fetch as fetching
from core.experiment import Experiment
from core.keras_versions import KerasRefuses
from core.runs import job
from core.runs.run import PROBLEMS
from tests.core.runs.conftest import a_snapshot


def told(train, cancelled=lambda: False, **choices):
    """What `job.train` sends when `train` stands in for core.training's."""
    sent = []
    training = SimpleNamespace(snapshots_of=train, gallery_of=lambda order: "images")
    job.train(
        training,
        Experiment(**choices).as_dict(),
        lambda kind, value: sent.append((kind, value)),
        cancelled,
    )
    return sent


def raising(failure):
    def train(experiment):
        raise failure
        yield

    return train


def test_the_gallery_comes_before_the_first_snapshot():
    first, second = a_snapshot(0), a_snapshot(1)
    assert told(lambda experiment: iter([first, second])) == [
        ("gallery", "images"),
        ("snapshot", first),
        ("snapshot", second),
    ]


def test_a_cancel_ends_the_training_before_the_next_snapshot_is_sent():
    closed = []

    def train(experiment):
        try:
            for epoch in range(100):
                yield a_snapshot(epoch)
        finally:
            closed.append(True)

    answers = iter([False, False, True])
    sent = told(train, cancelled=lambda: next(answers))
    assert [kind for kind, _ in sent] == ["gallery", "snapshot", "snapshot"]
    assert closed


@pytest.mark.parametrize(
    ("failure", "problem"),
    [
        (KerasRefuses("ValueError", "must have the same rank"), "refused"),
        (datasets.DataMissing("mnist"), "data_missing"),
        (PermissionError("no"), "unexpected"),
        (OSError(28, "No space left on device"), "unexpected"),
        (MemoryError(), "unexpected"),
    ],
)
def test_each_failure_has_its_problem(failure, problem):
    [(kind, value)] = told(raising(failure))
    assert kind == "problem"
    assert value.id == problem
    assert value.message
    assert "\n" not in value.message


def test_a_refusal_says_what_keras_prints():
    [(_, problem)] = told(raising(KerasRefuses("ValueError", "must have the same rank")))
    assert problem.message == "must have the same rank"


def test_an_unexpected_failure_is_one_line():
    [(_, problem)] = told(raising(RuntimeError("first\nsecond")))
    assert problem.message == "RuntimeError: first"


def test_a_choice_that_no_experiment_has_is_a_problem_and_no_death():
    sent = []
    job.train(None, {"planet": 1}, lambda *message: sent.append(message), lambda: False)
    assert sent[0][1].id == "unexpected"


@pytest.fixture
def missing(tmp_path, monkeypatch):
    """No data set is on this machine. Returns where each would be kept."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.delenv(datasets.OFFLINE_FOLDER, raising=False)
    return tmp_path / "datasets"


def test_what_is_missing_is_downloaded_first_and_sent_word_of(missing, monkeypatch):
    def fetch(name, progress):
        assert name == "mnist"
        progress(0, 30)
        progress(30, 30)

    monkeypatch.setattr(fetching, "fetch", fetch)
    sent = told(lambda experiment: iter([a_snapshot(0)]), dataset="mnist")
    assert sent[:3] == [("download", (0, 30)), ("download", (30, 30)), ("download", None)]
    assert [kind for kind, _ in sent[3:]] == ["gallery", "snapshot"]


def test_what_is_here_is_not_downloaded(missing, monkeypatch):
    missing.mkdir()
    with zipfile.ZipFile(missing / "mnist.npz", "w") as archive:
        archive.writestr("x_train.npy", bytes(2000))
    monkeypatch.setattr(fetching, "fetch", None)
    for dataset in ("mnist", "digits"):
        sent = told(lambda experiment: iter([a_snapshot(0)]), dataset=dataset)
        assert [kind for kind, _ in sent] == ["gallery", "snapshot"]


def test_a_cancel_ends_a_download_without_a_problem(missing, monkeypatch):
    def fetch(name, progress):
        for so_far in range(100):
            progress(so_far, 100)

    monkeypatch.setattr(fetching, "fetch", fetch)
    answers = iter([False, False, True])
    assert told(None, cancelled=lambda: next(answers), dataset="mnist") == [
        ("download", (0, 100)),
        ("download", (1, 100)),
    ]


@pytest.mark.parametrize("reason", datasets.DownloadFailed.REASONS)
def test_a_failed_download_names_the_data_and_what_was_raised(reason, missing, monkeypatch):
    def fetch(name, progress):
        raise datasets.DownloadFailed(name, reason) from TimeoutError("timed out")

    monkeypatch.setattr(fetching, "fetch", fetch)
    [(kind, problem)] = told(None, dataset="mnist")
    assert (kind, problem.id) == ("problem", reason)
    assert problem.id in PROBLEMS
    assert problem.message == "MNIST could not be downloaded (TimeoutError: timed out)."


@pytest.mark.parametrize(("cores", "share", "threads"), [(8, 1, 8), (8, 3, 2), (2, 4, 1)])
def test_workers_share_the_cores(monkeypatch, cores, share, threads):
    for name in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setattr(job.loky, "cpu_count", lambda: cores)
    assert job.use_own_cores(share) == threads
    assert job.os.environ["TF_NUM_INTRAOP_THREADS"] == str(threads)


def test_what_the_environment_says_of_threads_is_taken_and_told(monkeypatch):
    monkeypatch.setenv("TF_NUM_INTRAOP_THREADS", "5")
    monkeypatch.setenv("TF_NUM_INTEROP_THREADS", "5")
    assert job.use_own_cores() == 5
