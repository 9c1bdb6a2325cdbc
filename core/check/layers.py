"""Output layers, their activations, and numbers of units as they stand in the code."""

from dataclasses import dataclass

from core.check.values import (
    Attribute,
    Call,
    Constant,
    Function,
    Item,
    Name,
    Operation,
    Value,
    argument,
    called,
    last,
)
from core.check.vocabulary import ACTIVATION_LAYERS, ACTIVATIONS


@dataclass(frozen=True)
class Output:
    """One output of a model.

    units: None where it cannot be seen; written: how it stands in the code. activation: Keras's string,
    "linear" for none, None where it cannot be seen. line: a row of the code, of the layer that sets the
    units. dense: whether it gives one row of `units` an example, not one a pixel or step.
    activated: the activations that follow each other, the last first.
    """

    layer: str | None = None
    units: int | None = None
    written: str = ""
    activation: str | None = None
    line: int = -1
    name: str = ""
    dense: bool = True
    activated: tuple[str, ...] = ()

    @property
    def seen(self) -> bool:
        """Whether the layer was found."""
        return self.layer is not None


class Chain:
    """What stands behind the layer that sets the units: met on the way from the output to it."""

    def __init__(self) -> None:
        self.activated: list[str | None] = []
        self.pooled = False
        self.reshaped = False
        self.name = ""


def activation(given: Value | None, follow) -> str | None:
    """Keras's string of an activation in any of its spellings; None where it cannot be seen."""
    if given is None:
        return "linear"
    if isinstance(given, Constant):
        text = given.value
        return "linear" if text is None else str(text).lower() if isinstance(text, str) else None
    if isinstance(given, Function):
        returned = follow(given, [Name("x")])
        return called(returned) if called(returned) in ACTIVATIONS else None
    name = called(given) if isinstance(given, Call) else last(given)
    if name in ("Activation", "get") and isinstance(given, Call):
        return activation(argument(given, 0, "activation", "identifier"), follow)
    name = ACTIVATION_LAYERS.get(name, name)
    return name.lower() if name.lower() in ACTIVATIONS else None


def written(value: Value | None) -> str:
    """A number of units as it stands in the code, short."""
    if isinstance(value, Constant):
        return str(value.value)
    if isinstance(value, Name):
        return value.path
    if isinstance(value, Attribute):
        return f"{written(value.of)}.{value.name}"
    if isinstance(value, Item):
        return f"{written(value.of)}[{written(value.index)}]"
    if isinstance(value, Call):
        return f"{written(value.function)}({', '.join(map(written, value.arguments))})"[:40]
    if isinstance(value, Operation) and value.operator and len(value.operands) == 2:
        return f" {value.operator} ".join(map(written, value.operands))[:40]
    return ""


def outermost(activated: list[str | None]) -> str | None:
    """The activation that the outputs went through last; a linear one changes nothing."""
    for each in activated:
        if each != "linear":
            return each
    return "linear"
