"""Measure Keras versions: python -m tests.conformance VERSION ...   (no VERSION: list them)

Each runs in a throw-away environment; its rows are stored under measured/, for the tests to hold, and
those of the second probe (probe_more.py) under measured_more/.
"""

import gzip
import itertools
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conformance import more
from tests.conformance.environments import ENVIRONMENTS, make, overlay

HERE = Path(__file__).parent
MEASURED = HERE / "measured"


def measure(version: str, folder: Path) -> int:
    """Run the probe for `version` in the environment under `folder`; the number of rows stored."""
    variables = overlay(ENVIRONMENTS[version], folder)
    rows = folder / f"{version}.jsonl"
    probe = [folder / "bin/python", HERE / "probe.py", version, rows]
    log = folder / f"{version}.log"
    with log.open("w") as output:
        done = subprocess.run(
            probe, cwd=folder, env=variables, stdout=output, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        raise RuntimeError(f"{version}: the probe failed\n{log.read_text()[-3000:]}")
    MEASURED.mkdir(exist_ok=True)
    (MEASURED / f"{version}.jsonl.gz").write_bytes(gzip.compress(rows.read_bytes(), mtime=0))
    return len(rows.read_text().splitlines())


def main(versions: list[str]) -> int:
    """Measure each version; 1 if one could not be had."""
    unknown = [version for version in versions if version not in ENVIRONMENTS]
    if unknown or not versions:
        print("versions:", ", ".join(ENVIRONMENTS))
        return int(bool(unknown))
    failed = 0
    shared = itertools.groupby(
        versions, key=lambda version: (ENVIRONMENTS[version].python, ENVIRONMENTS[version].pins)
    )
    for _, group in shared:
        group = list(group)
        with tempfile.TemporaryDirectory(prefix="conformance-", ignore_cleanup_errors=True) as name:
            try:
                start = time.time()
                make(ENVIRONMENTS[group[0]], Path(name))
                print(f"{', '.join(group)}: environment in {time.time() - start:.0f} s", flush=True)
            except (OSError, subprocess.CalledProcessError) as error:
                print(f"{', '.join(group)}: not measured: {error}", flush=True)
                failed = 1
                continue
            for version in group:
                start = time.time()
                try:
                    rows = measure(version, Path(name))
                    rows += more.measure(version, Path(name))
                    print(f"{version}: {rows} rows in {time.time() - start:.0f} s", flush=True)
                except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
                    print(f"{version}: not measured: {error}", flush=True)
                    failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
