"""Statistics of runs, held against what can be counted by hand."""

from itertools import product

import numpy as np
import pytest
from scipy import stats

from core.measures import statistics


def test_the_majority_is_that_of_the_labels_whichever_it_is():
    assert statistics.majority_share([0] * 500 + [1] * 268) == pytest.approx(0.65104, abs=1e-5)
    assert statistics.majority_share([1, 1, 1, 0]) == 0.75


def test_a_run_is_at_one_answer_within_one_example_of_either_class():
    majority = 500 / 768
    rights = np.array([500, 501, 499, 502, 498, 268, 267, 270, 570])
    found = statistics.at_one_answer(rights / 768, majority, 768)
    assert found.tolist() == [True, True, True, False, False, True, True, False, False]


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
    assert statistics.chance_of_gap(first, second, 0.5, 2) == pytest.approx(exact, abs=0.005)
    assert statistics.chance_of_gap(first, second, 1.01, 2) == 0
    assert statistics.chance_of_gap(first, second, 0, 2) == 1


def test_the_standard_error_is_what_repeated_tests_make():
    rng = np.random.default_rng(0)
    one, other = (rng.binomial(1000, share, 20_000) / 1000 for share in (0.9, 0.95))
    assert statistics.standard_error(0.9, 0.95, 1000) == pytest.approx(np.std(one - other), rel=0.02)


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
