"""How far the backends part, counted again in the measured rows."""

import numpy as np

from core.keras_versions import BACKENDS, TODAY
from core.questions.versions import backends
from tests.conformance import rows


def test_the_page_counts_what_was_measured():
    names = (TODAY, *(f"{TODAY}-{backend}" for backend in BACKENDS[1:]))
    alike = [{str(each).removeprefix(each.name): each for each in rows.setups(name)} for name in names]
    assert alike[0].keys() == alike[1].keys() == alike[2].keys()
    other_loss = only_jax = 0
    for key, tensorflow in alike[0].items():
        jax, torch = (found[key] for found in alike[1:])
        refused = [bool(each.refusals()) for each in (tensorflow, jax, torch)]
        if not any(refused):
            losses = [each.row["reported"] for each in (tensorflow, jax, torch)]
            assert np.isclose(losses[1], losses[2], rtol=1e-4, equal_nan=True)
            other_loss += not np.isclose(losses[0], losses[1], rtol=1e-3, atol=1e-6, equal_nan=True)
        elif refused != [True] * 3:
            assert refused == [True, False, True]
            assert (jax.units, jax.loss) == (1, "sparse_categorical_crossentropy")
            only_jax += 1
    assert backends.Counted(len(alike[0]), other_loss, only_jax) == backends.TODAYS
    assert f"of {len(alike[0])} setups, JAX and PyTorch report another" in backends.in_words()
