"""What a version warns of in a setup that it accepts: its loss alone, not the layers."""

from core.keras_versions.rules import computed_on
from core.keras_versions.setup import Setup


def warned(setup: Setup) -> tuple[str, ...]:
    """The texts of the warnings, in the version's own words."""
    if not setup.from_logits or computed_on(setup) != "logits":
        return ()
    return (_NOT_LOGITS.format(loss=setup.loss),)


_NOT_LOGITS = (
    '"`{loss}` received `from_logits=True`, but the `output` argument was produced by a sigmoid or '
    "softmax activation and thus does not represent logits. Was this intended?"
)
