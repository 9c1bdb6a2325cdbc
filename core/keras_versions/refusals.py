"""What a version refuses, as the exception that it raises."""

from collections.abc import Callable, Mapping
from typing import Any

from core.keras_versions.checks import Said, checked
from core.keras_versions.eras import has_from_logits, order
from core.keras_versions.setup import Setup
from core.language import _, either

Mends = tuple[Mapping[str, Any], ...]


class KerasRefuses(Exception):
    """A setup that a Keras version does not accept.

    `message` is what that version prints as an `exception_type`: in its own words, but without the
    frames and node names that TensorFlow puts around them. `mends` are changes of URL parameters, each
    of which it accepts, sought by `find_mends` when somebody looks at them; `mend` says them in words.
    """

    def __init__(self, exception_type: str, message: str, find_mends: Callable[[], Mends] = tuple):
        super().__init__(message)
        self.exception_type = exception_type
        self.message = message
        self._find_mends = find_mends

    @property
    def mends(self) -> Mends:
        """Changes of the setup, each by the name of its URL parameter."""
        return self._find_mends()

    @property
    def mend(self) -> str:
        """What to change, as a sentence in the reader's language."""
        changes = [", ".join(f"{key}={value}" for key, value in m.items()) for m in self.mends]
        if not changes:
            return _("No other labels, loss or metric alone makes this version accept it.")
        return _("This version accepts it with {changes}.").format(changes=either(changes))


def refusal(setup: Setup) -> Said | None:
    """The type and the text with which the version refuses; None where it accepts the setup.

    Activations matter where a binary crossentropy checks shapes only when it computes on logits.
    A version without `from_logits` counts as refusing it, with an empty type and a sentence of ours.
    """
    if setup.from_logits and not has_from_logits(setup.version):
        return "", _without_from_logits(setup.version)
    return checked(setup)


def _without_from_logits(version: str) -> str:
    if order("tf-1.13.0") <= order(version) < order("tf-1.14.0"):
        return _(
            "The loss objects of TensorFlow 1.13, its first, checked no shapes and failed on one-hot "
            "targets: from_logits is shown from TensorFlow 1.14 on."
        )
    return _(
        "Keras {version} has no from_logits in compile: loss objects, which take it, came with Keras "
        "2.3 and TensorFlow 1.13. Before them its backend functions alone took it."
    ).format(version=version)
