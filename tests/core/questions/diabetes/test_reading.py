"""What the page on diabetes says of its runs, against the recorded arrays and SciPy."""

import re

import numpy as np
import pytest
from scipy import stats

from core import datasets
from core.keras_versions import RELEASED, VERSIONS, loss_computed_on
from core.questions.diabetes import luck, orders, reading
from core.reading.point import as_printed
from core.reading.words import percent
from tests import shipped

GAP = 0.7412760416666666 - 0.6692708333333334
NAMES = sorted(orders.recorded())
LEARNING = ("diabetes_3.15.1", "diabetes_scaled", "diabetes_3.15.1_scaled")  # hardly a constant run


def last(name):
    """Both nets' snapshots at the end of a recording: sigmoid, softmax."""
    return tuple(shipped.load(name).snapshots[-1].members.values())


def found(name):
    return orders.recorded()[name], reading.recorded(name)


def numbers(words):
    return [float(each.replace("−", "-")) for each in re.findall(r"−?\d+\.?\d*", words)]


def drawn(first, second, gap=GAP, draws=100_000, seed=1):
    """How often two means of ten lie so far apart, by drawing them."""
    rng = np.random.default_rng(seed)
    pooled = np.concatenate([first, second])
    means = rng.choice(pooled, (draws, 2, 10)).mean(axis=2)
    return np.mean(abs(means[:, 0] - means[:, 1]) >= gap - 1e-9)


def test_luck_makes_the_gap_as_often_as_in_draws_of_the_recorded_runs():
    one, two = last("diabetes")
    then, learnt, now = luck.by_loss()
    assert then.chance.share == pytest.approx(
        drawn(one.true_accuracies, two.true_accuracies), abs=0.003
    )
    alive = [each.true_accuracies[~each.constant] for each in (one, two)]
    assert learnt.chance.share == pytest.approx(drawn(*alive), abs=0.0006)
    assert drawn(*(each.true_accuracies for each in last("diabetes_3.15.1"))) == 0
    assert now.chance.share < 1e-5
    assert (then.runs, learnt.runs, now.runs) == (200, sum(map(len, alive)), 200)
    assert (learnt.constant, now.version, then.version) == (0, "3.15.1", "2.2.4")
    assert then.constant == one.constant.sum() + two.constant.sum()


def test_that_share_is_uncertain_by_as_much_as_other_runs_would_move_it():
    one, two = (each.true_accuracies for each in last("diabetes"))
    rng = np.random.default_rng(2)
    again = [
        drawn(rng.choice(one, 100), rng.choice(two, 100), draws=3_000, seed=place)
        for place in range(300)
    ]
    chance = luck.by_loss()[0].chance
    assert (chance.low, chance.high) == pytest.approx(np.quantile(again, [0.025, 0.975]), abs=0.02)


def test_luck_is_not_ruled_out_only_with_runs_of_one_answer():
    then, learnt, now = (each.chance for each in luck.by_loss())
    assert [luck.possible(each) for each in (then, learnt, now)] == [True, False, False]
    assert then.low < luck.SELDOM < then.high, "neither ruled out nor easily made"
    said = luck.chance_in_words(then)
    assert "7.2 points or more" in said
    assert "does not rule luck out, and does not prove it" in said
    assert luck.small_percent(then.share) in said
    assert "luck does not make the question's gap here" in luck.chance_in_words(now)


def test_no_verdict_on_luck_is_turned_by_any_ten_seeds():
    for name, possible in (("diabetes", True), ("diabetes_3.15.1", False)):
        one, two = (each.true_accuracies for each in last(name))
        for first in range(0, 100, 10):
            rest = np.r_[0:first, first + 10 : 100]
            share = drawn(one[rest], two[rest], draws=20_000)
            assert (share > 0.03) == possible


def test_the_code_of_the_question_is_of_a_keras_of_either_loss():
    asked = {"probabilities": ["2.0.9", "2.1.6", "2.2.4", "2.2.5"], "logits": ["2.3.0", "2.3.1"]}
    assert {v for each in asked.values() for v in each} == {v for v in VERSIONS if v.startswith("2.")}
    for computed_on, versions in asked.items():
        for version in versions:
            assert loss_computed_on(version, "binary_crossentropy", "sigmoid") == computed_on
            assert loss_computed_on(version, "categorical_crossentropy", "softmax") == computed_on
    assert loss_computed_on("tf-1.14.0", "binary_crossentropy", "sigmoid") == "logits"
    assert loss_computed_on("tf-1.13.2", "binary_crossentropy", "sigmoid") == "probabilities"
    of_two = [version for version in VERSIONS if version.startswith("2.")]
    assert max(of_two, key=RELEASED.get) == "2.3.1"
    assert RELEASED["2.3.1"] <= "2020-05"


@pytest.mark.parametrize("name", NAMES)
def test_the_heads_are_compared_in_pairs_as_scipy_does(name):
    sigmoid, softmax = last(name)
    its = stats.ttest_rel(softmax.true_accuracies, sigmoid.true_accuracies)
    low, high = its.confidence_interval(0.95)
    paired = reading.ahead(reading.recorded(name))
    assert (paired.low, paired.high) == pytest.approx((low, high), abs=1e-6)
    assert paired.positive == sum(softmax.true_accuracies > sigmoid.true_accuracies)
    assert paired.sure == (its.pvalue < 0.05)
    in_cell = numbers(reading.paired_in_words(paired))
    difference = np.mean(softmax.true_accuracies) - np.mean(sigmoid.true_accuracies)
    assert in_cell[1:] == pytest.approx([100 * low, 100 * high], abs=0.051)
    assert in_cell[0] == pytest.approx(100 * difference, abs=0.101)
    one, two = (as_printed(each.true_accuracies.mean()) for each in (sigmoid, softmax))
    assert in_cell[0] == pytest.approx(two - one), "of the two means as the headline has them"


