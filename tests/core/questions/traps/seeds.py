"""What each trap's script finds with other seeds than its recordings': measured, and kept as numbers.

`python -m tests.core.questions.traps.seeds` measures all of them anew; with names, those traps alone.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

from core.experiment import Script
from core.questions.traps.trap import Trap, traps
from core.training import scripts

MEASURED = Path(__file__).with_name("seeds.json")
SEEDS = (1, 2, 3, 4)  # the fifth is the recordings' own
TRAIN = ("keras", "tensorflow", "numpy", "scikit-learn")


def versions() -> dict[str, str]:
    """Of all that has a say in what a script finds."""
    return {name: version(name) for name in TRAIN}


def with_seed(trap: Trap, seed: int) -> Script:
    """The trap's script as it is shown first, but for its seed."""
    script = trap.script()
    return Script(script.path, script.settings | {"SEED": seed}, script.kept)


def run(script: Script) -> dict[str, float]:
    """The numbers that it ends with."""
    *_, end = scripts.run(script)
    return end.numbers


def measure(*names: str) -> None:
    """Run these traps' scripts with every seed, and keep what is found: of all of them, unless others
    were measured with the same versions.
    """
    found = json.loads(MEASURED.read_text(encoding="utf-8"))
    if not names or found["versions"] != versions():
        names, found = tuple(traps()), {"versions": versions(), "traps": {}}
    for name in names:
        found["traps"][name] = {}
        for seed in SEEDS:
            script = with_seed(traps()[name], seed)
            told = {"ran": script.training_key, "numbers": run(script)}
            found["traps"][name][str(seed)] = told
        print(name, flush=True)
    MEASURED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    measure(*sys.argv[1:])
