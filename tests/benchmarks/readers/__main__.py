"""`python -m tests.benchmarks.readers`: a class of readers, next to an empty Streamlit page."""

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.readers import loads
from tests.benchmarks.readers.report import Line, formatted
from tests.benchmarks.readers.soak import soak
from tests.serving import ROOT, Server, serving

EMPTY = "import streamlit as st\n\nst.title('An empty page')\n"
MIB = 2**20


@dataclass(frozen=True)
class Size:
    """How many readers come at once, how many train a run of their own, how often a page is viewed."""

    readers: int
    runs: int
    views: int
    epochs: int


WHOLE, QUICK = Size(200, 30, 20, 200), Size(20, 6, 3, 30)


def main() -> None:
    """Print the table; fail where a reader got an error or no answer. A missed target is no failure."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.readers", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="20 readers and 6 runs: is all served?")
    parser.add_argument("--soak", type=int, metavar="ROUNDS", help="of 500 views, 100 runs, 2 kills")
    asked = parser.parse_args()
    if asked.soak:
        raise SystemExit(1 if soaked(asked.soak) else 0)
    lines, errors = measure(QUICK if asked.quick else WHOLE)
    print(formatted(lines))
    for error in errors:
        print(f"! {error}")
    raise SystemExit(1 if errors else 0)


def soaked(rounds: int) -> list[str]:
    """Print what each round leaves behind; the errors of all."""
    errors: list[str] = []
    print("views  runs  kills  page MiB  all MiB  peak MiB")
    with tempfile.TemporaryDirectory() as name, serving(ROOT / "app.py", Path(name) / "log") as server:
        for place, each in enumerate(soak(server, rounds), 1):
            done = (each.views * place, each.runs * place, each.kills * place)
            held = (each.page, each.everything, each.peak)
            print("{:5} {:5} {:6}".format(*done), "{:9.0f} {:8.0f} {:9.0f}".format(*held), flush=True)
            for error in each.errors:
                print(f"! {error}", flush=True)
            errors += each.errors
    return errors


def measure(size: Size) -> tuple[list[Line], list[str]]:
    """The table's lines, and what went wrong. Loads go one after the other."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "empty.py").write_text(EMPTY, encoding="utf-8")
        with serving(folder / "empty.py", folder / "empty.log", folder) as server:
            empty = loads.all_at_once(server, size.readers)
            empty_cpu = loads.page_cpu(server, "", size.views)
        alone = loads.worker_seconds(size.runs)
        with serving(ROOT / "app.py", folder / "app.log") as server:
            return _of_the_app(server, size, empty, empty_cpu, alone)


def _of_the_app(
    server: Server, size: Size, empty: loads.Class, empty_cpu: float, alone: float
) -> tuple[list[Line], list[str]]:
    readers, runs = size.readers, size.runs
    opened = loads.all_at_once(server, readers)
    own = loads.own_runs(server, runs)
    one = loads.one_run(server, readers, size.epochs)
    lines = [
        Line(f"{readers} readers open /: last served", empty.until_all, opened.until_all, 0.5),
        Line(f"{runs} own runs: first page, p95", None, loads.late(own.first), 2.0),
        Line(f"{runs} own runs: last end (worker alone)", alone, own.until_all, 1.5),
        Line(f"{readers} readers of one run: ends apart", None, one.ends_apart, loads.ENDS_APART),
    ]
    for page in loads.PAGES:
        seconds = loads.page_cpu(server, page, size.views)
        lines.append(Line(f"CPU a view of /{page}", empty_cpu, seconds, 0.040, absolute=True))
    held, everything = server.resident_bytes / MIB, server.all_resident_bytes / MIB
    lines += [
        Line("memory of the page process, MiB", None, held, 250, unit=""),
        Line("memory of all processes, MiB", None, everything, 1200, unit=""),
    ]
    found = [("/", opened), ("own runs", own), ("one run", one), ("an empty page", empty)]
    return lines, [
        f"{name}: {error}" for name, each in found for error in each.errors
    ] + loads.complaints(server)


if __name__ == "__main__":
    main()
