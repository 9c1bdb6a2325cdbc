"""Comparisons: what names them, what they refuse, and how they keep step."""

import pytest

from core import training
from core.comparison import Comparison, as_plain, from_plain, gallery_of, snapshots_of
from core.experiment import Experiment

BINARY = Experiment(epochs=2, keras="2.2.4")
CATEGORICAL = Experiment(epochs=2, keras="2.2.4", loss="categorical_crossentropy")


def test_a_comparison_is_named_by_its_members_in_order_and_its_seeds():
    both = Comparison((BINARY, CATEGORICAL))
    keys = {
        both.training_key,
        Comparison((CATEGORICAL, BINARY)).training_key,
        Comparison((BINARY,)).training_key + " ",
        Comparison((BINARY, CATEGORICAL), seeds=(1, 2)).training_key,
        Comparison((BINARY, CATEGORICAL), seeds=(1, 3)).training_key,
    }
    assert len(keys) == 5
    assert both.training_key == from_plain(as_plain(both)).training_key


@pytest.mark.parametrize("other", [{"epochs": 3}, {"batch_size": 64}, {"dataset": "mnist"}])
def test_members_keep_step(other):
    with pytest.raises(ValueError, match="equal epochs"):
        Comparison((BINARY, Experiment(**{"epochs": 2, "keras": "2.2.4"} | other)))


@pytest.mark.parametrize("order", [BINARY, Comparison((BINARY, CATEGORICAL), seeds=(3,))])
def test_plain_data_brings_an_order_back(order):
    assert from_plain(as_plain(order)) == order


def test_side_by_side_is_what_each_is_alone():
    moments = list(snapshots_of(training, Comparison((BINARY, CATEGORICAL))))
    assert [each.epoch for each in moments] == [0, 1, 2]
    for place, alone in enumerate((BINARY, CATEGORICAL)):
        for moment, snapshot in zip(moments, training.train(alone), strict=True):
            beside = moment.members[place]
            assert beside.loss == snapshot.loss
            assert (beside.predictions == snapshot.predictions).all()


def test_the_gallery_is_the_first_members_and_repeats_have_none():
    both = Comparison((BINARY, CATEGORICAL))
    assert (gallery_of(training, both).labels == training.gallery(BINARY).labels).all()
    assert gallery_of(training, Comparison((BINARY,), seeds=(1,))) is None
