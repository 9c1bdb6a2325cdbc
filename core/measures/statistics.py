"""What a spread of runs allows to say: means, intervals, dead runs, chance. NumPy only."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

SEED = 0  # of all that is drawn here, so that equal runs give equal numbers
RESAMPLES = 10_000
DRAWS = 100_000
SURE = 0.95
STANDARD_ERRORS = 2.0  # a difference within so many is one that chance makes


@dataclass(frozen=True)
class Mean:
    """The mean of some runs, and between which bounds it lies 95 % of the time."""

    value: float
    low: float
    high: float


def mean_of(values) -> Mean:
    """The mean of (S,) values with a 95 % percentile bootstrap of RESAMPLES resamples.

    Of ten runs or fewer it is a little too narrow. It is what `scipy.stats.bootstrap` gives, to which
    the tests hold it: imported here, SciPy would cost each server 58 MB for these three lines.
    """
    values = np.asarray(values, dtype=np.float64)
    rng = np.random.default_rng(SEED)
    means = rng.choice(values, (RESAMPLES, len(values))).mean(axis=1)
    low, high = np.quantile(means, [(1 - SURE) / 2, (1 + SURE) / 2])
    return Mean(float(values.mean()), float(low), float(high))


def majority_share(labels) -> float:
    """The accuracy of always answering with the most frequent of (N,) labels, 0 or 1."""
    share = float(np.mean(labels))
    return max(share, 1 - share)


def at_one_answer(accuracies, majority: float, examples: int) -> np.ndarray:
    """(S,) booleans: which runs are right as often as a net that gives everyone the same answer.

    That is the share of the majority, or of the minority, within one example of `examples`.
    """
    accuracies = np.asarray(accuracies, dtype=np.float64)
    within = 1 / examples + 1e-9
    return (np.abs(accuracies - majority) <= within) | (np.abs(accuracies - (1 - majority)) <= within)


def chance_of_gap(first, second, gap: float, runs: int) -> float:
    """How often two means of `runs` runs lie at least `gap` apart if nothing differs between them.

    The runs of both are thrown together, and DRAWS times two groups are drawn from them with
    replacement. first, second: (S,) accuracies; gap: a share.
    """
    return _chance(tuple(map(float, first)), tuple(map(float, second)), gap, runs)


@lru_cache(maxsize=64)
def _chance(first: tuple, second: tuple, gap: float, runs: int) -> float:
    pooled = np.array(first + second, dtype=np.float32)
    rng = np.random.default_rng(SEED)
    drawn = pooled[rng.integers(len(pooled), size=(DRAWS, 2, runs), dtype=np.int32)]
    means = drawn.mean(axis=2, dtype=np.float64)
    return float(np.mean(np.abs(means[:, 0] - means[:, 1]) >= gap - 1e-9))


def standard_error(one: float, other: float, examples: int) -> float:
    """Of the difference of two shares, each counted on so many examples."""
    return math.sqrt((one * (1 - one) + other * (1 - other)) / examples)
