"""Comparisons: what names them, what they refuse, and how they keep step."""

import pytest

from core.experiment import Experiment
from core.experiment.comparison import Comparison, as_plain, from_plain
from core.training import gallery_of, snapshots_of
from core.training import one as training

BINARY = Experiment(epochs=2, keras="2.2.4")
CATEGORICAL = Experiment(epochs=2, keras="2.2.4", loss="categorical_crossentropy")


def both_of(one, other, seeds=()):
    return Comparison({"one": one, "other": other}, seeds)


def test_a_comparison_is_named_by_its_members_in_order_and_its_seeds():
    both = both_of(BINARY, CATEGORICAL)
    keys = {
        both.training_key,
        both_of(CATEGORICAL, BINARY).training_key,
        Comparison({"one": BINARY}).training_key + " ",
        both_of(BINARY, CATEGORICAL, seeds=(1, 2)).training_key,
        both_of(BINARY, CATEGORICAL, seeds=(1, 3)).training_key,
    }
    assert len(keys) == 5
    assert both.training_key == from_plain(as_plain(both)).training_key


@pytest.mark.parametrize("other", [{"epochs": 3}, {"batch_size": 64}, {"dataset": "mnist"}])
def test_members_keep_step(other):
    with pytest.raises(ValueError, match="equal epochs"):
        both_of(BINARY, Experiment(**{"epochs": 2, "keras": "2.2.4"} | other))


@pytest.mark.parametrize("order", [BINARY, both_of(BINARY, CATEGORICAL, seeds=(3,))])
def test_plain_data_brings_an_order_back(order):
    assert from_plain(as_plain(order)) == order


def test_side_by_side_is_what_each_is_alone():
    moments = list(snapshots_of(both_of(BINARY, CATEGORICAL)))
    assert [each.epoch for each in moments] == [0, 1, 2]
    for name, alone in (("one", BINARY), ("other", CATEGORICAL)):
        for moment, snapshot in zip(moments, training.train(alone), strict=True):
            beside = moment.member(name)
            assert beside.loss == snapshot.loss
            assert (beside.predictions == snapshot.predictions).all()


def test_the_gallery_is_the_first_members_and_repeats_have_none():
    both = both_of(BINARY, CATEGORICAL)
    assert (gallery_of(both).labels == training.gallery(BINARY).labels).all()
    assert gallery_of(Comparison({"one": BINARY}, seeds=(1,))) is None
