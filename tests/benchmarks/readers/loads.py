"""What a class does to the app, and what it costs: each load on a server that already runs."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from core import questions
from core.experiment import Experiment
from core.runs import Desk
from tests.benchmarks.readers.reader import Seen, Visit, crowd
from tests.serving import Server

PAGES = ("", *(name for name in questions.NAMES if name != "playground"))
SEED = 1000  # of the first run that is nobody else's
SHARED_SEED = 999
ENDS_APART = 3.0  # seconds, at most, from the first reader's sight of a run's end to the last one's
TRACEBACK = 40  # lines, at most, of one in a log
TRAINED = "here, "  # in the line that tells a run's state, once it has ended


@dataclass(frozen=True)
class Class:
    """What came of one load. began: the moment at which its first reader came."""

    seen: tuple[Seen, ...]
    began: float

    @property
    def errors(self) -> list[str]:
        """What went wrong, and for how many readers nothing more than silence came."""
        found = [error for each in self.seen for error in each.errors]
        missing = sum(each.first is None for each in self.seen)
        unfinished = sum(each.first is not None and not each.done for each in self.seen)
        if missing:
            found.append(f"{missing} readers saw no page")
        if unfinished:
            found.append(f"{unfinished} readers saw no end")
        return found

    @property
    def first(self) -> list[float]:
        """Seconds until each reader's first whole page."""
        return [each.first for each in self.seen if each.first is not None]

    @property
    def until_all(self) -> float:
        """Seconds from the first reader's coming until the last one had seen the end."""
        return max((each.ended for each in self.seen if each.ended), default=float("nan")) - self.began

    @property
    def ends_apart(self) -> float:
        """Seconds between the first and the last reader's sight of the end."""
        ends = [each.ended for each in self.seen if each.ended]
        return max(ends) - min(ends) if ends else float("nan")


def come(server: Server, visits: Sequence[Visit], spread: float) -> Class:
    """Have readers come within `spread` seconds, and wait until all have seen what there is."""
    return crowded(server.port, visits, spread)


def crowded(port: int, visits: Sequence[Visit], spread: float) -> Class:
    """The same at whatever listens at this port."""
    began = time.monotonic()
    return Class(tuple(asyncio.run(crowd(port, visits, spread))), began)


def all_at_once(server: Server, readers: int) -> Class:
    """A class opens one link within five seconds."""
    return come(server, [Visit(patience=120)] * readers, spread=5)


def own_runs(server: Server, runs: int) -> Class:
    """A class trains: everyone a run of their own, within three seconds."""
    wanted = [Visit(query=each, patience=150, until=TRAINED) for each in _queries(runs)]
    return come(server, wanted, spread=3)


def one_run(server: Server, readers: int, epochs: int) -> Class:
    """A class looks at one and the same run, long enough to be live when the last of them comes."""
    query = f"seed={SHARED_SEED}&epochs={epochs}&batch_size=8"
    wanted = Visit(query=query, patience=150, until=TRAINED)
    return come(server, [wanted] * readers, spread=2)


def page_cpu(server: Server, page: str, views: int) -> float:
    """Seconds of a core that a view of this page costs, once warm."""
    come(server, [Visit(page)] * 2, spread=1)
    before = server.cpu_seconds
    seen = come(server, [Visit(page)] * views, spread=views / 5)
    if seen.errors:
        raise RuntimeError(f"/{page}: {seen.errors}")
    return (server.cpu_seconds - before) / views


def worker_seconds(runs: int) -> float:
    """What the worker alone needs for that many runs, one after the other, without any reader."""
    desk = Desk(patience=600)
    try:
        desk.warm()
        while not desk.ready:
            time.sleep(0.05)
        began = time.monotonic()
        orders = [Experiment(seed=SEED + place) for place in range(runs)]
        running = [desk.submit(each, f"watcher {each.seed}") for each in orders]
        while any(each.live for each in running):
            time.sleep(0.02)
        return time.monotonic() - began
    finally:
        desk.close()


def complaints(server: Server) -> list[str]:
    """What its log tells of errors: each line of one, and of a traceback what stands in it too."""
    lines = server.said().splitlines()
    told = [place for place, line in enumerate(lines) if "Error" in line or "Traceback" in line]
    shown = {
        place + after
        for place in told
        for after in range(TRACEBACK if "Traceback" in lines[place] else 1)
    }
    return [lines[place] for place in sorted(shown) if place < len(lines)]


def late(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else float("nan")


def _queries(runs: int) -> list[str]:
    return [f"seed={SEED + place}" for place in range(runs)]
