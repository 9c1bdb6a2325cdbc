"""Hours of readers in minutes: does anything grow, and does a killed worker cost anyone an answer?"""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from core.experiment import ACTIVATIONS, LOSSES
from tests.benchmarks.readers import loads
from tests.benchmarks.readers.loads import TRAINED, come
from tests.benchmarks.readers.reader import Visit
from tests.serving import Server

VIEWS, RUNS, KILLS = 500, 100, 2  # of a round
READERS = 50  # who come within ten seconds
MIB = 2**20


@dataclass(frozen=True)
class Round:
    """What stood after a round. Memory in MiB; peak: the most that all processes held in it."""

    views: int
    runs: int
    kills: int
    page: float
    everything: float
    peak: float
    errors: tuple[str, ...]


class Peak:
    """The most that a server and all its workers hold while the block runs, looked at each second."""

    def __init__(self, server: Server) -> None:
        self.bytes = 0
        self._server, self._over = server, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Peak":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(1):
            self.bytes = max(self.bytes, self._server.all_resident_bytes)


def soak(server: Server, rounds: int) -> Iterator[Round]:
    """Views of every page, runs that nobody asked for before, killed workers; again and again."""
    for place in range(rounds):
        errors: list[str] = []
        with Peak(server) as peak:
            errors += _views(server)
            errors += _runs(server, place)
            errors += _kills(server, place)
        yield Round(
            VIEWS,
            RUNS,
            KILLS,
            server.resident_bytes / MIB,
            server.all_resident_bytes / MIB,
            peak.bytes / MIB,
            (*errors, *(loads.complaints(server) if place == rounds - 1 else ())),
        )


def _views(server: Server) -> list[str]:
    pages = [Visit(loads.PAGES[place % len(loads.PAGES)]) for place in range(VIEWS)]
    found = [
        come(server, pages[start : start + READERS], spread=READERS / 5)
        for start in range(0, VIEWS, READERS)
    ]
    return [error for each in found for error in each.errors]


def _runs(server: Server, place: int) -> list[str]:
    setups = [(loss, activation) for loss in LOSSES[:2] for activation in ACTIVATIONS[:2]]
    wanted = [
        Visit(
            query=f"seed={10_000 + place * RUNS + run}&epochs=3"
            f"&loss={setups[run % 4][0]}&activation={setups[run % 4][1]}",
            patience=300,
            until=TRAINED,
        )
        for run in range(RUNS)
    ]
    return come(server, wanted, spread=RUNS / 5).errors


def _kills(server: Server, place: int) -> list[str]:
    """A worker dies in the middle of a run that somebody waits for."""
    errors: list[str] = []
    for kill in range(KILLS):
        wanted = Visit(
            query=f"seed={500_000 + place * KILLS + kill}&epochs=60", patience=120, until=TRAINED
        )
        killer = threading.Timer(1.5, _kill, [server])
        killer.start()
        errors += come(server, [wanted], spread=0).errors
        killer.join()
    return errors


def _kill(server: Server) -> None:
    deadline = time.monotonic() + 10
    while not (workers := server.workers()) and time.monotonic() < deadline:
        time.sleep(0.1)
    for worker in workers:
        worker.kill()
