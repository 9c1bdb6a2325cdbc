"""Run the second probe, store its rows, read them, and write what the pages show of them."""

import gzip
import json
import subprocess
from functools import cache
from pathlib import Path

import numpy as np

from core.keras_versions import VERSIONS
from tests.conformance.environments import ENVIRONMENTS, overlay

HERE = Path(__file__).parent
TRAPS = HERE.parents[1] / "core/questions/traps"
MEASURED = HERE / "measured_more"


def measure(version: str, folder: Path) -> int:
    """Run the probe for `version` in the environment under `folder`; the number of rows stored.

    Of versions that `core.keras_versions` names, each on its default backend; of others nothing.
    Raises RuntimeError with the end of its log.
    """
    if version not in VERSIONS:
        return 0
    rows, log, data = (folder / f"{version}-more.{end}" for end in ("jsonl", "log", "npz"))
    _write_digits(data)
    probe = [folder / "bin/python", HERE / "probe_more.py", version, rows, data]
    variables = overlay(ENVIRONMENTS[version], folder)
    with log.open("w") as output:
        done = subprocess.run(
            probe, cwd=folder, env=variables, stdout=output, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        raise RuntimeError(f"{version}: the second probe failed\n{log.read_text()[-3000:]}")
    store(version, rows)
    publish()
    return len(load(version))


def store(version: str, rows: Path) -> None:
    """Keep the rows of one version."""
    MEASURED.mkdir(exist_ok=True)
    (MEASURED / f"{version}.jsonl.gz").write_bytes(gzip.compress(rows.read_bytes(), mtime=0))
    load.cache_clear()


def _write_digits(path: Path) -> None:
    """The data on which a net is trained: scikit-learn's digits, split as the traps split them."""
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    images, labels = load_digits(return_X_y=True)
    names = ("x_train", "x_test", "y_train", "y_test")
    parts = train_test_split((images / 16).astype("float32"), labels, test_size=0.3, random_state=0)
    np.savez(path, **dict(zip(names, parts, strict=True)))


def versions() -> list[str]:
    """Ids of the versions whose rows are stored."""
    return sorted(path.name.removesuffix(".jsonl.gz") for path in MEASURED.glob("*.jsonl.gz"))


@cache
def load(version: str) -> list[dict]:
    """Every row measured with `version`."""
    text = gzip.decompress((MEASURED / f"{version}.jsonl.gz").read_bytes()).decode()
    return [json.loads(line) for line in text.splitlines()]


def of_kind(version: str, kind: str) -> list[dict]:
    """The rows of one kind: "history", "reloaded", "source", "object", "eagerly" or "digits"."""
    return [row for row in load(version) if row["row"] == kind]


def of_digits(version: str, what: str) -> dict:
    """The row of the trained net: "arrays", "generator", or "reloaded" from an HDF5 file."""
    rows = [row for row in of_kind(version, "digits") if row["what"] == what]
    return next(row for row in rows if row.get("path", "model.h5") == "model.h5")


def published() -> dict[Path, dict]:
    """What pages show of these rows, by the file that they read it from."""
    reloaded, generator = "tf-2.3.4", "tf-2.15.1"
    loss, before = of_digits(reloaded, "arrays")["reported"]
    after = of_digits(reloaded, "reloaded")["after"]
    arrays, yielded = (of_digits(generator, what)["reported"] for what in ("arrays", "generator"))
    return {
        TRAPS / "reloaded/measured.json": {
            "version": reloaded,
            "before": before,
            "after": after[1],
            "loss": loss,
            "loss_after": after[0],
        },
        TRAPS / "generator/measured.json": {
            "version": generator,
            "arrays": arrays[1],
            "generator": yielded[1],
        },
    }


def publish() -> None:
    """Write them."""
    for path, numbers in published().items():
        path.write_text(json.dumps(numbers, indent=2) + "\n", encoding="utf-8")
