"""Every rule on names, loading and feeding against every row of the second probe."""

import pytest

from core.keras_versions import VERSIONS, order
from core.keras_versions.names import history_name
from tests.conformance import more

MEASURED = sorted(more.versions(), key=order)


def test_every_version_named_was_measured():
    assert list(VERSIONS) == MEASURED


def test_the_rows_stay_small():
    sizes = [path.stat().st_size for path in more.MEASURED.iterdir()]
    assert max(sizes) < 10_000
    assert sum(sizes) < 150_000


@pytest.mark.parametrize("version", MEASURED)
def test_history_has_the_names_that_were_measured(version):
    found = [row for row in more.of_kind(version, "history") if "keys" in row]
    assert len(found) >= 8
    for row in found:
        names = {history_name(version, each, int(row["again"])) for each in row["spellings"]}
        both = names | {f"val_{each}" for each in (*names, "loss")} | {"loss"}
        assert set(row["keys"]) == both, row


@pytest.mark.parametrize("version", MEASURED)
def test_metric_objects_are_there_where_they_were(version):
    objects = [row for row in more.of_kind(version, "history") if "Precision()" in row["spellings"]]
    assert bool(objects) == (history_name(version, "Precision()") is not None)
