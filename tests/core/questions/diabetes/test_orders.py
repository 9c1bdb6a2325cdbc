"""The question's two nets: what was recorded of them, and how it is drawn."""

import os
from dataclasses import replace

import numpy as np
import pytest

from core import recordings
from core.experiment.comparison import Comparison
from core.questions.diabetes import charts, orders, reading
from tests import shipped


@pytest.mark.parametrize("name", sorted(orders.recorded()))
def test_each_recording_is_whole_small_and_of_the_real_data(name):
    recording = shipped.load(name)
    order = recording.order
    assert order == orders.recorded()[name]
    assert (order.dataset, order.seeds, order.epochs) == ("pima", tuple(range(100)), 150)
    assert [each.epoch for each in recording.snapshots] == list(range(0, 151, 3))
    tested = 192 if order.shared.holdout else 768
    assert reading.measured_rows(order) == tested
    for member in recording.snapshots[-1].members.values():
        rights = member.true_accuracies * tested
        np.testing.assert_allclose(rights, np.round(rights), atol=1e-6)
        trained = member.train_accuracies * (768 if tested == 768 else 576)
        np.testing.assert_allclose(trained, np.round(trained), atol=1e-6)
        assert np.array_equal(member.true_accuracies, member.train_accuracies) == (tested == 768)
        assert member.constant.shape == (100,)
    assert recording.gallery is None
    assert os.path.getsize(shipped.path(name)) < 100_000


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
    rows["not yet"] = None
    drawn = charts.data(rows, [(0, 0.741)])
    assert drawn[charts.MEANS]["told"].to_pylist() == [
        "one\nmean 76.7\N{NO-BREAK SPACE}% (70.0 to 90.0)"
    ]
    runs = drawn[charts.RUNS].to_pandas()
    base = charts.ROW  # the row below it has no runs yet
    assert runs["height"].tolist() == pytest.approx([base, base + 1 / 12, base])
    assert (runs["kind"] == "a run with one answer for everyone").tolist() == [False, True, False]
    charts.dots(2, 0.651).to_dict()
