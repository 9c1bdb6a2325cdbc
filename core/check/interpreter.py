"""Follows the code through its statements: calls of its own functions, loops once, one branch of an if.

Nothing is executed: expressions become the values of `core.check.values`. Where a condition cannot be
decided, `branch` says which way to go, the same way for the same condition; who wants to see the other
side reads the code again.
"""

from core.check.calls import Calls
from core.check.events import Events
from core.check.syntax import Node, children, row, text
from core.check.values import (
    UNKNOWN,
    Call,
    Class,
    Constant,
    Function,
    Instance,
    Item,
    Items,
    Name,
    Scope,
    Table,
    Value,
    called,
    truth,
)

LONGEST_LIST = 10_000
LOOPS = 4  # elements of a list that a loop is followed for


class Interpreter(Calls):
    """One reading of the code."""

    def __init__(self, root: Node, branch: int = 0):
        super().__init__(Events(), branch)
        self.module = Scope({})
        self.module.names["__name__"] = Constant("__main__")
        self.root = root

    def read(self) -> Events:
        """Everything, from the first statement on; then the functions that nobody called."""
        try:
            self.block(self.root, self.module)
            self._the_rest()
        except (RecursionError, self.OutOfSteps):
            pass
        return self.events

    def _the_rest(self) -> None:
        for each in [each for each in self.made if isinstance(each, Class)]:
            if each not in self.instanced and each.methods:
                self.instance(each, [], {}, symbolic=True)
        index = 0
        while index < len(self.made):  # reading them makes more
            each = self.made[index]
            index += 1
            if isinstance(each, Function) and each.node.id not in self.followed:
                self.follow(each, self._symbolic_self(each), {})

    def _symbolic_self(self, function: Function) -> list[Value]:
        owner = self.owners.get(function.node.id)
        if owner is None:
            return []
        known = self.instanced.get(owner)
        return [known or self.instance(owner, [], {}, symbolic=True)]

    def block(self, node: Node, scope: Scope) -> Value | None:
        """What a `return` inside gave; None where it ran to its end."""
        for each in children(node):
            returned = self.statement(each, scope)
            if returned is not None:
                return returned
        return None

    def statement(self, node: Node, scope: Scope) -> Value | None:
        self.step()
        visit = getattr(self, f"_s_{node.type}", None)
        if visit is not None:
            return visit(node, scope)
        if node.type in _EXPRESSIONS:
            self.evaluate(node, scope)
            return None
        return self.block(node, scope) if node.named_child_count else None

    def _s_expression_statement(self, node: Node, scope: Scope) -> None:
        for each in children(node):
            if each.type == "assignment":
                self._s_assignment(each, scope)
            elif each.type == "augmented_assignment":
                self._s_augmented_assignment(each, scope)
            else:
                self.evaluate(each, scope)

    def _s_assignment(self, node: Node, scope: Scope) -> None:
        right = node.child_by_field_name("right")
        if right is None:
            return
        if right.type == "assignment":  # a = b = …
            self._s_assignment(right, scope)
            value = self.evaluate(right.child_by_field_name("left"), scope)
        else:
            value = self.evaluate(right, scope)
        self.bind(node.child_by_field_name("left"), value, scope)

    def _s_augmented_assignment(self, node: Node, scope: Scope) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = text(node.child_by_field_name("operator")).rstrip("=")
        before, more = self.evaluate(left, scope), self.evaluate(right, scope)
        if isinstance(before, Items) and isinstance(more, Items):
            before.items.extend(more.items[: LONGEST_LIST - len(before.items)])
        else:
            self.bind(left, self.joined(operator, [before, more], row(node)), scope)

    def bind(self, target: Node | None, value: Value, scope: Scope) -> None:
        """Give a name, attribute, item or pattern its value."""
        if target is None:
            return
        if target.type == "identifier":
            self.events.assigned.append((text(target), value))
            scope.names[text(target)] = value
        elif target.type in _PATTERNS:
            for place, each in enumerate(children(target)):
                self.bind(each, self.item(value, place, row(target)), scope)
        elif target.type == "attribute":
            owner = self.evaluate(target.child_by_field_name("object"), scope)
            name = text(target.child_by_field_name("attribute"))
            self.events.assigned.append((name, value))
            if isinstance(owner, Instance):
                owner.attributes[name] = value
            elif isinstance(owner, Name):
                self.module.names[f"{owner.path}.{name}"] = value
        elif target.type == "subscript":
            owner = self.evaluate(target.child_by_field_name("value"), scope)
            keys = [self.evaluate(each, scope) for each in target.children_by_field_name("subscript")]
            key = keys[0] if len(keys) == 1 else Items(keys)
            if isinstance(owner, Table) and isinstance(key, Constant):
                owner.entries[key.value] = value
            elif _marks_one_a_row(owner, key, value):
                rows = Call(Name("one_hot"), [UNKNOWN], {}, line=row(target))
                self.bind(target.child_by_field_name("value"), rows, scope)
        elif target.type in ("as_pattern_target", "list_splat_pattern", "parenthesized_expression"):
            for each in children(target):
                self.bind(each, value, scope)

    def _s_if_statement(self, node: Node, scope: Scope) -> Value | None:
        branches = [(node.child_by_field_name("condition"), node.child_by_field_name("consequence"))]
        for each in node.children_by_field_name("alternative"):
            condition = each.child_by_field_name("condition")
            body = each.child_by_field_name("consequence") or each.child_by_field_name("body")
            branches.append((condition, body))
        undecided = []
        for condition, body in branches:
            decided = True if condition is None else truth(self.evaluate(condition, scope))
            if decided and not undecided:
                return self.block(body, scope) if body else None
            if decided is not False:
                undecided.append((condition, body))
            if decided:
                break
        if not undecided:
            return None
        if undecided[-1][0] is not None and len(undecided) == 1 and _leaves(undecided[0][1]):
            undecided.append((None, None))
            undecided.reverse()  # first what a reader would call the normal way
        elif undecided[-1][0] is not None:
            undecided.append((None, None))
        chosen = self.chosen(text(undecided[0][0] or undecided[-1][0]), len(undecided))
        body = undecided[chosen][1]
        return self.block(body, scope) if body else None

    def _s_for_statement(self, node: Node, scope: Scope) -> Value | None:
        values = self.evaluate(node.child_by_field_name("right"), scope)
        body = node.child_by_field_name("body")
        for each in self._looped(values):
            self.bind(node.child_by_field_name("left"), each, scope)
            returned = self.block(body, scope) if body else None
            if returned is not None:
                return returned
        return None

    def _looped(self, values: Value) -> list[Value]:
        if isinstance(values, Items) and values.items:
            return values.items[:LOOPS]
        if isinstance(values, Table) and values.entries:
            return [Constant(key) for key in list(values.entries)[:LOOPS]]
        return [Item(values, None)]

    def _s_while_statement(self, node: Node, scope: Scope) -> Value | None:
        body = node.child_by_field_name("body")
        return self.block(body, scope) if body else None

    def _s_with_statement(self, node: Node, scope: Scope) -> Value | None:
        for clause in children(node):
            for item in children(clause) if clause.type == "with_clause" else ():
                value = item.child_by_field_name("value")
                if value is not None and value.type == "as_pattern":
                    target = value.child_by_field_name("alias")
                    self.bind(target, self.evaluate(value.named_children[0], scope), scope)
                elif value is not None:
                    self.evaluate(value, scope)
        body = node.child_by_field_name("body")
        return self.block(body, scope) if body else None

    def _s_try_statement(self, node: Node, scope: Scope) -> Value | None:
        for each in children(node):
            if each.type == "block" or each.type in ("else_clause", "finally_clause"):
                returned = self.block(each, scope)
                if returned is not None:
                    return returned
        return None

    def _s_return_statement(self, node: Node, scope: Scope) -> Value:
        values = [self.evaluate(each, scope) for each in children(node)]
        return values[0] if values else Constant(None)

    def _s_function_definition(self, node: Node, scope: Scope) -> None:
        name = text(node.child_by_field_name("name"))
        scope.names[name] = self.function(node, scope, name)

    def _s_decorated_definition(self, node: Node, scope: Scope) -> None:
        definition = node.child_by_field_name("definition")
        if definition is not None:
            self.statement(definition, scope)

    def _s_class_definition(self, node: Node, scope: Scope) -> None:
        name = text(node.child_by_field_name("name"))
        supers = node.child_by_field_name("superclasses")
        bases = [self.evaluate(each, scope) for each in children(supers)] if supers else []
        inside = Scope({}, scope)
        made = Class(name, bases, {}, inside.names, line=row(node))
        scope.names[name] = made
        self.made.append(made)
        body = node.child_by_field_name("body")
        if body is not None:
            self.block(body, inside)
        for method, value in inside.names.items():
            if isinstance(value, Function):
                made.methods[method] = value
                self.owners[value.node.id] = made

    def _s_import_statement(self, node: Node, scope: Scope) -> None:
        for each in children(node):
            if each.type == "aliased_import":
                whole, alias = each.child_by_field_name("name"), each.child_by_field_name("alias")
                scope.names[text(alias)] = Name(text(whole), line=row(node))
            else:
                top = text(each).split(".")[0]
                scope.names[top] = Name(top, line=row(node))

    def _s_import_from_statement(self, node: Node, scope: Scope) -> None:
        module = text(node.child_by_field_name("module_name"))
        for each in node.children_by_field_name("name"):
            if each.type == "aliased_import":
                whole, alias = each.child_by_field_name("name"), each.child_by_field_name("alias")
            else:
                whole = alias = each
            scope.names[text(alias)] = Name(f"{module}.{text(whole)}", line=row(node))

    def _s_delete_statement(self, node: Node, scope: Scope) -> None:
        return None

    _s_raise_statement = _s_global_statement = _s_nonlocal_statement = _s_delete_statement


_PATTERNS = {"pattern_list", "tuple_pattern", "list_pattern", "expression_list"}
_EXPRESSIONS = {
    *("call", "attribute", "identifier", "subscript", "binary_operator", "comparison_operator"),
    *("list", "tuple", "dictionary", "conditional_expression", "await", "boolean_operator", "lambda"),
    *("list_comprehension", "generator_expression", "parenthesized_expression", "string"),
}


def _marks_one_a_row(owner: Value, key: Value, value: Value) -> bool:
    """`zeros[np.arange(n), labels] = 1`."""
    rows = key.items[0] if isinstance(key, Items) and len(key.items) == 2 else None
    return called(owner) == "zeros" and called(rows) in ("arange", "range") and truth(value) is True


def _leaves(body: Node | None) -> bool:
    """Whether a branch only raises, exits or goes on to the next round."""
    statements = list(children(body)) if body else []
    return bool(statements) and (
        statements[-1].type in ("raise_statement", "continue_statement", "break_statement")
        or text(statements[-1]).startswith(("sys.exit", "exit(", "quit("))
    )
