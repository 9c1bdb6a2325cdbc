"""A share as somebody reads it off a screen: "0.998", "99,8 %", "acc: 0.9979"."""

import re
from dataclasses import dataclass
from typing import Any

from core.experiment.limits import InvalidChoice
from core.language import _

# A number with its decimals after a point or a comma. What a log prints may stand before it.
_NUMBER = re.compile(
    r"(?:.*acc(?:uracy)?\s*[:=]?)?\s*"
    r"(?P<whole>\d*)(?:[.,](?P<decimals>\d*))?(?:e(?P<power>[+-]?\d{1,2}))?\s*(?P<percent>%)?",
    re.IGNORECASE | re.ASCII,
)
LONGEST = 80  # characters


@dataclass(frozen=True)
class Printed:
    """A share from 0 to 1, with all digits that it was printed with.

    half_a_digit: what rounding to those digits may have added or taken; 0 where none are shown.
    """

    share: float
    half_a_digit: float

    def __str__(self) -> str:
        return f"{self.share:g}"


@dataclass(frozen=True)
class PrintedShare:
    """A share of 0 to 1, or of 0 to 100 %. Among the limits that a choice can have."""

    def parse(self, text: Any) -> Printed:
        """The share that `text` says; a number above 1 is taken for percent. Raises InvalidChoice."""
        expected = _("it must be a share from 0 to 1, or from 0 to 100 %")
        said = " ".join(str(text).split())  # of any kind of space
        found = _NUMBER.fullmatch(said) if len(said) <= LONGEST else None
        if not found or not (found["whole"] or found["decimals"]):
            raise InvalidChoice(expected)
        decimals, power = found["decimals"] or "", int(found["power"] or 0)
        if found["percent"] or float(_decimal(found)) > 1:
            power -= 2
        # Of the digits themselves, so that "99.794 %" and "0.99794" are one number to the last bit.
        share = float(_decimal(found, power))
        if share > 1:
            raise InvalidChoice(expected)
        whole = not decimals and power == 0
        return Printed(share, 0.0 if whole else 10.0 ** (power - len(decimals)) / 2)


def _decimal(found: re.Match, power: int | None = None) -> str:
    power = int(found["power"] or 0) if power is None else power
    return f"{found['whole'] or 0}.{found['decimals'] or 0}e{power}"
