"""The question's two nets: what the shipped recordings say, in numbers and in words."""

import os
from dataclasses import replace

import numpy as np
import pytest

from core import recordings
from core.experiment.comparison import Comparison
from core.questions.diabetes import charts, orders, reading
from core.reading.words import percent
from tests import shipped


def found(name):
    recording = shipped.load(name)
    return recording.order, reading.heads_of(recording.order, recording.snapshots[-1])


@pytest.mark.parametrize("name", sorted(orders.recorded()))
def test_each_recording_is_whole_small_and_of_the_real_data(name):
    recording = shipped.load(name)
    order = recording.order
    assert order == orders.recorded()[name]
    assert (order.dataset, order.seeds, order.epochs) == ("pima", tuple(range(100)), 150)
    assert [each.epoch for each in recording.snapshots] == list(range(0, 151, 3))
    tested = 192 if order.shared.holdout else 768
    for member in recording.snapshots[-1].members.values():
        rights = member.true_accuracies * tested
        np.testing.assert_allclose(rights, np.round(rights), atol=1e-6)
        trained = member.train_accuracies * reading.training_examples(order)
        np.testing.assert_allclose(trained, np.round(trained), atol=1e-6)
        assert np.array_equal(member.true_accuracies, member.train_accuracies) == (tested == 768)
    assert recording.gallery is None
    assert os.path.getsize(shipped.path(name)) < 100_000


def test_the_question_as_asked_needs_no_cause_but_luck():
    order, (one, two) = found("diabetes")
    assert abs(one.mean.value - two.mean.value) < 0.01
    assert one.mean.low < two.mean.value < one.mean.high
    share = reading.chance((one, two))
    assert share > reading.EASILY
    assert "ten runs a head show nothing" in reading.verdict(share)
    assert one.stuck.sum() > 5
    assert two.stuck.sum() > 5
    words = reading.spread_in_words((one, two))
    assert f"**{one.stuck.sum()}** of 100 (sigmoid) and **{two.stuck.sum()}** of 100" in words
    lowest = min(one.accuracies.min(), two.accuracies.min())
    assert percent(lowest) in words
    assert percent(one.mean.value) in reading.headline(order, (one, two))
    assert reading.headline(order, (one, two)).startswith("100 runs each: one sigmoid")


def test_today_nearly_all_runs_learn_and_luck_makes_no_such_gap():
    _order, (one, two) = found("diabetes_3.15.1")
    assert one.stuck.sum() + two.stuck.sum() <= 3
    assert (one.mean.value, two.mean.value) == pytest.approx((0.75, 0.75), abs=0.01)
    share = reading.chance((one, two))
    assert share < 0.001
    assert "the head does not either" in reading.verdict(share)


def test_scaled_inputs_end_the_spread():
    for name in ("diabetes_scaled", "diabetes_3.15.1_scaled"):
        _order, pair = found(name)
        assert reading.spread_in_words(pair).endswith("Every run learnt something.")
        assert min(each.accuracies.min() for each in pair) > 0.78


def test_held_out_rows_are_answered_less_well_than_those_trained_on():
    _order, pair = found("diabetes_3.15.1_scaled_holdout")
    for head in pair:
        assert head.mean.value < head.train_mean.value


def test_the_gap_and_the_majority_of_the_question():
    assert pytest.approx(0.072, abs=0.0001) == reading.GAP
    assert percent(reading.majority()) == "65.1\N{NO-BREAK SPACE}%"
    assert reading.training_examples(orders.order(1, holdout=True)) == 576
    assert reading.training_examples(orders.order(1)) == 768


@pytest.mark.parametrize(
    ("share", "text"), [(0.0974, "9.7"), (0.00012, "0.012"), (0.113, "11")], ids=str
)
def test_small_shares_keep_two_digits(share, text):
    assert reading.small_percent(share) == f"{text}\N{NO-BREAK SPACE}%"


@pytest.mark.slow
def test_the_same_seeds_give_the_recorded_numbers():
    recorded = shipped.load("diabetes_3.15.1_scaled")
    seeds = (0, 1, 2)
    members = {name: replace(each, epochs=12) for name, each in recorded.order.named}
    fresh = recordings.record(Comparison(members, seeds))
    at = {each.epoch: each for each in recorded.snapshots}
    for ours, its in zip(fresh.snapshots[-1].members.values(), at[12].members.values(), strict=True):
        np.testing.assert_allclose(ours.true_accuracies, its.true_accuracies[:3], atol=0.004)


def test_dots_of_equal_runs_are_stacked_and_stuck_ones_marked():
    accuracies = np.array([0.7, 0.701, 0.9])
    rows = {"one": (accuracies, np.array([False, True, False]), 0.767, 0.7, 0.9)}
    runs = charts.data(rows, [(0, 0.741)])[charts.RUNS]
    assert runs["height"].tolist() == pytest.approx([0, 1 / 12, 0])
    assert (runs["kind"] == "a run that never learnt").tolist() == [False, True, False]
    charts.dots(2, 0.651).to_dict()
