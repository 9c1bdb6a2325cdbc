"""Two servers behind a load balancer with one folder of runs: a class, and one of them killed."""

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.runs.settings import RUNS
from tests.benchmarks.readers.loads import TRAINED, Class, crowded
from tests.benchmarks.readers.reader import Visit
from tests.proxy import balancing
from tests.serving import ROOT, Server, serving

ENDED = "epochs ("  # in the line that tells a run's state, wherever it was trained
RETURNS = 3  # how often a reader's browser makes its connection anew
SEED = 7000


@dataclass(frozen=True)
class Pair:
    """Two servers, the port of the balancer before them, and the folder that they share."""

    servers: tuple[Server, Server]
    port: int
    runs: Path


@contextlib.contextmanager
def pair(folder: Path) -> Iterator[Pair]:
    """Both, until the block ends; one may be killed before."""
    runs = folder / "runs"
    with contextlib.ExitStack() as stack:
        servers = tuple(
            stack.enter_context(
                serving(ROOT / "app.py", folder / f"{name}.log", settings={RUNS: str(runs)})
            )
            for name in ("a", "b")
        )
        port = stack.enter_context(balancing([each.port for each in servers]))
        yield Pair(servers, port, runs)


def trained_once(pair: Pair, runs: int) -> tuple[Class, Class]:
    """A class trains a run each, at whichever server; then another opens the same links."""
    first = crowded(pair.port, visits(runs, TRAINED), spread=3)
    return first, crowded(pair.port, visits(runs, ENDED), spread=3)


def trained_twice(pair: Pair, runs: int) -> int:
    """How many of these runs, which are all finished, both servers say that they trained themselves."""
    here = [
        sum(each.done for each in crowded(server.port, visits(runs, TRAINED, patience=5), 2).seen)
        for server in pair.servers
    ]
    return sum(here) - runs


def one_killed(pair: Pair, readers: int, runs: int, after: float) -> Class:
    """Readers of so many runs, some of them live, when the first server is killed."""

    def kill() -> None:
        time.sleep(after)
        pair.servers[0].process.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    found = crowded(pair.port, visits(runs, ENDED, SEED + 500) * (readers // runs), spread=5)
    killer.join()
    return found


def visits(runs: int, until: str, seed: int = SEED, patience: float = 150) -> list[Visit]:
    """One to each of so many runs that nobody has recorded."""
    return [
        Visit(query=f"seed={seed + place}", patience=patience, until=until, returns=RETURNS)
        for place in range(runs)
    ]
