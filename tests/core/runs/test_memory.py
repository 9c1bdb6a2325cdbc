"""What is forgotten, and what is not."""

import pytest

from core.experiment import Experiment
from core.runs import Run
from core.runs.memory import Memory


@pytest.fixture
def runs():
    return [Run(Experiment(seed=seed)) for seed in range(4)]


def test_the_least_recently_used_run_is_forgotten_first(runs):
    memory = Memory(limit=3 * runs[0].nbytes)
    for run in runs[:3]:
        memory.put(run)
    memory.get(runs[0].key)
    memory.put(runs[3])
    memory.shrink(watched=set())
    assert memory.get(runs[1].key) is None
    assert [memory.get(run.key) for run in (runs[0], runs[2], runs[3])] == [
        runs[0],
        runs[2],
        runs[3],
    ]
    assert memory.nbytes <= memory.limit


def test_a_watched_run_is_not_forgotten_though_all_the_rest_is(runs):
    memory = Memory(limit=0)
    for run in runs:
        memory.put(run)
    memory.shrink(watched={runs[2].key})
    assert len(memory) == 1
    assert memory.get(runs[2].key) is runs[2]


def test_a_run_replaces_an_earlier_one_of_its_key(runs):
    memory = Memory(limit=10**6)
    again = Run(Experiment(seed=0))
    memory.put(runs[0])
    memory.put(again)
    assert len(memory) == 1
    assert memory.get(again.key) is again
