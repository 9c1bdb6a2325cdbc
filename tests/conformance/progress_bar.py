"""What the progress bar of Keras 3.4.1 says: python -m tests.conformance.progress_bar

Runs the trap's script with that Keras, on the TensorFlow that is installed, and stores
the numbers beside the trap.
"""

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from core.questions.traps.evaluate import MEASURED, TRAP

KERAS = "3.4.1"
QUIET, SHOWN = "callbacks=[Watch()], verbose=0", "callbacks=[Watch()], verbose=1"


def measured(text: str) -> dict[str, str | float]:
    """The script's numbers with the Keras at hand, and the last that its bar shows."""
    import keras
    import tensorflow

    names, said = {"__name__": "__main__"}, io.StringIO()
    assert QUIET in text
    with contextlib.redirect_stdout(said):
        exec(compile(text.replace(QUIET, SHOWN), "script.py", "exec"), names)
    shown = re.findall(r"accuracy: ([\d.]+)", said.getvalue().split("fit's accuracy")[0])
    return {
        "keras": keras.__version__,
        "tensorflow": tensorflow.__version__,
        "bar": float(shown[-1]),
        "history": names["reported"],
        "evaluate": names["true"],
    }


def main() -> None:
    """Install that Keras aside, and measure in a process that finds it first."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder]
        subprocess.run([*pip, f"keras=={KERAS}"], check=True)
        found = subprocess.run(
            [sys.executable, "-m", "tests.conformance.progress_bar", "here"],
            env=os.environ | {"PYTHONPATH": folder},
            check=True,
            capture_output=True,
            text=True,
        )
    Path(MEASURED).write_text(json.dumps(json.loads(found.stdout), indent=2) + "\n")


if __name__ == "__main__":
    if sys.argv[1:] == ["here"]:
        print(json.dumps(measured(TRAP.script().text)))
    else:
        main()
