"""Files to take away: what is in them, made when it is asked for."""

import io

import pandas as pd
import pytest

from core.ui import files


@pytest.fixture
def offered(monkeypatch) -> list:
    """The data and the options of each download button."""
    found = []
    monkeypatch.setattr(
        files.st, "download_button", lambda _label, data, **options: found.append((data, options))
    )
    return found


def test_rows_as_csv_are_what_pandas_reads_and_writes(offered):
    rows = [
        {"version": "2.2.4", "share": 58.125, "words": 'a "b", c\nd', "none": None},
        {"version": "3.15.1", "share": 0.1 + 0.2, "words": "≈ 真", "none": None},
    ]
    files.table(rows, "rows.csv")
    ((make, options),) = offered
    written = make()
    assert written == pd.DataFrame(rows).to_csv(index=False)
    read = pd.read_csv(io.StringIO(written), dtype={"version": str})
    assert read.drop(columns="none").to_dict("records") == [
        {name: value for name, value in row.items() if name != "none"} for row in rows
    ]
    files.table(rows[:1], "row.csv")
    assert offered[1][0]() == pd.DataFrame(rows[:1]).to_csv(index=False)
    assert (options["file_name"], options["mime"]) == ("rows.csv", "text/csv")


def test_what_is_made_on_demand_is_not_made_before(offered):
    files.notebook(lambda: pytest.fail("nobody asked for it"), "made.ipynb")
    assert offered[0][1]["on_click"] == "ignore", "a download is no reason to draw the page again"
