"""What an expression of the pasted code stands for, as far as reading it can tell.

Values are compared by identity: two layers with the same arguments are two layers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from core.check.syntax import Node


@dataclass(eq=False)
class Value:
    """Anything. line: where it was written, as a row of the code."""

    line: int = field(default=-1, kw_only=True)


@dataclass(eq=False)
class Constant(Value):
    """A number, a string, True, False or None."""

    value: Any


@dataclass(eq=False)
class Items(Value):
    """A list, tuple or set. Lists grow by `append`. whole: whether there are as many as are seen."""

    items: list[Value]
    whole: bool = True


@dataclass(eq=False)
class Table(Value):
    """A dict with the keys that are constants."""

    entries: dict[Any, Value]


@dataclass(eq=False)
class Name(Value):
    """Something from outside the paste: "keras.layers.Dense", or a variable that nobody set."""

    path: str


@dataclass(eq=False)
class Attribute(Value):
    """`of.name`, where `of` is no Name."""

    of: Value
    name: str


@dataclass(eq=False)
class Item(Value):
    """`of[index]`; of an unpacking, the place in it. index: None for a slice."""

    of: Value
    index: Value | None


@dataclass(eq=False)
class Call(Value):
    """A call that was not followed: a layer, a layer's output, a function of a library."""

    function: Value
    arguments: list[Value]
    keywords: dict[str, Value]


@dataclass(eq=False)
class Partial(Value):
    """A function or layer with some of its arguments, as `functools.partial` makes it."""

    function: Value
    arguments: list[Value]
    keywords: dict[str, Value]


@dataclass(eq=False)
class Operation(Value):
    """Operands joined by an operator; `operator` is "" for what was not understood."""

    operator: str
    operands: list[Value]


@dataclass(eq=False)
class Function(Value):
    """A function of the paste, with the scope in which it was written."""

    node: Node
    scope: Scope
    name: str


@dataclass(eq=False)
class Class(Value):
    """A class of the paste."""

    name: str
    bases: list[Value]
    methods: dict[str, Function]
    attributes: dict[str, Value]


@dataclass(eq=False)
class Instance(Value):
    """An object of a class of the paste. base: what `super().__init__` was called with."""

    of: Class
    attributes: dict[str, Value]
    base: Call | None = None


@dataclass(eq=False)
class Net(Value):
    """A Sequential model, with its layers so far."""

    layers: list[Value]


@dataclass(eq=False)
class Scope:
    """Names and what they stand for; `outer` is asked for the others."""

    names: dict[str, Value]
    outer: Scope | None = None

    def find(self, name: str) -> Value | None:
        """What a name stands for, here or further out."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return None


UNKNOWN = Operation("", [])


def last(value: Value | None) -> str:
    """The last part of a name: "Dense" of `keras.layers.Dense`; of a call, that of what is called."""
    if isinstance(value, Name):
        return value.path.rpartition(".")[2]
    if isinstance(value, Attribute):
        return value.name
    if isinstance(value, Function | Class):
        return value.name
    return ""


def path(value: Value | None) -> str:
    """The whole dotted name; "" of what has none."""
    return value.path if isinstance(value, Name) else ""


def called(value: Value | None) -> str:
    """The last part of the name of what a call calls."""
    return last(value.function) if isinstance(value, Call) else ""


def constant(value: Value | None, kind: type | tuple[type, ...] = object) -> Any:
    """The constant's value, if it is of that kind; else None."""
    if isinstance(value, Constant) and isinstance(value.value, kind):
        return value.value
    return None


def argument(call: Call, place: int | None, *names: str) -> Value | None:
    """What a call is given by one of these keywords, or at that place."""
    for name in names:
        if name in call.keywords:
            return call.keywords[name]
    if place is not None and place < len(call.arguments):
        return call.arguments[place]
    return None


def truth(value: Value | None) -> bool | None:
    """Whether it is true; None where reading cannot tell."""
    if isinstance(value, Constant):
        return bool(value.value)
    if isinstance(value, Items):
        return bool(value.items)
    if isinstance(value, Net | Instance | Function | Class):
        return True
    return None
