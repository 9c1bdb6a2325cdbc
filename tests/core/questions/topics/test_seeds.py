"""Verdicts from the runs of several seeds, each held against the numbers it is made of."""

import re
from dataclasses import replace

import numpy as np
import pytest

from core.measures.snapshot import ComparisonSnapshot, RepeatSnapshot, Snapshot
from core.questions.topics import judges, seeds
from core.questions.topics.recordings import SHELF
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, UNDECIDED
from tests import shipped as recorded

NINE = np.linspace(0.68, 0.72, 9)
JITTER = np.tile([0.001, -0.001, 0.0], 3)


def numbers(text):
    return [
        float(each.replace("\N{MINUS SIGN}", "-"))
        for each in re.findall(r"[+\N{MINUS SIGN}]?\d+\.\d", text)
    ]


def test_nets_are_alike_where_their_whole_difference_is_small():
    alike = seeds.alike_verdict(NINE + JITTER, NINE, 5)
    assert alike.kind == FAILS
    assert "After 5 epochs" in alike.because
    assert "9 seeds" in alike.because
    apart = seeds.alike_verdict(NINE + 0.2, NINE, 5)
    assert apart.kind == DEPENDS
    assert "by +20.0 points" in apart.because
    wide = seeds.alike_verdict(NINE + 0.2 * np.tile([1, -1, 0], 3), NINE, 5)
    assert wide.kind == DEPENDS, "an interval that says nothing proves no likeness"


def test_class_weights_are_judged_by_the_smallest_topic_in_pairs():
    plain = np.column_stack([NINE, NINE - 0.4])
    better = np.column_stack([NINE - 0.1, NINE - 0.2 + JITTER])
    worse = np.column_stack([NINE + 0.2, NINE - 0.5 + JITTER])
    assert seeds.weights_verdict(plain, better).kind == HOLDS
    found = seeds.weights_verdict(plain, worse)
    assert found.kind == FAILS, "though on average over the topics it helps"
    assert found.number.endswith("\N{MINUS SIGN}10.0 points")
    assert "above 0 in 0 of 9 pairs" in found.because
    assert "above 0 in 9 of 9 pairs" in found.because
    torn = np.column_stack([NINE, NINE - 0.4 + 0.1 * np.tile([1, -1, 0], 3)])
    assert seeds.weights_verdict(plain, torn).kind == DEPENDS


def test_a_misfit_that_nine_pairs_do_not_decide_is_no_finding():
    assert seeds.mismatch_verdict(NINE, NINE + 0.02 + JITTER, 3).kind == HOLDS
    assert seeds.mismatch_verdict(NINE, NINE - 0.02 + JITTER, 3).kind == DEPENDS
    four_of_nine = NINE + np.array([0.06, 0.06, 0.06, 0.06] + [-0.01] * 5)
    assert seeds.mismatch_verdict(NINE, four_of_nine, 3).kind == DEPENDS


def test_restarts_are_judged_by_what_the_best_of_them_gains():
    found = seeds.restart_verdict(NINE, 5)
    assert found.kind == FAILS
    assert numbers(found.because) == [68.0, 72.0, 2.0]
    stuck = seeds.restart_verdict([0.7, 0.7, 0.2, 0.7, 0.7, 0.2, 0.7, 0.7, 0.2], 5)
    assert stuck.kind == HOLDS
    assert numbers(stuck.because) == [20.0, 70.0, round(100 * (0.7 - 4.8 / 9), 1)]


def moment(epoch, *answers):
    """One in which each seed gives these answers to four documents, of three topics."""
    members = {
        f"seed_{place}": Snapshot(epoch, 4, 0, 0, {}, {}, 0, np.eye(3)[list(each)])
        for place, each in enumerate(answers)
    }
    return ComparisonSnapshot(members)


def test_first_answers_are_counted_by_seed():
    course = [
        moment(0, [1] * 4, [2] * 4),
        moment(0.5, [0, 0, 0, 1], [0] * 4),
        moment(1.5, [1] * 4, [2] * 4),
    ]
    found = seeds.first_answers(course)
    assert [(each.epoch, each.mean, each.least, each.largest) for each in found] == [
        (0, 0, 0, 0),
        (0.5, 0.875, 0.75, 1),
        (1.5, 0, 0, 0),
    ]


