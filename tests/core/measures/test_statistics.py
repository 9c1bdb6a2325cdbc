"""Statistics of runs, held against what can be counted by hand."""

from itertools import product

import numpy as np
import pytest
from scipy import stats

from core.measures import statistics


def test_the_majority_is_that_of_the_labels_whichever_it_is():
    assert statistics.majority_share([0] * 500 + [1] * 268) == pytest.approx(0.65104, abs=1e-5)
    assert statistics.majority_share([1, 1, 1, 0]) == 0.75


def test_the_interval_of_a_mean_is_that_of_the_normal_law_for_many_runs():
    values = np.random.default_rng(1).normal(0.7, 0.1, 400)
    mean = statistics.mean_of(values)
    half = 1.96 * values.std() / 20
    assert mean.value == pytest.approx(values.mean())
    assert (mean.low, mean.high) == pytest.approx(
        (values.mean() - half, values.mean() + half), abs=0.0006
    )
    assert mean == statistics.mean_of(values)


def test_equal_runs_have_no_interval():
    mean = statistics.mean_of([0.5] * 10)
    assert (mean.low, mean.value, mean.high) == (0.5, 0.5, 0.5)


def test_the_chance_of_a_gap_is_what_counting_every_draw_gives():
    first, second = [0.0, 0.0, 1.0], [1.0, 1.0]  # pooled: two of five are 0
    weights = {0.0: 0.4, 1.0: 0.6}
    exact = sum(
        np.prod([weights[each] for each in draw])
        for draw in product((0.0, 1.0), repeat=4)
        if abs(sum(draw[:2]) - sum(draw[2:])) / 2 >= 0.5
    )
    found = statistics.chance_of_gap(first, second, 0.5, 2, examples=1)
    assert found.share == pytest.approx(exact, abs=1e-12)
    assert found.low < exact < found.high
    assert statistics.chance_of_gap(first, second, 1.01, 2, examples=1).share == 0
    assert statistics.chance_of_gap(first, second, 0, 2, examples=1).share == pytest.approx(1)


@pytest.mark.parametrize("seed", range(3))
def test_the_chance_of_a_gap_and_its_interval_are_those_of_drawing_runs(seed):
    rng = np.random.default_rng(seed)
    rights = rng.choice([268, 500, *range(520, 600)], 60)
    gap, runs = 0.07, 10

    def drawn(pool, times):
        means = rng.choice(pool / 768, (times, 2, runs)).mean(axis=2)
        return np.mean(abs(means[:, 0] - means[:, 1]) >= gap - 1e-9)

    found = statistics.chance_of_gap(rights[:30] / 768, rights[30:] / 768, gap, runs, examples=768)
    assert found.share == pytest.approx(drawn(rights, 200_000), abs=0.003)
    again = [drawn(rng.choice(rights, len(rights)), 2_000) for _ in range(400)]
    assert (found.low, found.high) == pytest.approx(np.quantile(again, [0.025, 0.975]), abs=0.02)


def test_a_gap_of_exactly_so_many_right_answers_is_one():
    # of 10 examples: two means of two runs, 0.0 and 0.7, lie 14 right answers of 20 apart, or 7, or 0
    found = statistics.chance_of_gap([0.0], [0.7], 0.7, 2, examples=10)
    assert found.share == pytest.approx(2 / 16)
    assert statistics.chance_of_gap([0.0], [0.7], 0.35, 2, examples=10).share == pytest.approx(10 / 16)


def test_the_standard_error_is_what_repeated_tests_make():
    rng = np.random.default_rng(0)
    one, other = (rng.binomial(1000, share, 20_000) / 1000 for share in (0.9, 0.95))
    assert statistics.standard_error(0.9, 0.95, 1000) == pytest.approx(np.std(one - other), rel=0.02)


def test_the_error_of_one_share_is_that_of_the_binomial_law():
    assert statistics.share_error(0.7, 192) == pytest.approx(stats.binom(192, 0.7).std() / 192)


def test_equal_runs_have_an_interval_of_one_value():
    mean = statistics.mean_of([0.651] * 10)
    assert (mean.value, mean.low, mean.high) == (0.651, 0.651, 0.651)


@pytest.mark.parametrize("size", [10, 100])
def test_the_interval_is_scipy_s_bootstrap(size):
    values = np.random.default_rng(size).beta(30, 10, size)
    its = stats.bootstrap(
        (values,),
        np.mean,
        n_resamples=statistics.RESAMPLES,
        confidence_level=0.95,
        method="percentile",
        rng=np.random.default_rng(statistics.SEED),
    ).confidence_interval
    ours = statistics.mean_of(values)
    assert (ours.low, ours.high) == pytest.approx((its.low, its.high), abs=1e-12)


@pytest.mark.parametrize("freedom", [*range(1, 41), 99, 999])
def test_the_t_quantile_is_scipy_s(freedom):
    assert statistics.t_quantile(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), abs=2e-4)


@pytest.mark.parametrize("seeds", [2, 8, 9, 100])
def test_pairs_have_the_interval_of_scipy_s_paired_t_test(seeds):
    rng = np.random.default_rng(seeds)
    first = rng.normal(0.7, 0.1, seeds)
    second = first + rng.normal(0.02, 0.03, seeds)
    its = stats.ttest_rel(first, second)
    low, high = its.confidence_interval(0.95)
    ours = statistics.paired(first, second)
    assert ours.mean == pytest.approx(np.mean(first) - np.mean(second))
    assert (ours.low, ours.high) == pytest.approx((low, high), abs=1e-5)
    assert (ours.seeds, ours.positive) == (seeds, sum(first > second))
    assert ours.sure == (its.pvalue < 0.05)


def test_pairs_are_sure_only_without_0_in_their_interval():
    assert statistics.paired([3, 4, 5], [1, 2, 2]).sure
    assert statistics.paired([1, 2, 2], [3, 4, 5]).sure
    assert not statistics.paired([3, 4, 0], [1, 2, 2]).sure
    assert not statistics.paired([1, 2], [1, 2]).sure


@pytest.mark.parametrize(
    ("first", "second"), [([1], [1]), ([], []), ([1, 2], [1, 2, 3]), ([1, 2], [1])]
)
def test_what_makes_no_pairs_raises(first, second):
    with pytest.raises(ValueError, match="pair"):
        statistics.paired(first, second)


def test_the_paired_standard_error_is_that_of_repeated_tests_on_the_same_examples():
    rng = np.random.default_rng(0)
    # Of 400 examples: both right, only the first, only the second, neither.
    shares = [0.8, 0.1, 0.04, 0.06]
    differences, errors = [], []
    for _ in range(4000):
        kind = rng.choice(4, 400, p=shares)
        first, second = kind <= 1, (kind == 0) | (kind == 2)
        differences.append(first.mean() - second.mean())
        errors.append(statistics.paired_standard_error(first, second))
    assert np.mean(errors) == pytest.approx(np.std(differences), rel=0.03)
    assert np.mean(errors) < 0.8 * statistics.standard_error(0.9, 0.84, 400)


def test_answers_that_are_all_alike_have_no_paired_error():
    assert statistics.paired_standard_error([True, False], [True, False]) == 0
    with pytest.raises(ValueError, match="pairs"):
        statistics.paired_standard_error([], [])
    with pytest.raises(ValueError, match="pairs"):
        statistics.paired_standard_error([True], [True, False])
