"""A class on a real server: all are served, whoever leaves, drops in or is cut off in between."""

import asyncio
import sys
import time
from pathlib import Path

import pytest

from tests.benchmarks.readers import loads
from tests.benchmarks.readers.__main__ import QUICK, measure
from tests.benchmarks.readers.loads import TRAINED, come
from tests.benchmarks.readers.reader import Visit, drop_in
from tests.serving import ROOT, Server, serving

pytestmark = pytest.mark.slow
PATIENCE = 90


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Server:
    """A server of its own, in whose log no error may stand in the end."""
    with serving(ROOT / "app.py", tmp_path_factory.mktemp("class") / "log") as served:
        yield served
        assert not loads.complaints(served)


def test_a_server_s_first_reader_has_the_page_s_settings_before_its_menu(tmp_path):
    """The menu would be drawn without them: in a sidebar of another width."""
    with serving(ROOT / "app.py", tmp_path / "log") as served:
        for _reader in range(2):
            (seen,) = come(served, [Visit()], spread=0).seen
            assert seen.kinds.index("page_config_changed") < seen.kinds.index("navigation")


def trained(query: str, patience: float = PATIENCE) -> Visit:
    return Visit(query=query, patience=patience, until=TRAINED)


def test_the_quick_benchmark_serves_all():
    _lines, errors = measure(QUICK)
    assert not errors


def test_all_who_open_one_link_while_its_run_is_live_see_its_end(server):
    found = come(server, [trained("seed=71&epochs=100")] * 12, spread=2)
    assert not found.errors
    assert found.ends_apart < loads.ENDS_APART


def test_two_tabs_of_one_reader_both_see_the_end(server):
    found = come(server, [trained("seed=72"), trained("seed=72&metric=categorical_accuracy")], spread=0)
    assert not found.errors


def test_who_leaves_in_the_middle_of_a_run_leaves_the_worker_to_others(server):
    left = come(server, [trained("seed=73&epochs=200&batch_size=8", patience=3)], spread=0)
    assert left.errors == ["1 readers saw no end"]
    began = time.monotonic()
    assert not come(server, [trained("seed=74&epochs=2")], spread=0).errors
    assert time.monotonic() - began < PATIENCE / 3


def test_five_hundred_who_open_and_drop_at_once_cost_nobody_anything(server):
    asyncio.run(drop_in(server.port, 500))
    found = come(server, [Visit(path) for path in loads.PAGES], spread=1)
    assert not found.errors
    assert server.resident_bytes < 400 * 2**20


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_page_and_no_run_of_it_loads_what_the_server_has_no_use_for(server):
    """pandas alone would take a sixth of all that it holds, and a call of PyArrow's may import it."""
    found = come(
        server, [*(Visit(path) for path in loads.PAGES), trained("seed=75&epochs=2")], spread=1
    )
    assert not found.errors
    mapped = Path(f"/proc/{server.process.pid}/maps").read_text()
    assert "pyarrow" in mapped
    assert not [each for each in ("/pandas/", "/sklearn/", "/tensorflow/", "/scipy/") if each in mapped]


def test_a_worker_that_is_killed_again_and_again_costs_no_run(server):
    for time_ in range(3):
        assert not come(server, [trained(f"seed={80 + time_}&epochs=2")], spread=0).errors
        (worker,) = server.workers()
        worker.kill()
        worker.wait(10)
    assert not come(server, [trained("seed=89&epochs=2")], spread=0).errors
