"""Whether the targets are the inputs, and what these are."""

from core.check.values import (
    Attribute,
    Call,
    Constant,
    Item,
    Name,
    Operation,
    Value,
    argument,
    called,
    path,
)

_RESHAPED = {"reshape", "astype", "clip", "array", "asarray", "expand_dims", "clip_by_value", "copy"}
DEEPEST = 40


def _origin(value: Value | None) -> Value | None:
    """What was there before noise, scaling and reshaping."""
    for _step in range(DEEPEST):
        if isinstance(value, Operation) and value.operator in ("+", "-", "*", "/") and value.operands:
            value = value.operands[0]
        elif isinstance(value, Call) and called(value) in _RESHAPED:
            method = isinstance(value.function, Attribute)
            value = value.function.of if method else argument(value, 0)
        elif isinstance(value, Item) and value.index is None:
            value = value.of
        else:
            break
    return value


def is_grey(value: Value | None) -> bool:
    """Whether these are pictures of a data set, or were divided by what is no 1."""
    for _step in range(DEEPEST):
        if isinstance(value, Operation) and value.operator == "/":
            return True
        inner = _origin(value)
        if isinstance(inner, Item) and isinstance(inner.of, Item):
            return called(inner.of.of) == "load_data"
        if inner is value or inner is None:
            return False
        value = inner
    return False


def same(one: Value | None, other: Value | None) -> bool:
    one, other = _origin(one), _origin(other)
    if one is None or other is None or isinstance(one, Constant):
        return False
    if one is other:
        return True
    if isinstance(one, Item) and isinstance(other, Item):
        alike = isinstance(one.index, Constant) and isinstance(other.index, Constant)
        return alike and one.index.value == other.index.value and same(one.of, other.of)
    return isinstance(one, Name) and isinstance(other, Name) and path(one) == path(other)
