"""Expressions as values."""

import math
import re
from typing import Any

from core.check.events import Asked, Events
from core.check.syntax import Node, children, row, text
from core.check.values import (
    UNKNOWN,
    Attribute,
    Call,
    Class,
    Constant,
    Function,
    Instance,
    Item,
    Items,
    Name,
    Operation,
    Scope,
    Table,
    Value,
    constant,
    last,
    truth,
)

STEPS = 40_000  # nodes that one reading may visit
_FOLDS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "is": lambda a, b: a is b,
    "is not": lambda a, b: a is not b,
}
_BIGGEST = 10**9


class Expressions:
    """Reads expressions; calls are left to `core.check.calls`."""

    class OutOfSteps(Exception):
        """The code is longer than a reading may take."""

    def __init__(self, events: Events, branch: int):
        self.events = events
        self.branch = branch
        self.made: list[Class | Function] = []
        self._left = STEPS

    def step(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise self.OutOfSteps

    def chosen(self, condition: str, ways: int) -> int:
        """Which of the ways this reading goes at a condition that nobody can decide."""
        bare = condition.strip("() ")
        negated = bare.startswith("not ")
        bare = bare.removeprefix("not ").strip("() ")
        if "!=" in bare:
            bare, negated = bare.replace("!=", "=="), not negated
        self.events.undecided[bare] = max(ways, self.events.undecided.get(bare, 0))
        way = min(self.branch, ways - 1)
        return (1 - way if way < 2 else way) if negated else way

    def evaluate(self, node: Node | None, scope: Scope) -> Value:
        """What an expression stands for."""
        if node is None:
            return UNKNOWN
        self.step()
        visit = getattr(self, f"_e_{node.type}", None)
        if visit is not None:
            return visit(node, scope)
        parts = [self.evaluate(each, scope) for each in children(node)]
        return Operation("", parts, line=row(node))

    def _e_identifier(self, node: Node, scope: Scope) -> Value:
        name = text(node)
        found = scope.find(name)
        return Name(name, line=row(node)) if found is None else found

    def _e_integer(self, node: Node, scope: Scope) -> Value:
        return Constant(_literal(text(node).rstrip("lL")), line=row(node))

    _e_float = _e_integer

    def _e_true(self, node: Node, scope: Scope) -> Value:
        return Constant(True, line=row(node))

    def _e_false(self, node: Node, scope: Scope) -> Value:
        return Constant(False, line=row(node))

    def _e_none(self, node: Node, scope: Scope) -> Value:
        return Constant(None, line=row(node))

    def _e_string(self, node: Node, scope: Scope) -> Value:
        if any(each.type == "interpolation" for each in node.children):
            return Operation("", [], line=row(node))
        parts = [text(each) for each in node.children if each.type == "string_content"]
        return Constant("".join(parts), line=row(node))

    def _e_concatenated_string(self, node: Node, scope: Scope) -> Value:
        parts = [constant(self.evaluate(each, scope), str) for each in children(node)]
        return Constant("".join(each or "" for each in parts), line=row(node))

    def _e_list(self, node: Node, scope: Scope) -> Value:
        found: list[Value] = []
        for each in children(node):
            if each.type == "list_splat":
                inner = self.evaluate(next(children(each), None), scope)
                found += inner.items if isinstance(inner, Items) else [inner]
            else:
                found.append(self.evaluate(each, scope))
        return Items(found, line=row(node))

    _e_tuple = _e_set = _e_expression_list = _e_pattern_list = _e_list

    def _e_list_comprehension(self, node: Node, scope: Scope) -> Value:
        inside = Scope({}, scope)
        for each in children(node):
            if each.type == "for_in_clause":
                values = self.evaluate(each.child_by_field_name("right"), inside)
                self.bind(each.child_by_field_name("left"), Item(values, None), inside)
        each = self.evaluate(node.child_by_field_name("body"), inside)
        return Items([each], whole=False, line=row(node))

    _e_generator_expression = _e_set_comprehension = _e_list_comprehension

    def bind(self, target: Node | None, value: Value, scope: Scope) -> None:
        raise NotImplementedError

    def _e_dictionary(self, node: Node, scope: Scope) -> Value:
        entries: dict[Any, Value] = {}
        for each in children(node):
            if each.type == "pair":
                key = self.evaluate(each.child_by_field_name("key"), scope)
                value = self.evaluate(each.child_by_field_name("value"), scope)
                if isinstance(key, Constant) and key.value.__hash__:
                    entries[key.value] = value
            elif each.type == "dictionary_splat":
                inner = self.evaluate(next(children(each), None), scope)
                entries |= inner.entries if isinstance(inner, Table) else {}
        return Table(entries, line=row(node))

    def _e_parenthesized_expression(self, node: Node, scope: Scope) -> Value:
        inner = [self.evaluate(each, scope) for each in children(node)]
        return inner[-1] if inner else UNKNOWN

    _e_await = _e_parenthesized_expression

    def _e_named_expression(self, node: Node, scope: Scope) -> Value:
        value = self.evaluate(node.child_by_field_name("value"), scope)
        self.bind(node.child_by_field_name("name"), value, scope)
        return value

    def _e_attribute(self, node: Node, scope: Scope) -> Value:
        name = text(node.child_by_field_name("attribute"))
        return self.attribute(self.evaluate(node.child_by_field_name("object"), scope), name, row(node))

    def attribute(self, of: Value, name: str, line: int) -> Value:
        """`of.name`."""
        if isinstance(of, Name):
            return self.module_name(f"{of.path}.{name}") or Name(f"{of.path}.{name}", line=line)
        if isinstance(of, Instance):
            found = of.attributes.get(name) or of.of.attributes.get(name)
            if found is not None and not isinstance(found, Function):
                return found
        if isinstance(of, Class) and name in of.attributes:
            return of.attributes[name]
        self.events.attributes.append((of, name))
        return Attribute(of, name, line=line)

    def module_name(self, dotted: str) -> Value | None:
        """What was assigned to a dotted name."""
        return self.module.names.get(dotted)  # type: ignore[attr-defined]

    def _e_subscript(self, node: Node, scope: Scope) -> Value:
        of = self.evaluate(node.child_by_field_name("value"), scope)
        keys = node.children_by_field_name("subscript")
        if len(keys) == 1 and keys[0].type != "slice":
            key = self.evaluate(keys[0], scope)
            if last(of) == "history" and isinstance(constant(key), str):
                owner = of.of if isinstance(of, Attribute) else None
                self.events.asked.append(Asked(constant(key), owner, row(node)))
            if isinstance(of, Table) and isinstance(key, Constant):
                return of.entries.get(key.value, UNKNOWN)
            if isinstance(of, Table) and len(of.entries) == 1:
                return next(iter(of.entries.values()))
            if isinstance(key, Constant) and isinstance(key.value, int):
                return self.item(of, key.value, row(node))
            return Item(of, key, line=row(node))
        parts = [UNKNOWN if each.type == "slice" else self.evaluate(each, scope) for each in keys]
        if keys and keys[-1].type == "slice":
            parts[-1] = Operation("slice", [Constant(text(keys[-1]))])
        index = Items(parts) if len(keys) > 1 else None
        return Item(of, index, line=row(node))

    def item(self, of: Value, place: int, line: int) -> Value:
        """The value at that place."""
        if isinstance(of, Items) and -len(of.items) <= place < len(of.items):
            return of.items[place]
        return Item(of, Constant(place), line=line)

    def _e_conditional_expression(self, node: Node, scope: Scope) -> Value:
        body, condition, otherwise = [*children(node), None, None, None][:3]
        decided = truth(self.evaluate(condition, scope))
        if decided is None:
            decided = self.chosen(text(condition), 2) == 0
        return self.evaluate(body if decided else otherwise, scope)

    def _e_lambda(self, node: Node, scope: Scope) -> Value:
        return self.function(node, scope, "lambda")

    def function(self, node: Node, scope: Scope, name: str) -> Function:
        """A function of the paste."""
        made = Function(node, scope, name, line=row(node))
        self.made.append(made)
        return made

    def _e_binary_operator(self, node: Node, scope: Scope) -> Value:
        left = self.evaluate(node.child_by_field_name("left"), scope)
        right = self.evaluate(node.child_by_field_name("right"), scope)
        return self.joined(text(node.child_by_field_name("operator")), [left, right], row(node))

    def _e_unary_operator(self, node: Node, scope: Scope) -> Value:
        inner = self.evaluate(node.child_by_field_name("argument"), scope)
        number = constant(inner, (int, float))
        if text(node.child_by_field_name("operator")) == "-" and number is not None:
            return Constant(-number, line=row(node))
        return Operation("", [inner], line=row(node))

    def _e_not_operator(self, node: Node, scope: Scope) -> Value:
        decided = truth(self.evaluate(node.child_by_field_name("argument"), scope))
        return UNKNOWN if decided is None else Constant(not decided)

    def _e_boolean_operator(self, node: Node, scope: Scope) -> Value:
        left = self.evaluate(node.child_by_field_name("left"), scope)
        right = self.evaluate(node.child_by_field_name("right"), scope)
        first, is_or = truth(left), text(node.child_by_field_name("operator")) == "or"
        if first is not None:
            return left if first == is_or else right
        return Operation("or" if is_or else "and", [left, right], line=row(node))

    def _e_comparison_operator(self, node: Node, scope: Scope) -> Value:
        operands = [self.evaluate(each, scope) for each in children(node)]
        operators = [text(each) for each in node.children_by_field_name("operators")]
        return self.joined(operators[0] if len(operators) == 1 else "", operands, row(node))

    def joined(self, operator: str, operands: list[Value], line: int) -> Value:
        """The operation, worked out where both operands are small constants."""
        if operator in _FOLDS and len(operands) == 2 and all(isinstance(o, Constant) for o in operands):
            a, b = (operand.value for operand in operands)
            if (
                _small(a)
                and _small(b)
                and not (operator == "*" and isinstance(a, str) | isinstance(b, str))
            ):
                try:
                    result = _FOLDS[operator](a, b)
                    if isinstance(result, str) or math.isfinite(result):
                        return Constant(result, line=line)
                except (TypeError, ValueError, ZeroDivisionError, OverflowError):
                    pass
        if operator == "*" and isinstance(operands[0], Items) and len(operands) == 2:
            times = constant(operands[1], int)
            if times is not None and 0 < times * len(operands[0].items) < 100:
                return Items(operands[0].items * times, line=line)
        if operator == "+" and all(isinstance(each, Items) for each in operands) and _short(operands):
            whole = all(each.whole for each in operands)
            return Items([item for each in operands for item in each.items], whole, line=line)
        return Operation(operator, operands, line=line)


def _short(operands: list[Value]) -> bool:
    return sum(len(each.items) for each in operands if isinstance(each, Items)) < 10_000


def _small(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) < 1000
    return value is None or abs(value) < _BIGGEST


_DECIMAL = re.compile(r"[\d_]*\.[\d_]*([eE][+-]?[\d_]+)?|[\d_]+[eE][+-]?[\d_]+")


def _literal(written: str) -> Any:
    """The number that it is. Not by `ast`, which Python 3.11 bears in one thread at a time."""
    if len(written) >= 40:
        return None
    try:
        value = float(written) if _DECIMAL.fullmatch(written) else int(written, 0)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


__all__ = ["Call", "Expressions"]
