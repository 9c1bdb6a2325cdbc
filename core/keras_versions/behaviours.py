"""What a Keras version does with a setup, whole: one question, one answer, which is kept."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from core import language
from core.keras_versions.checks import Said
from core.keras_versions.eras import Era, binary_accuracy_rounds, era, expands_integer_labels
from core.keras_versions.mends import mends
from core.keras_versions.refusals import KerasRefuses, Mends, refusal
from core.keras_versions.rules import Step, computed_on, path
from core.keras_versions.setup import Setup
from core.keras_versions.warned import warned


@dataclass(frozen=True)
class Behaviour:
    """What a Keras version does with a setup.

    said: the exception's type and text where it refuses, else None. picked: the Keras function that the
    metric stands for, "binary_accuracy" and its kin; None where it refuses. path: the questions that
    led there, none where it refuses. loss_computed_on: "logits", "probabilities" or
    "outputs_as_logits". warned: the texts of its warnings on the loss. binary_accuracy_rounds,
    expands_integer_labels: see the functions of that name.
    """

    setup: Setup
    era: Era
    said: Said | None
    picked: str | None
    path: tuple[Step, ...]
    loss_computed_on: str
    warned: tuple[str, ...]
    binary_accuracy_rounds: bool
    expands_integer_labels: bool

    @property
    def refused(self) -> KerasRefuses | None:
        """The refusal, to be looked at or raised; None where the version accepts the setup."""
        # A new one each time: raised, it would keep every frame that it passed.
        return KerasRefuses(*self.said, lambda: self.mends) if self.said else None

    @cached_property
    def mends(self) -> Mends:
        """Changes of URL parameters, each of which mends a refused setup; none of an accepted one."""
        return mends(self.setup) if self.said else ()


def behaviour(setup: Setup) -> Behaviour:
    """What the setup's version does with it."""
    # Some messages are sentences of ours, in the reader's language.
    return _kept(setup, language.current())


@lru_cache(maxsize=4096)
def _kept(setup: Setup, language: str) -> Behaviour:
    return decide(setup)


def decide(setup: Setup) -> Behaviour:
    """The same, worked out anew."""
    said, version = refusal(setup), setup.version
    steps = () if said else path(setup)
    return Behaviour(
        setup=setup,
        era=era(version),
        said=said,
        picked=steps[-1].picks if steps else None,
        path=steps,
        loss_computed_on=computed_on(setup),
        warned=() if said else warned(setup),
        binary_accuracy_rounds=binary_accuracy_rounds(version),
        expands_integer_labels=expands_integer_labels(version),
    )
