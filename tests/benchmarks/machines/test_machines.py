"""More workers and two servers, small: nobody is left without an answer, nothing is trained twice."""

import psutil
import pytest

from tests.benchmarks.machines import crews, servers
from tests.benchmarks.readers import loads

pytestmark = pytest.mark.slow
RUNS = 4


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    with servers.pair(tmp_path_factory.mktemp("pair")) as both:
        yield both
        assert not [line for each in both.servers for line in loads.complaints(each)]


def test_what_one_server_has_trained_no_other_trains_again(pair):
    first, again = servers.trained_once(pair, RUNS)
    assert not first.errors
    assert not again.errors
    assert len(kept(pair)) == RUNS
    assert servers.trained_twice(pair, RUNS) == 0


def test_whose_server_is_killed_goes_on_at_the_other(pair):
    found = servers.one_killed(pair, 3 * RUNS, RUNS, after=2)
    assert not found.errors
    assert pair.servers[0].process.status() == psutil.STATUS_ZOMBIE
    assert any(each.returned for each in found.seen)
    assert len(kept(pair)) == 2 * RUNS


def kept(pair) -> list:
    """The files of runs; what a killed server was about to write is none."""
    return list(pair.runs.glob("*.npz"))


def test_orders_are_different_runs():
    keys = {each.training_key for each in crews.orders(60, 1000)}
    assert len(keys) == 60
