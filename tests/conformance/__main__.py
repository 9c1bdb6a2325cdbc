"""Measure Keras versions: python -m tests.conformance [--form FORM] VERSION ...   (none: list them)

Each runs in a throw-away environment; its rows are stored under measured/, for the tests to hold, and
those of the second probe (probe_more.py) under measured_more/. With --form (string, object,
from_logits) only the first probe's setups whose loss is written so are measured anew.
"""

import argparse
import gzip
import itertools
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conformance import more
from tests.conformance.environments import ENVIRONMENTS, make, overlay

HERE = Path(__file__).parent
MEASURED = HERE / "measured"


def measure(version: str, folder: Path, form: str | None = None) -> int:
    """Run the probe for `version` in the environment under `folder`; the number of rows stored."""
    environment = ENVIRONMENTS[version]
    variables = overlay(environment, folder)
    rows = folder / f"{version}.jsonl"
    release = version.removesuffix(f"-{environment.backend}")
    probe = [folder / "bin/python", HERE / "probe.py", release, rows, *([form] if form else [])]
    log = folder / f"{version}.log"
    with log.open("w") as output:
        done = subprocess.run(
            probe, cwd=folder, env=variables, stdout=output, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        raise RuntimeError(f"{version}: the probe failed\n{log.read_text()[-3000:]}")
    MEASURED.mkdir(exist_ok=True)
    stored, lines = MEASURED / f"{version}.jsonl.gz", rows.read_text().splitlines()
    if form:
        old = gzip.decompress(stored.read_bytes()).decode().splitlines()
        lines = [line for line in old if json.loads(line).get("form") != form] + lines[1:]
    stored.write_bytes(gzip.compress("".join(f"{line}\n" for line in lines).encode(), mtime=0))
    return len(lines)


def main(arguments: list[str]) -> int:
    """Measure each version; 1 if one could not be had."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance")
    parser.add_argument("--form", choices=("string", "object", "from_logits"))
    parser.add_argument("versions", nargs="*")
    asked = parser.parse_args(arguments)
    versions = asked.versions
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
                    rows = measure(version, Path(name), asked.form)
                    if asked.form is None:
                        rows += more.measure(version, Path(name))
                    print(f"{version}: {rows} rows in {time.time() - start:.0f} s", flush=True)
                except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
                    print(f"{version}: not measured: {error}", flush=True)
                    failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
