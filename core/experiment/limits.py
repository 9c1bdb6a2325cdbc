"""The kinds of limits that a choice can have, and what is said of a value outside of them.

Every page parses its URL with these, so that one word means the same everywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core import keras_versions
from core.language import _


class InvalidChoice(ValueError):
    """A value that an experiment cannot take; the message says which values it can."""


@dataclass(frozen=True)
class OneOf:
    """A choice among named options."""

    options: tuple

    def parse(self, text: Any) -> Any:
        """The option that `text` names. Raises InvalidChoice."""
        for option in self.options:
            if text == option or str(text) == str(option):
                return option
        raise InvalidChoice(
            _("it must be one of {options}").format(options=", ".join(map(str, self.options)))
        )


@dataclass(frozen=True)
class Version:
    """A Keras version id of the right form."""

    def parse(self, text: Any) -> str:
        """`text`, if a Keras version of that id is known. Raises InvalidChoice."""
        try:
            keras_versions.order(str(text))
        except keras_versions.UnknownVersion as unknown:
            raise InvalidChoice(str(unknown)) from unknown
        return str(text)


@dataclass(frozen=True)
class Between:
    """A number within limits, both included; whole numbers when `kind` is int."""

    kind: type
    low: float
    high: float

    def parse(self, text: Any) -> int | float:
        """The number in `text`. Raises InvalidChoice outside the limits, and for what is no number."""
        expected = (
            _("it must be a whole number from {low} to {high}")
            if self.kind is int
            else _("it must be a number from {low} to {high}")
        ).format(low=self.low, high=self.high)
        try:
            number = self.kind(text)
            whole = self.kind is not int or float(text) == number
        except (TypeError, ValueError, OverflowError):
            raise InvalidChoice(expected) from None
        if not whole or not self.low <= number <= self.high:
            raise InvalidChoice(expected)
        return number


@dataclass(frozen=True)
class YesNo:
    """A switch. As text it is on or off by the usual words, in any case."""

    def parse(self, text: Any) -> bool:
        """Whether `text` says yes. Raises InvalidChoice."""
        said = str(text).lower()
        if said in ("true", "1", "yes", "on"):
            return True
        if said in ("false", "0", "no", "off"):
            return False
        raise InvalidChoice(_("it must be true or false"))


Limits = OneOf | Between | Version | YesNo


@dataclass(frozen=True)
class Problem:
    """One choice that could not be taken, and what was used instead, if anything was."""

    name: str
    given: str
    reason: str
    used: Any

    def in_words(self) -> str:
        """A sentence of it, in Markdown."""
        words = _("`{name}={given}` cannot be used: {reason}. `{used}` is used instead.")
        if self.used is None:
            words = _("`{name}={given}` cannot be used: {reason}.")
        return words.format(
            name=harmless(self.name),
            given=harmless(self.given),
            reason=self.reason.rstrip("."),
            used=in_url(self.used),
        )


def in_url(value: Any) -> str:
    """A choice as controls write it into the URL."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def harmless(text: str, longest: int = 40) -> str:
    """What a stranger's link says, short and unable to leave its code span."""
    return "".join(each for each in text if each.isprintable() and each != "`")[:longest] or " "


def usable(
    given: Mapping[str, Any] | Iterable, limits: Mapping[str, Limits], instead: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Those of the `given` values that are within `limits`, and a Problem for each that is not."""
    chosen, problems = {}, []
    for name, value in dict(given).items():
        if name not in limits:
            continue
        try:
            chosen[name] = limits[name].parse(value)
        except InvalidChoice as problem:
            problems.append(Problem(name, str(value), str(problem), instead[name]))
    return chosen, tuple(problems)
