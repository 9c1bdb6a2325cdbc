"""Each verdict on the answer's claims, held against the numbers it is made of."""

import re
from dataclasses import replace

import numpy as np
import pytest

from core.datasets import one_hot
from core.experiment import Experiment
from core.measures import losses
from core.measures.snapshot import ComparisonSnapshot, Gallery, Snapshot
from core.questions.topics import divided, judges
from core.questions.topics import verdicts as held
from core.questions.topics.verdicts import Apart, Ratio, RowSums
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, Verdict
from core.training import one
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
        *(("adam", 1.0), ("adam", 10.0), ("adam", 0.001), ("sgd", 1.0), ("sgd", 10.0)),
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


def test_near_its_epsilon_adam_minds_a_factor():
    shipped = recorded.load("topics_factor")
    small = held.apart(shipped.snapshots, "adam_1", "adam_0.001", 0.001)
    ten = held.apart(shipped.snapshots, "adam_1", "adam_10", 10)
    assert small.accuracy > 0.02 > held.SAME_RUN > ten.accuracy


@pytest.mark.slow
def test_with_its_epsilon_multiplied_too_adam_minds_no_factor(monkeypatch):
    plain = Experiment(loss="categorical_crossentropy", epochs=1, keras="2.2.4")
    made, ends = one.optimizer, []
    for factor in (1.0, 8.0):

        def with_epsilon(experiment, factor=factor):
            adam = made(experiment)
            adam.epsilon *= factor
            return adam

        monkeypatch.setattr(one, "optimizer", with_epsilon)
        *_, last = one.train(replace(plain, loss_weight=factor))
        ends.append(last.predictions)
    np.testing.assert_array_equal(*ends)


def test_of_two_topics_both_losses_are_one_number():
    rng = np.random.default_rng(0)
    second = rng.uniform(0.01, 0.99, 50)
    targets = one_hot(rng.integers(0, 2, 50), 2)
    outputs = np.stack([1 - second, second], axis=1)
    assert losses.binary_crossentropy(targets, outputs) == pytest.approx(
        losses.categorical_crossentropy(targets, outputs), rel=1e-12
    )


def test_keras_divides_the_outputs_and_the_recording_says_what_it_does():
    rows = divided.rows(recorded.load(divided.OF))
    sums = rows[1].sum(axis=1)
    assert abs(sums - 1).max() > 0.3, "rows that sum to 1 would show nothing"
    shipped, live = divided.load(), divided.ask(*rows)
    assert shipped.loss == pytest.approx(live.loss, rel=1e-5)
    assert shipped.multiplied == pytest.approx(live.multiplied, rel=1e-5)
    assert (shipped.examples, shipped.versions) == (live.examples, live.versions)
    # By hand, with nothing of the app's own.
    own = (rows[0] * rows[1]).sum(axis=1).astype(float)
    assert shipped.loss == pytest.approx(-np.log(own / sums).mean(), rel=1e-5)
    assert divided.undivided(*rows) == pytest.approx(-np.log(own).mean(), rel=1e-9)
    verdict = judges.outputs_are_divided()
    assert verdict.kind == HOLDS
    assert f"{shipped.loss:.4f}" in verdict.because
    assert f"{-np.log(3 * own).mean():.4f}" in verdict.because


def test_a_keras_that_does_not_divide_is_told_from_one_that_does():
    assert held.divides_verdict(1.0, 1.0, 3, 2.0).kind == HOLDS
    assert held.divides_verdict(2.0, 2.0 - np.log(3), 3, 2.0).kind == FAILS
    assert held.divides_verdict(2.0, 2.0, 3, 2.0).kind == FAILS, "clipped away, perhaps; not divided"


def test_what_sums_to_one_is_not_changed_by_dividing():
    ones = held.row_sums(recorded.load("topics").snapshots, "categorical")
    assert all(each.mean == pytest.approx(1, abs=1e-5) for each in ones)
    assert held.division_verdict(ones).kind == FAILS
    sums = held.row_sums(recorded.load("topics_renormalised").snapshots)
    assert sums[0].mean == pytest.approx(2.5, abs=0.1)
    assert sums[0].least <= sums[0].mean <= sums[0].largest
    assert held.division_verdict(sums).kind == DEPENDS
    assert held.division_verdict([RowSums(0, 1.0, 1.0, 1.1)]).kind == DEPENDS


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
    assert widest == 0
    assert "never part on the way" in verdict.because
    assert "by at most 1.0 points" in held.mends_verdict([0.21, 0.6], [0.2, 0.6]).because
    assert held.mends_verdict([0.2, 0.6], [0.2, 0.5]).kind == DEPENDS


def test_a_verdict_says_its_word_first():
    assert Verdict(FAILS, "So.").in_words == "**✗ Does not hold.** So."
    assert Verdict(HOLDS, "So.").in_words.startswith("**✓ ")
