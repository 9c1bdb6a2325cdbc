"""A model's output layers: how many units, which activation, on which line."""

import re
from dataclasses import replace

from core.check.labels import number
from core.check.layers import Chain, Output, activation, outermost, written
from core.check.values import (
    Attribute,
    Call,
    Constant,
    Instance,
    Item,
    Items,
    Name,
    Net,
    Table,
    Value,
    argument,
    called,
    constant,
    last,
    path,
)
from core.check.vocabulary import (
    ACTIVATION_LAYERS,
    ACTIVATIONS,
    APPLICATION,
    CONVOLUTIONS,
    MERGES,
    PASSING,
    POOLING,
    RECURRENT,
    RESHAPING,
    UNITS,
    WRAPPERS,
)

DEEPEST = 60


def outputs(model: Value, follow) -> list[Output]:
    """Each output of a model. follow(function, arguments): what a function of the paste returns."""
    return _outputs(model, follow, 0)


def _outputs(model: Value, follow, depth: int) -> list[Output]:
    if depth > DEEPEST:
        return []
    if isinstance(model, Instance):
        return _of_instance(model, follow, depth)
    if isinstance(model, Call) and called(model) in ("Model", "Functional", "Graph"):
        given = argument(model, 1, "outputs", "output")
        if given is not None:
            return _each(given, follow, depth)
    found = _layer(model, Chain(), follow, depth)
    return [found] if found is not None else []


def _each(given: Value, follow, depth: int) -> list[Output]:
    if isinstance(given, Items):
        return [each for item in given.items for each in _each(item, follow, depth)]
    if isinstance(given, Table):
        named = [(str(key), _each(value, follow, depth)) for key, value in given.entries.items()]
        return [replace(each, name=key) for key, found in named for each in found]
    found = _tensor(given, Chain(), follow, depth + 1)
    return [found if found is not None else Output()]


def _of_instance(model: Instance, follow, depth: int) -> list[Output]:
    if model.base is not None and argument(model.base, 1, "outputs", "output") is not None:
        return _outputs(model.base, follow, depth + 1)
    for name in ("call", "forward", "__call__"):
        method = model.of.methods.get(name)
        if method is not None:
            returned = follow(method, [model, Name("inputs")])
            if returned is not None:
                return _each(returned, follow, depth + 1)
    for value in model.attributes.values():
        if isinstance(value, Net) or called(value) == "Model":
            return _outputs(value, follow, depth + 1)
    return []


def _tensor(value: Value | None, chain: Chain, follow, depth: int) -> Output | None:
    """The layer behind a tensor, which is a call of a layer, a function or a model."""
    if depth > DEEPEST:
        return None
    if isinstance(value, Call):
        function = value.function
        if isinstance(function, Call | Net | Instance | Item):
            found = _layer(function, chain, follow, depth + 1)
            return (
                _tensor(value.arguments[0], chain, follow, depth + 1)
                if _passes(found, value)
                else found
            )
        name = last(function)
        if name in ACTIVATIONS and value.arguments:
            chain.activated.append(name)
            return _tensor(value.arguments[0], chain, follow, depth + 1)
        if name in PASSING and value.arguments:
            chain.reshaped = chain.reshaped or name in RESHAPING
            return _tensor(value.arguments[0], chain, follow, depth + 1)
        if name in MERGES or name.capitalize() in MERGES:
            return _stopped(chain)
        if isinstance(function, Name) and isinstance(value.function, Name) and name in UNITS:
            return _layer(value, chain, follow, depth + 1)
        return _stopped(chain)
    if isinstance(value, Attribute) and value.name in ("output", "outputs"):
        of = value.of
        if isinstance(of, Item) and isinstance(of.of, Attribute) and of.of.name == "layers":
            return _of_layers(of, chain, follow, depth)
        return _layer(of, chain, follow, depth + 1)
    if isinstance(value, Item):
        return _tensor(value.of, chain, follow, depth + 1)
    return _stopped(chain)


def _of_layers(of: Item, chain: Chain, follow, depth: int) -> Output | None:
    """`model.layers[-2].output`."""
    place, model = constant(of.index, int), of.of.of if isinstance(of.of, Attribute) else None
    if isinstance(model, Net) and place is not None and -len(model.layers) <= place < len(model.layers):
        upto = Net(model.layers[: place + 1 or None], line=model.line)
        return _layer(upto, chain, follow, depth + 1)
    return _stopped(chain)


_PASSED = Output(layer="passed")


def _passes(found: Output | None, value: Call) -> bool:
    return found is _PASSED and bool(value.arguments)


def _layer(layer: Value, chain: Chain, follow, depth: int) -> Output | None:
    """The output that a layer or model sets; _PASSED where an earlier one does."""
    if depth > DEEPEST:
        return None
    if isinstance(layer, Net):
        for each in reversed(layer.layers):
            found = _layer(each, chain, follow, depth + 1)
            if found is not _PASSED:
                return found
        return _stopped(chain) if chain.activated else None
    if isinstance(layer, Instance):
        found = _of_instance(layer, follow, depth + 1)
        return _with(found[-1], chain) if found else _stopped(chain)
    if not isinstance(layer, Call):
        return _stopped(chain)
    name = called(layer)
    if isinstance(layer.function, Call):  # a tensor handed over as a layer
        return _tensor(layer, chain, follow, depth + 1)
    return _named_layer(layer, name, chain, follow, depth)


