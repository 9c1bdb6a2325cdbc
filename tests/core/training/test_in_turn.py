"""Seeds one after the other: each is the run of that seed, with what it ends at."""

from dataclasses import replace

import numpy as np
import pytest

from core.experiment import Comparison, Experiment
from core.training import in_turn, one, snapshots_of

SETUP = Experiment(dataset="synthetic_topics", loss="categorical_crossentropy", topics=2, epochs=1)


def test_every_seed_is_a_run_of_its_own():
    (found,) = in_turn.train_in_turn(SETUP, [3, 5])
    assert found.epoch == 1
    for place, seed in enumerate((3, 5)):
        *_, last = one.train(replace(SETUP, seed=seed))
        assert found.true_accuracies[place] == last.true_accuracy
        np.testing.assert_array_equal(found.recalls[place], last.recalls)
        assert last.answered_right.mean() == last.true_accuracy
        assert len(last.answered_right) == last.examples


def test_an_order_with_seeds_trains_any_net():
    order = Comparison({"plain": SETUP, "other": replace(SETUP, loss="binary_crossentropy")}, [1])
    (moment,) = snapshots_of(order)
    assert [each.true_accuracies.shape for each in moment.members.values()] == [(1,), (1,)]


def test_without_a_seed_nothing_is_trained():
    with pytest.raises(ValueError, match="at least one seed"):
        next(in_turn.train_in_turn(SETUP, []))
