"""What a spread of runs allows to say: means, intervals, dead runs, chance. NumPy only."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

SEED = 0  # of all that is drawn here, so that equal runs give equal numbers
RESAMPLES = 10_000
FEWER_RESAMPLES = 1_000  # of what costs more
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


@dataclass(frozen=True)
class Paired:
    """By how much one of two nets is ahead of the other, each trained with the same S seeds.

    mean: of the S differences; low, high: the ends of its 95 % t interval; positive: how many of the S
    pairs are above 0. first, second: the means of either net.
    """

    mean: float
    low: float
    high: float
    positive: int
    seeds: int
    first: float
    second: float

    @property
    def sure(self) -> bool:
        """Whether the interval leaves out 0: another draw of as many seeds would seldom reverse it."""
        return self.low > 0 or self.high < 0


def paired(first, second) -> Paired:
    """What `first` is ahead of `second`, pair by pair: (S,) values each, of the same seeds in order.

    Raises ValueError for fewer than two pairs, or for unequal numbers.
    """
    first, second = (np.asarray(each, dtype=np.float64) for each in (first, second))
    if first.shape != second.shape or first.ndim != 1:
        raise ValueError(f"{first.shape} and {second.shape} values make no pairs")
    if len(first) < 2:
        raise ValueError(f"one pair has no spread: {len(first)} of two or more")
    ahead = first - second
    half = t_quantile(len(ahead) - 1) * ahead.std(ddof=1) / math.sqrt(len(ahead))
    mean = float(ahead.mean())
    return Paired(
        mean,
        mean - float(half),
        mean + float(half),
        int(np.sum(ahead > 0)),
        len(ahead),
        float(first.mean()),
        float(second.mean()),
    )


_T = (12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281)
_NORMAL = 1.9599640


def t_quantile(freedom: int) -> float:
    """Student's t at 97.5 %, so that 95 % lie between its negative and itself, within 0.0002.

    A table for ten degrees of freedom or fewer; for more the normal quantile, with the first terms of
    its expansion in 1 / freedom (Abramowitz and Stegun, 26.7.5).
    """
    if freedom <= len(_T):
        return _T[freedom - 1]
    z = _NORMAL
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    )


def majority_share(labels) -> float:
    """The accuracy of always answering with the most frequent of (N,) labels, 0 or 1."""
    share = float(np.mean(labels))
    return max(share, 1 - share)


@dataclass(frozen=True)
class Chance:
    """How often something comes about if nothing but chance makes it.

    share: of all draws, exactly; low, high: between which bounds it lies 95 % of the time, since the
    runs that are drawn from are themselves a draw.
    """

    share: float
    low: float
    high: float


def chance_of_gap(first, second, gap: float, runs: int, examples: int) -> Chance:
    """How often two means of `runs` runs lie `gap` or more apart if nothing differs between them.

    The runs of both are thrown together, and two groups are drawn from them with replacement. Not one
    is in fact drawn: an accuracy is a whole number of right answers, so the law of the difference of
    two sums of such numbers is a finite list, and its Fourier transform a power of that of one run.
    first, second: (S,) accuracies, each counted on so many `examples`; gap: a share.
    """
    pooled = np.rint(np.concatenate([first, second]) * examples).astype(int)
    apart = math.ceil(gap * examples * runs - 1e-6)
    return _chance(tuple(pooled.tolist()), apart, runs)


@lru_cache(maxsize=64)
def _chance(pooled: tuple[int, ...], apart: int, runs: int) -> Chance:
    rights, counts = np.unique(pooled, return_counts=True)
    furthest = int(np.ptp(rights)) * runs
    if apart > furthest:
        return Chance(0.0, 0.0, 0.0)
    size = 2 * furthest + 1  # as many differences of two sums there are
    turns = np.arange(size // 2 + 1)
    waves = np.exp(2j * np.pi / size * np.outer(rights - rights[0], turns))
    apart_enough = np.abs(np.fft.fftfreq(size, 1 / size)) >= apart - 0.5
    part = np.fft.rfft(apart_enough).real / size
    part[1:] *= 2  # every turn but the first stands for its conjugate too

    law = np.abs(counts / len(pooled) @ waves) ** (2 * runs)
    # Nearly all turns have died away in that power, and need no second look.
    loud = law > 1e-9
    resampled = np.random.default_rng(SEED).multinomial(
        len(pooled), counts / len(pooled), FEWER_RESAMPLES
    )
    laws = np.abs(resampled / len(pooled) @ waves[:, loud]) ** (2 * runs)
    low, high = np.quantile(laws @ part[loud], [(1 - SURE) / 2, (1 + SURE) / 2])
    return Chance(*(float(np.clip(each, 0, 1)) for each in (law @ part, low, high)))


def standard_error(one: float, other: float, examples: int) -> float:
    """Of the difference of two shares, each counted on so many examples of its own.

    For two nets on the same examples it is too wide: see `paired_standard_error`.
    """
    return math.hypot(share_error(one, examples), share_error(other, examples))


def share_error(share: float, examples: int) -> float:
    """The standard error of one share, counted on so many examples."""
    return math.sqrt(share * (1 - share) / examples)


def paired_standard_error(first_right, second_right) -> float:
    """Of the difference of two shares of right answers, counted on the same examples.

    first_right, second_right: (N,) booleans. Only examples that one net has right and the other wrong
    say anything. It is the spread over other test examples; other seeds have one of their own.
    Raises ValueError without an example, or for unequal numbers.
    """
    first, second = (np.asarray(each, dtype=bool) for each in (first_right, second_right))
    if first.shape != second.shape or first.ndim != 1 or len(first) == 0:
        raise ValueError(f"{first.shape} and {second.shape} answers make no pairs")
    examples = len(first)
    gained, lost = int(np.sum(first & ~second)), int(np.sum(second & ~first))
    return math.sqrt(gained + lost - (gained - lost) ** 2 / examples) / examples
