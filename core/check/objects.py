"""Methods of objects, and what calls of them are."""

from core.check.values import (
    UNKNOWN,
    Attribute,
    Call,
    Class,
    Constant,
    Function,
    Name,
    Scope,
    Table,
    Value,
)


def outside(scope: Scope) -> Scope:
    """Where a default is worked out: outside of the function."""
    return scope.outer or scope


def split(function: Attribute | Name) -> tuple[Value | None, str]:
    """The object and the method's name."""
    if isinstance(function, Attribute):
        return function.of, function.name
    owner, dot, name = function.path.rpartition(".")
    return (Name(owner, line=function.line) if dot else None), name


def compiles(call: Call) -> bool:
    """Whether this is a model's `compile`, not that of a pattern."""
    return len(call.arguments) > 1 or bool(_TOLD & set(call.keywords))


_TOLD = {"loss", "optimizer", "metrics", "objective", "**", "loss_weights", "run_eagerly"}


def inherited(of: Class, name: str) -> Function | None:
    """The method of that name, of the class or of one that it derives from."""
    seen: set[int] = set()
    waiting: list[Value] = [of]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, Class) and id(each) not in seen:
            seen.add(id(each))
            if name in each.methods:
                return each.methods[name]
            waiting += each.bases
    return None


def of_table(owner: Table, name: str, call: Call) -> Value:
    """What a method of a dict gives, and does to it."""
    if name == "get" and call.arguments and isinstance(call.arguments[0], Constant):
        default = call.arguments[1] if len(call.arguments) > 1 else UNKNOWN
        return owner.entries.get(call.arguments[0].value, default)
    if name == "copy":
        return Table(dict(owner.entries), line=owner.line)
    for each in call.arguments:
        owner.entries |= each.entries if isinstance(each, Table) else {}
    owner.entries |= call.keywords
    return UNKNOWN
