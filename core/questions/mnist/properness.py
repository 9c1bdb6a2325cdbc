"""What a loss is least at: whether a net that minimises it comes to output the true probabilities."""

from functools import cache

import numpy as np

from core.measures.losses import BY_HAND

CLASSES, TRUTHS, OUTPUTS = 10, 20, 100


@cache
def rivals(loss: str) -> tuple[int, int]:
    """How many softmax outputs were held against the true probabilities, and how many lose to them.

    Each of TRUTHS distributions over CLASSES labels, drawn at random, meets OUTPUTS others, from very
    near to far. One loses where its expected loss is the larger. loss: one of `losses.BY_HAND` that is
    linear in its targets: of labels drawn from a distribution its mean is the loss with the
    distribution as the target.
    """
    rng = np.random.default_rng(0)
    lose = 0
    for truth in rng.dirichlet(np.ones(CLASSES), TRUTHS):
        least = BY_HAND[loss](truth[None], truth[None])
        for far in np.geomspace(0.01, 10, OUTPUTS):
            scaled = np.exp(np.log(truth) + far * rng.standard_normal(CLASSES))
            lose += BY_HAND[loss](truth[None], (scaled / scaled.sum())[None]) > least
    return TRUTHS * OUTPUTS, int(lose)
