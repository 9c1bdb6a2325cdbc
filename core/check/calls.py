"""Calls: the paste's own functions are followed, models are kept, all others are written down."""

from core.check import events as kinds
from core.check.events import Compile, Events, Use
from core.check.expressions import Expressions
from core.check.objects import compiles, inherited, of_table, outside, split
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
    Net,
    Partial,
    Scope,
    Table,
    Value,
    constant,
    last,
)

DEEPEST = 12  # calls within calls
MOST = 100  # compile calls that are looked at
_COPIES = {"multi_gpu_model", "clone_model", "to_multi_gpu"}
_USES = kinds.FIT | kinds.EVALUATE | kinds.PREDICT
_NO_MODELS = {"re", "regex", "os", "np", "numpy", "ast", "py_compile", "builtins", "torch", "jit"}


class Calls(Expressions):
    """Reads calls; statements are left to `core.check.interpreter`."""

    def __init__(self, events: Events, branch: int):
        super().__init__(events, branch)
        self.followed: set[int] = set()
        self.owners: dict[int, Class] = {}
        self.instanced: dict[Class, Instance] = {}
        self._active: list[int] = []

    def _e_call(self, node: Node, scope: Scope) -> Value:
        function = self.evaluate(node.child_by_field_name("function"), scope)
        arguments, keywords = self._given(node.child_by_field_name("arguments"), scope)
        if last(function) == "super" or text(node).startswith("super"):
            return self._super(function, arguments, keywords, scope, row(node))
        return self.call(function, arguments, keywords, row(node))

    def _given(self, node: Node | None, scope: Scope) -> tuple[list[Value], dict[str, Value]]:
        arguments: list[Value] = []
        keywords: dict[str, Value] = {}
        if node is not None and node.type == "generator_expression":
            return [self.evaluate(node, scope)], {}
        for each in children(node) if node is not None else ():
            if each.type == "keyword_argument":
                name = text(each.child_by_field_name("name"))
                keywords[name] = self.evaluate(each.child_by_field_name("value"), scope)
            elif each.type == "dictionary_splat":
                inner = self.evaluate(next(children(each), None), scope)
                if isinstance(inner, Table):
                    keywords |= {
                        key: value for key, value in inner.entries.items() if isinstance(key, str)
                    }
                else:
                    keywords["**"] = inner
            elif each.type == "list_splat":
                inner = self.evaluate(next(children(each), None), scope)
                arguments += inner.items if isinstance(inner, Items) else []
            elif each.type != "ERROR":
                arguments.append(self.evaluate(each, scope))
        return arguments, keywords

    def call(
        self, function: Value, arguments: list[Value], keywords: dict[str, Value], line: int
    ) -> Value:
        """What a call gives."""
        made = Call(function, arguments, keywords, line=line)
        if isinstance(function, Function):
            return self.follow(function, arguments, keywords) or made
        if isinstance(function, Partial):
            whole = [*function.arguments, *arguments]
            return self.call(function.function, whole, function.keywords | keywords, line)
        if isinstance(function, Class):
            return self.instance(function, arguments, keywords, line=line)
        if isinstance(function, Instance):
            return self._method(function, ("call", "__call__"), arguments, keywords) or made
        name = last(function)
        if name == "Sequential":
            layers = arguments[0] if arguments else keywords.get("layers")
            return Net(list(layers.items) if isinstance(layers, Items) else [], line=line)
        if name == "dict" and isinstance(function, Name) and not arguments:
            return Table(dict(keywords), line=line)
        if name == "getattr" and len(arguments) > 1 and constant(arguments[1], str):
            return self.attribute(arguments[0], constant(arguments[1], str), line)
        if name in _COPIES and arguments:
            return arguments[0]
        if name == "partial" and arguments:
            return Partial(arguments[0], arguments[1:], keywords, line=line)
        if isinstance(function, Attribute | Name):
            given = self._on_object(function, made)
            if given is not None:
                return given
        self.events.calls.append(made)
        return made

    def _on_object(self, function: Attribute | Name, call: Call) -> Value | None:
        """A method of a model, a list, a table or an object; None where it is none of these."""
        owner, name = split(function)
        if owner is None:
            return None
        if isinstance(owner, Instance):
            followed = self._method(owner, (name,), call.arguments, call.keywords)
            if followed is not None:
                return followed
        if name == "add" and len(call.arguments) == 1 and isinstance(owner, Name | Net):
            return self._add(owner, call.arguments[0], call.line)
        if name == "pop" and isinstance(owner, Net) and owner.layers:
            owner.layers.pop()
        if name == "pop" and isinstance(owner, Attribute) and owner.name == "layers":
            if isinstance(owner.of, Net) and owner.of.layers:
                owner.of.layers.pop()
            return UNKNOWN
        if name == "map" and call.arguments and isinstance(call.arguments[0], Function):
            return self._mapped(owner, call)
        if isinstance(owner, Items) and name in ("append", "extend", "insert") and call.arguments:
            more = call.arguments[-1]
            owner.items += (
                list(more.items)[:1000] if name == "extend" and isinstance(more, Items) else [more]
            )
            return UNKNOWN
        if isinstance(owner, Table) and name in ("update", "get", "copy"):
            return of_table(owner, name, call)
        self._event(owner, name, call)
        return None

    def _mapped(self, owner: Value, call: Call) -> Value | None:
        """A tf.data data set of pairs, after a function of the pair."""
        function = call.arguments[0]
        pair = [Item(owner, Constant(place), line=call.line) for place in (0, 1)]
        returned = self.follow(function, pair, {}) if isinstance(function, Function) else None
        if isinstance(returned, Items) and len(returned.items) == 2:
            return Call(Name("zip"), returned.items, {}, line=call.line)
        return None

    def _add(self, owner: Name | Net, layer: Value, line: int) -> Value:
        if isinstance(owner, Name):
            net = self.module.names.get(owner.path)  # type: ignore[attr-defined]
            if not isinstance(net, Net):
                net = Net([], line=line)
                self.module.names[owner.path] = net  # type: ignore[attr-defined]
            owner = net
        owner.layers.append(layer)
        return UNKNOWN

    def _event(self, owner: Value, name: str, call: Call) -> None:
        if isinstance(owner, Name) and owner.path.split(".")[0] in _NO_MODELS:
            return
        identity = owner.path if isinstance(owner, Name) else owner
        if name == "compile" and compiles(call) and len(self.events.compiles) < MOST:
            model = Net(list(owner.layers), line=owner.line) if isinstance(owner, Net) else owner
            self.events.compiles.append(
                Compile(identity, model, call, call.line, len(self.events.assigned))
            )
        elif name in _USES:
            before = len(self.events.compiles)
            self.events.uses.append(Use(identity, name, call, call.line, before))

    def _method(
        self,
        owner: Instance,
        wanted: tuple[str, ...],
        arguments: list[Value],
        keywords: dict[str, Value],
    ) -> Value | None:
        for name in wanted:
            method = inherited(owner.of, name)
            if method is not None:
                return self.follow(method, [owner, *arguments], keywords)
        return None

    def _super(
        self,
        function: Value,
        arguments: list[Value],
        keywords: dict[str, Value],
        scope: Scope,
        line: int,
    ) -> Value:
        owner = scope.find("self")
        name = last(function)
        if not isinstance(owner, Instance) or name in ("super", ""):
            return Name("super", line=line)
        parents = [each for each in owner.of.bases if isinstance(each, Class)]
        for parent in parents:
            method = inherited(parent, name)
            if method is not None:
                return self.follow(method, [owner, *arguments], keywords) or UNKNOWN
        if name == "__init__" and (arguments or keywords):
            owner.base = Call(Name("Model"), arguments, keywords, line=line)
        elif name == "compile":
            self._event(owner, name, Call(function, arguments, keywords, line=line))
        return UNKNOWN

    def instance(
        self,
        of: Class,
        arguments: list[Value],
        keywords: dict[str, Value],
        symbolic: bool = False,
        line: int = -1,
    ) -> Instance:
        """An object of a class, its `__init__` and `build` followed. symbolic: of unknown arguments."""
        made = Instance(of, {}, line=of.line if line < 0 else line)
        self.instanced.setdefault(of, made)
        method = inherited(of, "__init__")
        if method is not None:
            self.follow(method, [made, *arguments], keywords)
        elif arguments or keywords:
            made.base = Call(Name("Model"), arguments, keywords, line=made.line)
        if (built := inherited(of, "build")) is not None and of.bases:
            self.follow(built, [made], {})
        return made

    def follow(
        self, function: Function, arguments: list[Value], keywords: dict[str, Value]
    ) -> Value | None:
        """What a function of the paste returns; None where that cannot be told."""
        node = function.node
        if node.id in self._active or len(self._active) >= DEEPEST:
            return None
        self.step()
        self.followed.add(node.id)
        scope = Scope({}, function.scope)
        self._parameters(node.child_by_field_name("parameters"), arguments, keywords, scope)
        body = node.child_by_field_name("body")
        if body is None:
            return None
        self._active.append(node.id)
        try:
            if node.type == "lambda":
                return self.evaluate(body, scope)
            return self.block(body, scope)
        finally:
            self._active.pop()

    def block(self, node: Node, scope: Scope) -> Value | None:
        raise NotImplementedError

    def _parameters(
        self, node: Node | None, arguments: list[Value], keywords: dict[str, Value], scope: Scope
    ) -> None:
        keywords = dict(keywords)
        rest = list(arguments)
        for each in children(node) if node is not None else ():
            name = text(each.child_by_field_name("name")) or text(next(children(each), each))
            default = each.child_by_field_name("value")
            if each.type == "list_splat_pattern":
                scope.names[name], rest = Items(rest, line=row(each)), []
            elif each.type == "dictionary_splat_pattern":
                scope.names[name] = Table(dict(keywords), line=row(each))
            elif name in keywords:
                scope.names[name] = keywords.pop(name)
            elif rest:
                scope.names[name] = rest.pop(0)
            elif default is not None:
                scope.names[name] = self.evaluate(default, outside(scope))
            else:
                scope.names[name] = Name(name, line=row(each))
