"""A Keras version is one row."""

import shutil
import subprocess
import sys
from pathlib import Path

from core.keras_versions import RELEASED, TODAY, newest

CORE = Path(__file__).parents[3] / "core"
PROGRAM = """
import sys
from core.keras_versions import ERAS, TODAY, UnknownVersion, VERSIONS, era, order, resolve_accuracy
before, newer, unknown = sys.argv[1:]
assert VERSIONS[-2:] == (before, newer) and TODAY == newer, VERSIONS
assert list(VERSIONS) == sorted(VERSIONS, key=order)
assert era(newer) == ERAS[-1] and ERAS[-1].version == ERAS[-1].last == newer
ten = (None, 10)
assert resolve_accuracy(newer, "binary_crossentropy", ten, ten) == "categorical_accuracy"
try:
    order(unknown)
except UnknownVersion as problem:
    print(problem)
"""


def test_a_newer_keras_is_one_row(tmp_path):
    shutil.copytree(CORE / "keras_versions", tmp_path / "core/keras_versions")
    for each in ("__init__.py", "language.py"):
        shutil.copy(CORE / each, tmp_path / "core")
    releases = tmp_path / "core/keras_versions/releases.py"
    minor = int(TODAY.split(".")[1])
    newer, unknown = f"3.{minor + 1}.0", f"3.{minor + 2}.0"
    last = f'    "{TODAY}": "{RELEASED[TODAY]}",\n'
    rows = releases.read_text(encoding="utf-8")
    assert rows.count(last) == 1
    releases.write_text(rows.replace(last, f'{last}    "{newer}": "2099-12",\n'), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, TODAY, newer, unknown],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        f"Keras version {unknown} was not measured: known are Keras 1.0 to 3.{minor + 1} "
        "and the tf.keras of TensorFlow 1.4 to 2.21 (tf-1.4 to tf-2.21).\n"
    )


def test_the_newest_of_a_month_had_come_out_by_then():
    """Of standalone Keras: none of TensorFlow's own, none that came later."""
    assert newest("2017-02") == "1.2.2"
    assert newest("2017-11") == "2.0.9"
    assert newest("2020-05") == "2.3.1"
    assert newest("2025-04") == "3.8.0"
    assert newest("2099-12") == TODAY