def test_on_trained_rows_two_outputs_are_a_little_ahead_and_on_others_nothing_shows():
    for name in NAMES:
        sigmoid, softmax = last(name)
        difference = softmax.true_accuracies - sigmoid.true_accuracies
        t = difference.mean() / (difference.std(ddof=1) / 10)
        assert (abs(t) > 1.984) == (name in LEARNING)
        if name in LEARNING:
            assert 0.004 < difference.mean() < 0.010, "small beside the question's 7.2 points"
            assert "two softmax outputs are **" in reading.ahead_in_words(reading.recorded(name))
            assert "more than the seeds make" in reading.ahead_in_words(reading.recorded(name))
            halves = difference[:50].mean(), difference[50:].mean()
            assert min(halves) > 0, "no half of the seeds turns it"
        elif name == "diabetes":
            assert "neither net is ahead: the difference is 0.0 points (−2.8 to 2.8)." in (
                reading.ahead_in_words(reading.recorded(name))
            )
        else:
            assert "no more than the seeds make" in reading.ahead_in_words(reading.recorded(name))


def test_which_net_is_ahead_is_said_from_its_side():
    one, two = reading.recorded("diabetes_scaled")
    sentence = reading.ahead_in_words((one, two))
    turned = reading.ahead_in_words((two, one))  # as if the sigmoid net had the better runs
    assert turned == sentence.replace("two softmax outputs are", "one sigmoid output is")
    mean, low, high, n, pairs, gap = numbers(sentence)
    assert (mean, low, high) == pytest.approx((0.6, 0.4, 0.8))
    assert (n, pairs, gap) == (sum(two.accuracies > one.accuracies), 100, 7.2)
    assert "one sigmoid output is 0.4 points ahead (−0.1 to 0.8)" in reading.ahead_in_words(
        reading.recorded("diabetes_scaled_holdout")
    )


def test_constant_runs_answer_alike_and_are_right_as_often_as_a_class_is_frequent():
    labels = datasets.load("pima").y_train
    assert percent(max(labels.mean(), 1 - labels.mean())) == percent(reading.majority())
    assert percent(reading.majority()) == "65.1\N{NO-BREAK SPACE}%"
    for name in ("diabetes", "diabetes_3.15.1"):
        for member in last(name):
            rights = np.rint(member.train_accuracies[member.constant] * 768)
            assert set(rights) <= {500, 268}
    near = np.isin(np.rint(last("diabetes_3.15.1")[0].train_accuracies * 768), (499, 500, 501))
    assert near.sum() == 1, "a run right as often as one answer, which is not one"
    assert last("diabetes_3.15.1")[0].constant.sum() == 0


def test_the_spread_and_the_headline_say_what_was_measured_on_what():
    order, pair = found("diabetes")
    sigmoid, softmax = last("diabetes")
    accuracies = np.concatenate([sigmoid.true_accuracies, softmax.true_accuracies])
    words = reading.spread_in_words(pair)
    assert f"**{percent(accuracies.min())}** to **{percent(accuracies.max())}**" in words
    assert (
        f"**{sigmoid.constant.sum()}** of 100 (sigmoid) and **{softmax.constant.sum()}** of 100"
        in words
    )
    headline = reading.headline(order, pair)
    assert headline.startswith("100 runs each, on the rows they were trained on: one sigmoid")
    assert percent(sigmoid.true_accuracies.mean()) in headline
    order, pair = found("diabetes_scaled_holdout")
    assert reading.headline(order, pair).startswith("100 runs each, on rows they never saw: ")
    assert reading.spread_in_words(pair).endswith("None gives everyone the same answer.")


@pytest.mark.parametrize("name", [name for name in NAMES if "holdout" in name])
def test_the_split_is_worth_six_points_or_more(name):
    order, pair = found(name)
    rows, margin = numbers(reading.split_in_words(order, pair))
    share = min((each.true_accuracies.mean() for each in last(name)), key=lambda each: abs(each - 0.5))
    low, high = stats.binom(192, share).interval(0.95)
    assert rows == 192
    assert margin == pytest.approx(100 * (high - low) / 2 / 192, abs=0.8)
    assert margin in (6, 7)


def test_held_out_rows_are_answered_less_well_than_those_trained_on():
    for head in reading.recorded("diabetes_3.15.1_scaled_holdout"):
        assert head.mean.value < head.train_mean.value


def test_today_the_means_are_about_75():
    means = [each.true_accuracies.mean() for each in last("diabetes_3.15.1")]
    assert means == pytest.approx((0.744, 0.7515), abs=0.001)


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0974, "9.7"), (0.00012, "0.012"), (0.113, "11"), (1e-9, "< 0.001"), (0, "< 0.001")],
    ids=str,
)
def test_small_shares_keep_two_digits(share, text):
    assert luck.small_percent(share) == f"{text}\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("share", "text"), [(0.0064, "0.6"), (-0.0283, "−2.8"), (-0.0001, "0.0"), (0.0004, "0.0")], ids=str
)
def test_points_have_one_digit_and_no_negative_zero(share, text):
    assert reading.points(share) == text
