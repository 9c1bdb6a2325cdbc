"""Each verdict on the answer's claims, held against the numbers it is made of."""

import re

import numpy as np
import pytest

from core.datasets import one_hot
from core.measures import losses
from core.measures.snapshot import ComparisonSnapshot, Gallery, Snapshot
from core.questions.topics import verdicts as held
from core.questions.topics.verdicts import Apart, Ratio, RowSums
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, Verdict
from tests import shipped as recorded


def snapshot(epoch=1.0, true=0.5, loss=1.0, predictions=None):
    """One whose loss by hand is another than the reported one."""
    return Snapshot(epoch, 5, loss, loss + 0.25, {}, {}, true, predictions)


def numbers(text):
    return [float(each) for each in re.findall(r"\d+\.\d+", text)]


def test_the_recorded_ratio_is_neither_k_nor_constant():
    shipped = recorded.load("topics")
    found = held.ratios(shipped.snapshots, shipped.gallery)
    assert len(found) == len(shipped.snapshots)
    last = shipped.snapshots[-1].member("binary").predictions
    targets = one_hot(shipped.gallery.labels, 5)
    assert found[-1].binary == losses.binary_crossentropy(targets, last.astype(float))
    assert found[-1].categorical == losses.categorical_crossentropy(targets, last)
    for each in found:
        assert 5 * each.binary == pytest.approx(each.categorical + each.rest, rel=1e-5)
        assert 0.2 < each.value < 0.5
    verdict = held.ratio_verdict(found, 5)
    assert verdict.kind == FAILS
    low, high = numbers(verdict.because)[:2]
    assert low == round(min(each.value for each in found), 2)
    assert high == round(max(each.value for each in found), 2)


def test_the_identity_on_a_hand_made_row():
    predictions = np.array([[0.5, 0.25, 0.25]])
    moment = ComparisonSnapshot({"binary": snapshot(predictions=predictions)})
    (found,) = held.ratios([moment], Gallery(np.zeros((1, 0, 0)), np.array([0]), 1))
    assert found.categorical == pytest.approx(np.log(2))
    assert found.rest == pytest.approx(-2 * np.log(0.75))
    assert found.binary == pytest.approx((np.log(2) - 2 * np.log(0.75)) / 3)


def test_a_ratio_of_k_would_be_granted():
    assert held.ratio_verdict([Ratio(0, 5.0, 1.0, 0.0), Ratio(1, 10.02, 2.0, 0.0)], 5).kind == HOLDS
    assert held.ratio_verdict([Ratio(0, 5.0, 1.0, 0.0), Ratio(1, 1.0, 2.0, 0.0)], 5).kind == FAILS


def test_a_factor_cancels_under_adam_and_not_under_sgd():
    shipped = recorded.load("topics_factor")
    assert [(each.optimizer, each.loss_weight) for each in shipped.order.members.values()] == [
        *(("adam", 1.0), ("adam", 10.0), ("sgd", 1.0), ("sgd", 10.0)),
    ]
    adam = held.apart(shipped.snapshots, "adam_1", "adam_10", 10)
    sgd = held.apart(shipped.snapshots, "sgd_1", "sgd_10", 10)
    assert adam.accuracy < 0.01
    assert adam.loss < 0.001
    assert sgd.accuracy > 0.5
    verdict = held.factor_verdict(adam, sgd, 10)
    assert verdict.kind == FAILS
    assert numbers(verdict.because) == [round(100 * adam.accuracy, 1), round(100 * sgd.accuracy, 1)]


def test_apart_divides_the_second_loss_and_takes_the_widest():
    moments = [
        ComparisonSnapshot({"one": snapshot(true=0.5, loss=1.0), "ten": snapshot(true=0.5, loss=10.0)}),
        ComparisonSnapshot({"one": snapshot(true=0.6, loss=0.8), "ten": snapshot(true=0.4, loss=5.0)}),
    ]
    found = held.apart(moments, "one", "ten", 10)
    assert found.accuracy == pytest.approx(0.2)
    assert found.loss == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("adam", "sgd", "status"), [(0.3, 0.3, HOLDS), (0.0, 0.0, FAILS), (0.005, 0.2, FAILS)]
)
def test_the_factor_s_verdict_follows_the_runs(adam, sgd, status):
    assert held.factor_verdict(Apart(adam, 0), Apart(sgd, 0), 10).kind == status


