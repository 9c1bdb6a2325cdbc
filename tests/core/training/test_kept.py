"""A net that is trained again in its graphs, against one that is made anew."""

from dataclasses import replace

import numpy as np
import pytest

from core.experiment import Experiment
from core.training import kept, one

TODAY = "3.15.1"


@pytest.fixture(autouse=True)
def nothing_kept():
    kept._kept.clear()
    yield
    kept._kept.clear()


def run(trainer):
    return list(trainer.run()), trainer.model.get_weights()


@pytest.mark.parametrize(
    "choices",
    [
        {},  # adam, whose moments and step number have to be forgotten
        {"optimizer": "sgd", "keras": TODAY},
        {"task": "binary", "activation": "sigmoid", "labels": "integer_column", "optimizer": "adamax"},
    ],
)
def test_another_seed_and_more_epochs_give_what_a_new_net_gives_to_the_last_bit(choices):
    first = Experiment(epochs=2, batch_size=128, **choices)
    wanted = replace(first, seed=11, epochs=3)
    list(one.train(first))
    again = kept.take(wanted)
    snapshots, weights = run(again)
    fresh_snapshots, fresh_weights = run(one.Trainer(wanted))
    assert all(np.array_equal(*pair) for pair in zip(weights, fresh_weights, strict=True))
    for ours, fresh in zip(snapshots, fresh_snapshots, strict=True):
        assert (ours.epoch, ours.loss, ours.accuracies) == (fresh.epoch, fresh.loss, fresh.accuracies)
        assert np.array_equal(ours.predictions, fresh.predictions)


def test_whatever_changes_the_graphs_is_made_anew():
    experiment = Experiment(epochs=1, batch_size=512)
    list(one.train(experiment))
    changes = (
        {"loss": "categorical_crossentropy"},
        {"activation": "sigmoid"},
        {"batch_size": 256},
        {"optimizer": "sgd"},
        {"learning_rate": 0.01},
        {"keras": TODAY},
        {"loss_weight": 10},
    )
    assert [kept.take(replace(experiment, **each)) for each in changes] == [None] * len(changes)
    assert kept.take(replace(experiment, seed=1))


def test_one_that_trains_is_in_nobody_else_s_hands():
    experiment = Experiment(epochs=2, batch_size=512)
    list(one.train(experiment))
    runs = [one.train(replace(experiment, seed=seed)) for seed in (1, 2)]
    pairs = list(zip(*runs, strict=True))  # a moment of each in turn, as a comparison's members are
    for place, seed in enumerate((1, 2)):
        fresh, _weights = run(one.Trainer(replace(experiment, seed=seed)))
        assert [each[place].loss for each in pairs] == [each.loss for each in fresh]


def test_a_net_that_draws_lots_is_not_kept_nor_are_more_than_a_few():
    dropping = one.Trainer(Experiment(dataset="synthetic_topics", epochs=1))
    kept.keep(dropping)
    assert not kept._kept
    for batch_size in range(100, 100 + 2 * kept.NETS):
        kept.keep(one.Trainer(Experiment(batch_size=batch_size)))
    assert len(kept._kept) == kept.NETS
    assert kept.take(Experiment(batch_size=100 + 2 * kept.NETS - 1))
    assert not kept.take(Experiment(batch_size=100))
