"""How the code reads its predictions: by their largest output, or beside a generator's classes."""

import re

from core.check.events import PREDICT, Events
from core.check.values import (
    Call,
    Constant,
    Item,
    Name,
    Value,
    argument,
    called,
    constant,
)


def asks_for_the_largest(events: Events) -> bool:
    """Whether predictions are read by their largest output."""
    if any(use.kind == "predict_classes" for use in events.uses):
        return True
    return any(
        called(call) in ("argmax", "top_k")
        and any(_is_prediction(each) for each in (*call.arguments, call.function))
        for call in events.calls
    )


def _is_prediction(value: Value | None, depth: int = 0) -> bool:
    if depth > 6 or value is None:
        return False
    if isinstance(value, Item):
        return _is_prediction(value.of, depth + 1)
    if isinstance(value, Call):
        return called(value) in PREDICT
    of = getattr(value, "of", None)
    if isinstance(of, Value):
        return _is_prediction(of, depth + 1)
    return isinstance(value, Name) and bool(re.search(r"(?i)pred", value.path))


def shuffled_by(events: Events) -> dict[object, int]:
    """By model: where it predicts on a shuffled generator whose classes are asked for."""
    asked = {id(generator) for generator in _asked_for_classes(events)}
    found: dict[object, int] = {}
    for use in events.uses:
        if use.kind not in PREDICT or use.kind == "predict_on_batch":
            continue
        generator = argument(use.call, 0, "generator", "x")
        if isinstance(generator, Call) and id(generator) in asked and _shuffles(generator):
            found.setdefault(identified(use.identity), use.line)
    return found


def _asked_for_classes(events: Events) -> list[Value]:
    return [owner for owner, name in events.attributes if name in ("classes", "labels")]


def _shuffles(generator: Call) -> bool:
    shuffle = generator.keywords.get("shuffle", Constant(True))
    return called(generator) in _SHUFFLING and constant(shuffle, (bool, int)) not in (False, 0, None)


_SHUFFLING = {"flow_from_directory", "flow_from_dataframe"}


def identified(identity: object) -> object:
    return identity if isinstance(identity, str) else id(identity)