def _named_layer(layer: Call, name: str, chain: Chain, follow, depth: int) -> Output | None:
    if name in UNITS:
        return _setting(layer, name, chain, follow)
    if name == "Activation":
        chain.activated.append(activation(argument(layer, 0, "activation"), follow))
        chain.name = chain.name or _own_name(layer)
        return _PASSED
    if name in ACTIVATION_LAYERS:
        chain.activated.append(ACTIVATION_LAYERS[name])
        return _PASSED
    if name in ("Lambda",):
        return _lambda(layer, chain, follow)
    if name in PASSING or name in ACTIVATIONS:
        if name in ACTIVATIONS:
            chain.activated.append(name)
        chain.pooled = chain.pooled or name in POOLING
        chain.reshaped = chain.reshaped or name in RESHAPING
        return _PASSED
    if name in WRAPPERS and layer.arguments:
        found = _layer(layer.arguments[0], chain, follow, depth + 1)
        if found is None or found is _PASSED:
            return found
        if chain.reshaped and name == "TimeDistributed":
            found = replace(found, units=None, written="")
        return replace(found, dense=name == "Bidirectional" and found.dense)
    if name in ("Model", "Functional"):
        found_all = _outputs(layer, follow, depth + 1)
        return _with(found_all[-1], chain) if found_all else None
    if APPLICATION.fullmatch(name):
        return _application(layer, chain)
    return _stopped(chain)


def _setting(layer: Call, name: str, chain: Chain, follow) -> Output:
    given = argument(layer, 0, *UNITS[name])
    if len(layer.arguments) > 1 and number(layer.arguments[1]) is not None and name not in CONVOLUTIONS:
        given = layer.arguments[1]  # Keras 0: the first is what goes in
    place = 3 if name in CONVOLUTIONS and "2D" in name and name.startswith("Convol") else None
    own = argument(layer, 1 if name == "Dense" else place, "activation")
    acts = "tanh" if name in RECURRENT else "linear"
    if own is not None:
        acts = activation(own, follow)
    if "**" in layer.keywords and own is None:
        acts = None
    second = constant(layer.arguments[1], str) if len(layer.arguments) > 1 else None
    if name == "Dense" and second is not None and second.lower() not in ACTIVATIONS:
        acts = activation(layer.keywords.get("activation"), follow)  # Keras 1: the second is `init`
    chain.activated.append(acts)
    steps = bool(constant(layer.keywords.get("return_sequences")))
    if chain.reshaped and (steps or name in CONVOLUTIONS):
        given = None
    return Output(
        layer=name,
        units=_positive(number(given)),
        written=written(given),
        activation=outermost(chain.activated),
        line=layer.line,
        name=chain.name or _own_name(layer),
        dense=(name not in CONVOLUTIONS or chain.pooled) and not steps,
        activated=tuple(each for each in chain.activated if each not in (None, "linear")),
    )


def _positive(units: int | None) -> int | None:
    return units if units is not None and units > 0 else None


def _application(layer: Call, chain: Chain) -> Output:
    top = layer.keywords.get("include_top", Constant(True))
    if constant(top) is False:
        return _stopped(chain)
    units = argument(layer, None, "classes")
    if units is None and not re.search(r"(?<!contrib\.)\bapplications\b", path(layer.function)):
        return _stopped(chain)  # of the same name, from elsewhere
    acts = constant(layer.keywords.get("classifier_activation", Constant("softmax"))) or "linear"
    chain.activated.append(str(acts))
    return Output(
        layer=called(layer),
        units=_positive(number(units)) if units is not None else 1000,
        written=written(units) or "1000",
        activation=outermost(chain.activated),
        line=layer.line,
        name=chain.name,
        activated=tuple(each for each in chain.activated if each not in (None, "linear")),
    )


def _lambda(layer: Call, chain: Chain, follow) -> Output:
    function = argument(layer, 0, "function")
    inner = activation(function, follow)
    if inner is not None:
        chain.activated.append(inner)
        return _PASSED
    return _stopped(chain)


def _stopped(chain: Chain) -> Output:
    """A layer that nobody can see; what came behind it still counts."""
    acts = next((each for each in chain.activated if each != "linear"), None)
    return Output(activation=acts, name=chain.name, activated=tuple(filter(None, chain.activated)))


def _with(found: Output, chain: Chain) -> Output:
    """The output with the activations that follow it."""
    behind = [each for each in chain.activated if each != "linear"]
    if not behind and not chain.name:
        return found
    acts = behind[0] if behind else found.activation
    activated = (*(each for each in behind if each), *found.activated)
    return replace(found, activation=acts, activated=activated, name=chain.name or found.name)


def _own_name(layer: Call) -> str:
    return constant(layer.keywords.get("name"), str) or ""
