"""Pages run against a desk whose worker answers at once, or against the real one."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest

from core.experiment import Experiment, Script, nets
from core.experiment.comparison import Comparison, Order
from core.measures import accuracy, losses
from core.measures.snapshot import ComparisonSnapshot, Device, Gallery, ScriptSnapshot, Snapshot
from core.questions.traps.recordings import SHELF
from core.runs import Desk
from core.runs.crew import LocalCrew
from core.runs.worker import About
from core.ui import desk as desk_room
from core.ui import live

APP = Path(__file__).parents[2] / "app.py"
EXAMPLES = 40

# What the instant worker reports lies so far from what it finds by hand, each by an amount of its own:
# a page that takes the one for the other, or one accuracy for another, shows another number.
LOSS_OFF = 0.25
ACCURACY_OFF = {
    "binary_accuracy": 0.01,
    "categorical_accuracy": 0.02,
    "sparse_categorical_accuracy": 0.03,
}


DEVICE = Device("CPU", "", 2)


class InstantWorker:
    """Trains nothing: its predictions are drawn at random, its measurements made by hand."""

    resident_bytes = 0

    def __init__(self) -> None:
        self.alive = False

    def start(self) -> About:
        self.alive = True
        return About(DEVICE, {"keras": "3.15.1", "tensorflow": "2.21.0"})

    def train(self, order: Order) -> Iterator[tuple[str, object]]:
        yield "device", DEVICE
        if isinstance(order, Script):
            recording = SHELF.find(order)  # for what is drawn of it; its numbers are others
            arrays = recording.snapshots[-1].arrays if recording else {}
            numbers = dict.fromkeys(set(order.kept) - arrays.keys(), 0.5)
            yield "snapshot", ScriptSnapshot(order.epochs, ("reported: 0.500",), numbers, arrays)
            return
        members = order.members if isinstance(order, Comparison) else {"": order}
        labels = np.arange(EXAMPLES) % nets.classes(next(iter(members.values())))
        yield "gallery", Gallery(np.ones((EXAMPLES, 8, 8), "uint8"), labels, 16)
        for epoch in range(order.epochs + 1):
            moment = {
                name: snapshot(each, epoch, labels, draw)
                for draw, (name, each) in enumerate(members.items())
            }
            several = isinstance(order, Comparison)
            yield "snapshot", ComparisonSnapshot(moment) if several else moment[""]

    def cancel(self) -> None:
        pass

    def close(self) -> None:
        self.alive = False


class InstantCrew(LocalCrew):
    """One instant worker, on this machine."""

    def worker(self) -> InstantWorker:
        return InstantWorker()


def snapshot(experiment: Experiment, epoch: float, labels: np.ndarray, draw: int = 0) -> Snapshot:
    """Measurements of predictions drawn at random: exact by hand, and reported a little off."""
    shape = (EXAMPLES, nets.units(experiment))
    predictions = np.random.default_rng(int(epoch) + 1000 * draw).random(shape).astype("float32")
    targets = nets.targets(experiment, labels)
    by_hand = {}
    for name in ACCURACY_OFF:
        with contextlib.suppress(ValueError):
            by_hand[name] = getattr(accuracy, name)(targets, predictions)
    reported = {name: _off(value, ACCURACY_OFF[name]) for name, value in by_hand.items()}
    if experiment.uses_from_logits:
        loss = losses.on_logits(experiment.loss, targets, predictions)
    else:
        loss = losses.BY_HAND[experiment.loss](targets, predictions)
    true = nets.true_accuracy(experiment, labels, predictions)
    recalls = nets.recalls(experiment, labels, predictions)
    return Snapshot(
        epoch=epoch,
        examples=EXAMPLES,
        loss=loss + LOSS_OFF,
        loss_by_hand=loss,
        accuracies=reported,
        accuracies_by_hand=by_hand,
        true_accuracy=true,
        predictions=predictions,
        recalls=recalls,
        right=np.packbits(nets.answers_right(experiment, labels, predictions)),
        sure=np.packbits(predictions.max(axis=-1) > nets.threshold(experiment)),
    )


def _off(share: float, amount: float) -> float:
    """Another share than this one, but still a share."""
    return share - amount if share > 0.5 else share + amount


@pytest.fixture(scope="package", autouse=True)
def pages_alone():
    """What Streamlit does around a script for the sake of other apps, at half a second a time.

    Where a process holds Keras, as this one does and the app's never, it clears Keras's session; and
    for each AppTest it looks through every installed package for components of its own.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(script_runner, "_clean_problem_modules", lambda: None)
        patch.setattr(BidiComponentManager, "discover_and_register_components", lambda *_, **__: None)
        patch.setattr(live, "FRESH", 0)  # what a test does to a run is to be seen at once
        yield


@contextlib.contextmanager
def warm_desk() -> Iterator[Desk]:
    """A desk of its own for every page in the block, its workers started without the head start."""
    desk_room.desk.clear()
    opened = desk_room.desk()
    opened.warm()
    yield opened
    desk_room.desk().close()
    desk_room.desk.clear()


@pytest.fixture
def instant_desk(monkeypatch):
    """Pages get a desk of instant workers for one test."""
    monkeypatch.setattr(desk_room.settings, "desk", lambda: Desk(InstantCrew()))
    with warm_desk() as opened:
        yield opened


@pytest.fixture(scope="session")
def real_desk():
    """Pages get the desk that readers get, its worker warm."""
    with warm_desk() as opened:
        yield opened


def open_app(**parameters: str) -> AppTest:
    """The app as a link with these URL parameters opens it."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()