def test_categorical_crossentropy_does_not_mind_the_sum_of_a_row():
    plain, scaled = held.scaled_loss(3)
    assert plain == pytest.approx(scaled, rel=1e-9)
    shipped = recorded.load("topics_renormalised")
    sigmoid, softmax = shipped.order.members.values()
    assert (sigmoid.activation, softmax.activation) == ("sigmoid", "softmax")
    sums = held.row_sums(shipped.snapshots)
    assert sums[0].mean == pytest.approx(2.5, abs=0.1)
    assert sums[0].least <= sums[0].mean <= sums[0].largest
    ones = held.row_sums(shipped.snapshots, "softmax")
    assert all(each.mean == pytest.approx(1, abs=1e-5) for each in ones)
    last = [each.true_accuracy for each in shipped.snapshots[-1].members.values()]
    verdict = held.renormalised_verdict(sums, (plain, scaled), *last)
    assert verdict.kind == DEPENDS
    assert f"{sums[0].mean:.2f} before training and {sums[-1].mean:.2f} after" in verdict.because
    assert f"{100 * last[0]:.1f}\N{NO-BREAK SPACE}%" in verdict.because


def test_rows_that_sum_to_one_or_a_loss_that_minds_refute_it():
    sums = [RowSums(0, 1.0, 1.0, 1.0)]
    assert held.renormalised_verdict(sums, (1.0, 1.0), 0.5, 0.5).kind == FAILS
    sums = [RowSums(0, 2.5, 2.0, 3.0)]
    assert held.renormalised_verdict(sums, (1.0, 2.0), 0.5, 0.5).kind == FAILS


def test_class_weights_are_judged_by_the_smallest_topic():
    helped = held.weights_verdict((0.9, 0.1), (0.8, 0.4), "mac", 0.5, 0.6)
    assert helped.kind == HOLDS
    assert "mac" in helped.because
    assert numbers(helped.because) == [10.0, 40.0, 50.0, 60.0]
    average = held.weights_verdict((0.1, 0.4), (0.9, 0.41), "mac", 0.3, 0.6)
    assert average.kind == DEPENDS
    assert "but not the smallest" in average.because
    neither = held.weights_verdict((0.5, 0.4), (0.5, 0.41), "mac", 0.5, 0.5)
    assert neither.kind == DEPENDS
    assert "no help" in neither.because


def test_the_recorded_class_weights_say_what_happened():
    shipped = recorded.load("topics_weighted")
    plain, weighted = shipped.order.members.values()
    assert (plain.class_weight, weighted.class_weight) == (False, True)
    assert plain.imbalance == weighted.imbalance == 5
    one, other = shipped.snapshots[-1].members.values()
    verdict = held.weights_verdict(
        one.recalls, other.recalls, "smallest", one.true_accuracy, other.true_accuracy
    )
    assert (verdict.kind == HOLDS) == (other.recalls[-1] - one.recalls[-1] > 0.05)
    assert f"{100 * other.recalls[-1]:.1f}\N{NO-BREAK SPACE}%" in verdict.because
    assert len(one.recalls) == 5


def test_both_mends_train_one_net():
    shipped = recorded.load("topics_mends")
    accuracies = [
        [moment.member(name).true_accuracy for moment in shipped.snapshots]
        for name in ("one_hot", "integer")
    ]
    verdict = held.mends_verdict(*accuracies)
    assert verdict.kind == HOLDS
    assert accuracies[0][-1] == pytest.approx(accuracies[1][-1], abs=0.02)
    widest = max(abs(a - b) for a, b in zip(*accuracies, strict=True))
    assert f"{100 * widest:.1f} points" in verdict.because
    assert held.mends_verdict([0.2, 0.6], [0.2, 0.5]).kind == DEPENDS


def test_a_verdict_says_its_word_first():
    assert Verdict(FAILS, "So.").in_words == "**✗ Does not hold.** So."
    assert Verdict(HOLDS, "So.").in_words.startswith("**✓ ")