def test_mostly_is_more_than_half_of_the_first_epoch_s_answers():
    mostly = [moment(1, [0, 0, 0, 1], [0] * 4, [0] * 4)]
    assert seeds.first_verdict(mostly).kind == HOLDS
    seldom = [moment(1, [0, 1, 1, 1], [1] * 4, [2] * 4)]
    assert seeds.first_verdict(seldom).kind == FAILS
    torn = [moment(1, [0] * 4, [1] * 4, [0, 0, 2, 2])]
    assert seeds.first_verdict(torn).kind == DEPENDS
    assert seeds.first_verdict([moment(1, [0] * 4)]).kind == UNDECIDED, "one seed decides nothing"


def test_the_recorded_first_answers_are_of_nine_seeds_with_unequal_topics():
    shipped = recorded.load("topics_first")
    members = shipped.order.members.values()
    assert sorted(each.seed for each in members) == list(range(9))
    assert {(each.imbalance, each.class_weight) for each in members} == {(5, False)}
    by_hand = [
        np.mean(
            [
                (each.member(name).predictions.argmax(1) == 0).mean()
                for each in shipped.snapshots
                if 0 < each.epoch <= 1
            ]
        )
        for name in shipped.order.members
    ]
    half = 2.306 * np.std(by_hand, ddof=1) / 3
    found = judges.frequent_first()
    assert numbers(found.because) == pytest.approx(
        [100 * np.mean(by_hand), 100 * (np.mean(by_hand) - half), 100 * (np.mean(by_hand) + half)],
        abs=0.06,
    )
    assert (found.kind == HOLDS) == (np.mean(by_hand) - half > 0.5)


def test_the_recorded_misfit_is_counted_in_pairs():
    sigmoid, softmax = SHELF.load("topics_renormalised_seeds").snapshots[-1].members.values()
    ahead = softmax.true_accuracies - sigmoid.true_accuracies
    assert len(ahead) == 9
    half = 2.306 * ahead.std(ddof=1) / 3
    found = judges.mismatch_harms()
    shown, *bounds = numbers(found.because)[-3:]
    assert bounds == pytest.approx([100 * (ahead.mean() + each) for each in (-half, half)], abs=0.06)
    one, other = (float(each) for each in re.findall(r"\d+\.\d", found.number))
    assert shown == pytest.approx(other - one), "the difference of the two numbers above it"
    assert f"above 0 in {(ahead > 0).sum()} of 9 pairs" in found.because
    assert (found.kind == HOLDS) == (ahead.mean() - half > 0)


@pytest.mark.parametrize(
    "judge",
    [judges.eighty_and_fifty, judges.restarting_helps, judges.weights_help, judges.mismatch_harms],
)
def test_without_its_seeds_a_verdict_is_left_open(judge, monkeypatch, tmp_path):
    monkeypatch.setattr(judges, "SHELF", replace(SHELF, folder=tmp_path))
    assert judge().kind == UNDECIDED


def test_each_judge_reads_its_own_recording(monkeypatch):
    ends = {
        "topics_seeds": {
            "binary": RepeatSnapshot(5, NINE + JITTER),
            "categorical": RepeatSnapshot(5, NINE),
        },
        "topics_weighted_seeds": {
            "plain": RepeatSnapshot(15, NINE, recalls=np.column_stack([NINE, NINE])),
            "weighted": RepeatSnapshot(15, NINE, recalls=np.column_stack([NINE, NINE - 0.1 + JITTER])),
        },
    }
    monkeypatch.setattr(judges, "ends", ends.get)
    assert judges.eighty_and_fifty().kind == FAILS
    assert "of one run" in judges.eighty_and_fifty().because
    assert judges.restarting_helps().kind == FAILS
    assert judges.weights_help().kind == FAILS
    assert judges.apart("topics_weighted_seeds").mean == pytest.approx(-0.1)
    assert judges.apart("topics_seeds").mean == pytest.approx(0, abs=1e-9)
