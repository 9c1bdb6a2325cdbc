"""What each trap's script finds with other seeds than its recordings': measured, and kept as numbers.

`python -m tests.core.questions.traps.seeds` measures all of them anew.
"""

import json
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


def measure() -> None:
    """Run every trap's script with every seed, and keep what is found."""
    found = {"versions": versions(), "traps": {}}
    for trap in traps().values():
        for seed in SEEDS:
            script = with_seed(trap, seed)
            told = {"ran": script.training_key, "numbers": run(script)}
            found["traps"].setdefault(trap.id, {})[str(seed)] = told
        print(trap.id, flush=True)
    MEASURED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    measure()
