"""What pages say of who trains, and where: a cluster, its loss, several workers, what was kept."""

import threading

import pytest

from core.experiment import Experiment
from core.measures.snapshot import Device
from core.runs import Desk, Problem
from core.runs.run import CREW_PROBLEMS, NOT_KEPT
from core.ui import desk as desk_room
from tests.core.runs.conftest import wait_for
from tests.core.runs.test_seats import Shelf
from tests.pages.conftest import InstantCrew, InstantWorker, open_app, warm_desk
from tests.pages.test_language import assert_translatable, catalogue, opened, settled  # noqa: F401
from tests.pages.test_playground import headline

GPU = Device("GPU", "NVIDIA H200", 16, "node-7")
LINK = {"loss": "mean_squared_error"}  # nobody recorded it


class Crew(InstantCrew):
    """Workers of wherever a test says."""

    data = ("digits",)

    def has(self, dataset):
        return dataset in self.data


@pytest.fixture
def crew():
    return Crew()


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def hold():
    """What waits for the test's end."""
    held = threading.Event()
    yield held
    held.set()


@pytest.fixture(autouse=True)
def desk(crew, shelf, monkeypatch):
    monkeypatch.setattr(desk_room.settings, "desk", lambda: Desk(crew, shelf))
    with warm_desk() as opened:
        yield opened


def footer(app) -> str:
    return next(each.value for each in app.caption if each.value.startswith("Trains with"))


def state(app) -> str:
    return " ".join(each.value for each in app.markdown)


def on(monkeypatch, device: Device) -> None:
    instant = InstantWorker.train

    def train(worker, order):
        yield "device", device
        own = instant(worker, order)
        next(own)
        yield from own

    monkeypatch.setattr(InstantWorker, "train", train)


def test_a_run_names_what_trained_it_and_the_footer_what_all_do(crew, monkeypatch):
    crew.places, crew.elsewhere = 3, True
    on(monkeypatch, GPU)
    app = open_app(**LINK)
    assert footer(app).endswith("On a cluster. 3 runs at once.")
    assert "here, 15 epochs (NVIDIA H200, on `node-7`)." in state(settled(app))


def test_a_machine_is_named_in_every_language(monkeypatch):
    on(monkeypatch, Device("CPU", "", 2, "node-7"))
    assert_translatable(settled(opened("playground", **LINK)))


def test_several_workers_are_told_in_the_footer(crew):
    crew.places = 2
    assert footer(open_app()).endswith("CPU, 2 threads. 2 runs at once.")
    assert_translatable(opened("playground"))


@pytest.mark.parametrize("problem", CREW_PROBLEMS)
def test_why_this_server_trains_instead_is_said(crew, problem):
    crew.problem = Problem(problem, "…")
    assert "instead." in footer(open_app())
    assert_translatable(opened("playground"))


def test_whose_disk_lacks_the_data(crew):
    crew.elsewhere = True
    app = open_app(dataset="mnist")
    assert headline(app) == "MNIST is not on every machine of the cluster that trains."
    assert "keeps it on its own disk." in state(app)
    assert_translatable(opened("playground", dataset="mnist"))
    crew.data = ("digits", "mnist")
    app = opened("mnist", lang="en")
    assert any("on every machine of the cluster that trains (" in each.value for each in app.caption)
    for data in (("digits",), crew.data):
        crew.data = data
        for page in ("playground", "mnist", "topics"):
            assert_translatable(opened(page))


def test_a_run_that_is_kept_elsewhere_is_shown_as_one_of_earlier(shelf, desk):
    trained = settled(open_app(**LINK))
    assert "here, 15 epochs (CPU, 2 threads)." in state(trained)
    (kept,) = shelf.kept.values()
    desk._memory.limit = 0
    desk._memory.shrink(())
    assert desk.find(kept.order) is None
    again = settled(open_app(**LINK))
    assert "kept from earlier, 15 epochs (CPU, 2 threads)." in state(again)
    assert headline(again) == headline(trained)
    assert_translatable(settled(opened("playground", **LINK)))


def test_a_full_disk_is_a_sentence_and_the_run_is_there(shelf):
    shelf.problem = Problem(NOT_KEPT, "OSError: No space left on device")
    app = settled(open_app(**LINK))
    assert "here, 15 epochs" in state(app)
    told = "It could not be kept for later: the disk is full, or cannot be written to."
    assert told in state(app)
    assert not app.info, "the page would jump"
    assert_translatable(settled(opened("playground", **LINK)))


def test_a_lost_cluster_is_said_to_whose_run_it_costs(crew, monkeypatch, hold):
    """To all others in the footer: what comes and goes with every run would have the page jump."""
    crew.problem = Problem("cluster_lost", "…")
    monkeypatch.setattr(InstantWorker, "train", lambda worker, order: iter([hold.wait()][:0]))
    app = open_app(**LINK)
    assert not app.info
    desk_room.desk().find(Experiment(**LINK)).restart()
    assert [each.value for each in app.run().info] == [
        "The training process was lost. A new one started and trains this run again. "
        "The cluster that trains cannot be reached. This server trains instead."
    ]


def test_who_waits_for_a_cluster_is_told_so(crew, monkeypatch, desk, hold):
    crew.elsewhere = True
    monkeypatch.setattr(InstantWorker, "train", lambda worker, order: iter([hold.wait()][:0]))
    app = open_app(**LINK)
    wait_for(lambda: desk.ready)
    assert "Waiting for a machine of the cluster …" in str(app.run().get("progress")[0].proto)
