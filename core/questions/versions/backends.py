"""What the measured setups of today's Keras say of its backends, counted."""

from dataclasses import dataclass

from core.keras_versions import TODAY
from core.language import _


@dataclass(frozen=True)
class Counted:
    """Of one version, of the setups measured on every backend: how many, and in how many they part.

    other_loss: JAX and PyTorch both report another loss than TensorFlow. only_jax: JAX accepts what the
    other two refuse, each of them one unit with a sparse loss.
    """

    setups: int
    other_loss: int
    only_jax: int


# Of the rows under tests/conformance/measured, where a test counts them again.
TODAYS = Counted(setups=256, other_loss=52, only_jax=24)


def in_words() -> str:
    """How far the backends part, in a sentence."""
    return _(
        "Keras {today} was measured on three backends: of {n} setups, JAX and PyTorch report another "
        "loss than TensorFlow in {other}, and JAX accepts {only} that the other two refuse, all of "
        "them one unit with a sparse loss."
    ).format(today=TODAY, n=TODAYS.setups, other=TODAYS.other_loss, only=TODAYS.only_jax)
