"""Rows as Arrow: what pandas would make of them, and without it."""

import math
import subprocess
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from core.reading import arrow
from tests.serving import ROOT

ROWS = [
    {"epoch": 0, "share": 0.5, "line": "reported"},
    {"epoch": 1, "share": math.nan, "line": "真实 ✓"},
    {"epoch": 2, "share": None, "line": None},
    {"epoch": 3, "share": -0.25, "line": ""},
]
FORM = {"share": float, "line": str}


def test_a_table_holds_its_rows_and_nothing_for_none_and_nan():
    made = arrow.table(ROWS)
    made.validate(full=True)
    assert made.schema == pa.schema(
        [("epoch", pa.int64()), ("share", pa.float64()), ("line", pa.string())]
    )
    assert made.to_pydict() == {
        "epoch": [0, 1, 2, 3],
        "share": [0.5, None, None, -0.25],
        "line": ["reported", "真实 ✓", None, ""],
    }


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 64, 1000])
def test_it_is_what_pandas_would_send(count):
    """Also where the bits of what is there fill their bytes, and where they do not."""
    rng = np.random.default_rng(count)
    shares = rng.random(count)
    shares[rng.random(count) < 0.3] = math.nan
    columns = {
        "share": shares,
        "place": np.arange(count),
        "line": [f"{each}é" for each in range(count)],
    }
    kinds = {"share": float, "place": int, "line": str}
    made = arrow.of_columns(columns, kinds)
    made.validate(full=True)
    beside = pa.Table.from_pandas(pd.DataFrame(columns).astype({"line": object}), preserve_index=False)
    assert made.to_pydict() == beside.to_pydict()


def test_a_form_says_what_is_there_and_in_which_order():
    made = arrow.table([{"line": "a"}, {}], FORM)
    assert made.schema == pa.schema([("share", pa.float64()), ("line", pa.string())])
    assert made.to_pydict() == {"share": [None, None], "line": ["a", None]}
    assert arrow.table([], FORM).num_rows == 0


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, 2], pa.int64()),
        (np.array([1, 2]), pa.int64()),
        ([1, 2.5], pa.float64()),
        ([1, None], pa.float64()),
        ([None, "a"], pa.string()),
        ([None], pa.float64()),
        ([], pa.float64()),
    ],
)
def test_values_tell_what_their_column_holds(values, kind):
    assert arrow.of_columns({"x": values}).schema.field("x").type == kind


def test_none_of_it_imports_pandas():
    program = (
        "import sys, core.brought.tables\n"
        "from core.reading import arrow\n"
        f"arrow.table({[{'a': 1, 'b': 0.5, 'c': 'x'}]})\n"
        "core.brought.tables.table('t', 'y,p,c\\n0,0.5,2020-01-01\\n1,0.1,2020-01-02')\n"
        "print('pyarrow' in sys.modules, 'pandas' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["True", "False"], done.stderr
