"""What a version warns of in a setup that it accepts: its loss alone, not the layers."""

from core.keras_versions.eras import since
from core.keras_versions.rules import computed_on
from core.keras_versions.setup import Setup

# TensorFlow 2.4 took the cached logits without a word.
_WARNS = ("tf-2.5.0",)
# Since then the loss names the activation that it looked for, not the one that it found.
_NAMES_ITS_OWN = ("tf-2.10.0",)

_TEXT = (
    '"`{loss}` received `from_logits=True`, but the `output` argument was produced by a {activation} '
    "activation and thus does not represent logits. Was this intended?"
)


def warned(setup: Setup) -> tuple[str, ...]:
    """The texts of the warnings, in the version's own words."""
    takes_others = setup.from_logits and computed_on(setup) == "logits"
    if not takes_others or not since(setup.version, *_WARNS):
        return ()
    if not since(setup.version, *_NAMES_ITS_OWN):
        return (_TEXT.format(loss=setup.loss, activation="sigmoid or softmax") + '"',)
    own = "Sigmoid" if setup.loss == "binary_crossentropy" else "Softmax"
    return (_TEXT.format(loss=setup.loss, activation=own),)
