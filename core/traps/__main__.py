"""`python -m core.traps [ID] [--format text|json]`: every trap as it was recorded, or one run here.

A run needs TensorFlow and some seconds. Exit status 2 where there is no such trap.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence

from core.measures.snapshot import ScriptSnapshot
from core.questions.traps.recordings import SHELF
from core.questions.traps.trap import NUMBERS, Trap, traps


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m core.traps", description=__doc__)
    parser.add_argument("id", nargs="?", metavar="ID", help="which to run; without it, all are listed")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    given = parser.parse_args(arguments)
    if given.id is None:
        found = [numbers(trap, recorded(trap)) for trap in traps().values()]
    elif given.id in traps():
        found = [numbers(traps()[given.id], run(traps()[given.id]))]
    else:
        print(f"no trap {given.id}: there are {', '.join(traps())}", file=sys.stderr)
        return 2
    print(json.dumps(found, indent=2) if given.format == "json" else "\n".join(map(as_text, found)))
    return 0


def recorded(trap: Trap) -> ScriptSnapshot:
    """The end of its shipped run."""
    return SHELF.find(trap.script()).snapshots[-1]


def run(trap: Trap) -> ScriptSnapshot:
    """The end of a run here and now."""
    from core.training import snapshots_of

    *_, end = snapshots_of(trap.script())
    return end


def numbers(trap: Trap, end: ScriptSnapshot) -> dict[str, str | float]:
    """Its id, and what is reported, true and mended, as shares."""
    return {"id": trap.id} | {name: end.numbers[name] for name in NUMBERS}


def as_text(found: Mapping[str, str | float]) -> str:
    """One line of the list."""
    return "{id:<12} reported {reported:.3f}  true {true:.3f}  mended {mended:.3f}".format(**found)


if __name__ == "__main__":
    sys.exit(main())
