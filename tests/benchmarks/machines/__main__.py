"""`python -m tests.benchmarks.machines`: runs on more workers, and two servers, one of them killed."""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import loky

from tests.benchmarks.machines import crews, servers
from tests.benchmarks.machines.kills import Kill, kills
from tests.benchmarks.readers.loads import complaints, late
from tests.benchmarks.table import aligned

HEADINGS = ("", "one worker", "two", "times as fast", "runs a minute")


@dataclass(frozen=True)
class Size:
    """How many runs at once, how often each, and what comes to the two servers."""

    runs: tuple[int, ...]
    repeats: int
    readers: int
    readers_runs: int


WHOLE, QUICK = Size((6, 60), 3, 200, 20), Size((6,), 1, 20, 5)


def main() -> None:
    """Print what was measured; fail where a run failed or a reader got no answer."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.machines", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="6 runs and 20 readers: does all work?")
    parser.add_argument("--kills", type=int, metavar="N", help="so many Dask workers, in mid-run")
    asked = parser.parse_args()
    if asked.kills:
        raise SystemExit(0 if all_survived(asked.kills) else 1)
    size = QUICK if asked.quick else WHOLE
    print(f"{loky.cpu_count()} cores, which this process uses too; medians of {size.repeats}")
    print(aligned(HEADINGS, list(rows(size))), flush=True)
    lines, errors = two_servers(size)
    for line in (*lines, *(f"! {error}" for error in errors)):
        print(line)
    raise SystemExit(1 if errors else 0)


def all_survived(times: int) -> bool:
    """Print what each killed Dask worker cost. Whether no run was lost."""
    found = []
    for kill in kills(times):
        found.append(kill)
        held = f"{kill.threads} threads, {kill.bytes / 2**20:.0f} MiB"
        print(f"{kill.state}, {kill.restarts} restarts, {kill.seconds:.1f} s; {held}", flush=True)
    restarts = sum(kill.restarts for kill in found)
    print(f"{times} killed, {restarts} restarts, of {len(found)} runs all whole: {_whole(found)}")
    return _whole(found)


def _whole(found: Sequence[Kill]) -> bool:
    return all(kill.state == "finished" and kill.whole for kill in found)


def rows(size: Size) -> Iterator[tuple[str, ...]]:
    """A row for each number of runs and kind of workers, next to one worker, in turns."""
    kinds = {
        "two local workers, a core each": (crews.local_pinned, crews.local_pinned),
        "a Dask cluster of two, a core each": (crews.local_pinned, crews.cluster_pinned),
        "two local workers, all cores": (crews.local, crews.local),
    }
    seed = 1000
    for name, (one_worker, two_workers) in kinds.items():
        with one_worker(1) as alone, two_workers(2) as several:
            for desk in (alone, several):  # each worker has trained each setup once
                crews.seconds(desk, 4 * len(crews.SETUPS), seed)
            for runs in size.runs:
                one, more = [], []
                for _repeat in range(size.repeats):
                    seed += 1000
                    one.append(crews.seconds(alone, runs, seed))
                    more.append(crews.seconds(several, runs, seed))
                times = median(one) / median(more)
                yield (
                    *(f"{runs} runs, {name}", f"{median(one):.2f} s", f"{median(more):.2f} s"),
                    *(f"{times:.2f}×", f"{60 * runs / median(more):.0f}"),
                )


def two_servers(size: Size) -> tuple[list[str], list[str]]:
    """What a class sees of them, in words; and what went wrong."""
    with tempfile.TemporaryDirectory() as name, servers.pair(Path(name)) as pair:
        first, again = servers.trained_once(pair, size.readers_runs)
        twice = servers.trained_twice(pair, size.readers_runs)
        killed = servers.one_killed(pair, size.readers, size.readers_runs, after=4)
        returned = sum(each.returned for each in killed.seen)
        told = [
            f"two servers, {size.readers_runs} own runs: last end after {first.until_all:.1f} s; the "
            f"same links again: {again.until_all:.1f} s, {twice} trained twice",
            f"{size.readers} readers of {size.readers_runs} runs, one server killed after 4 s: "
            f"{returned} came again by themselves; first page p95 {late(killed.first):.1f} s, last end "
            f"{killed.until_all:.1f} s",
        ]
        errors = [*first.errors, *again.errors, *killed.errors]
        errors += [line for each in pair.servers for line in complaints(each)]
        if twice:
            errors.append(f"{twice} runs were trained by both servers")
        return told, errors


if __name__ == "__main__":
    main()
