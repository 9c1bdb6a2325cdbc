"""Two accuracies part where they print apart, two losses where it is more than rounding."""

import math

import numpy as np
import pytest

from core.reading.point import Point, loss_parts, points_apart, same
from core.reading.words import percent


def with_accuracies(reported, true):
    return Point(1, 450, reported, true, 0.5, 0.5)


def test_two_numbers_that_print_alike_do_not_part_and_others_do():
    assert same(with_accuracies(0.94951, 0.95049))
    assert not same(with_accuracies(0.95049, 0.95051))
    rng = np.random.default_rng(0)
    trues = rng.random(500)
    reports = np.clip(trues + rng.normal(scale=0.001, size=500), 0, 1)
    alike = [percent(one) == percent(other) for one, other in zip(reports, trues, strict=True)]
    assert [same(with_accuracies(*each)) for each in zip(reports, trues, strict=True)] == alike
    assert 50 < sum(alike) < 450


@pytest.mark.parametrize(
    ("loss", "by_hand", "parts"),
    [
        (0.5, 0.5, False),
        (0.33908551931381226, 0.33908551882462934, False),
        (0.5, 0.5004, False),
        (0.5, 0.501, True),
        (1.0528, 0.5166, True),
        (0.0, 1e-7, False),
        (math.inf, math.inf, False),
        (math.nan, math.nan, False),
        (math.nan, 0.5, True),
    ],
)
def test_losses_part_beyond_rounding_only(loss, by_hand, parts):
    assert loss_parts(Point(1, 450, 0.9, 0.1, loss, by_hand)) == parts


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        (0.9965, 0.9825, 1.4),
        (0.69524, 0.67956, 1.5),  # 69.5 and 68.0: what is between them is 1.57
        (0.19666, 0.1974, 0.0),
        (0.74436, 0.75144, -0.7),
    ],
)
def test_points_between_two_shares_are_those_between_them_as_printed(first, second, shown):
    found = points_apart(first, second)
    assert found == shown
    assert f"{found:g}" != "-0"
