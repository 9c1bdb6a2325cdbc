"""What `compile` is told: the loss, whether it takes logits, and the metrics, for each output."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from core.check.layers import Output, activation
from core.check.values import (
    Attribute,
    Call,
    Constant,
    Function,
    Instance,
    Items,
    Name,
    Operation,
    Partial,
    Table,
    Value,
    argument,
    called,
    constant,
    last,
)
from core.check.vocabulary import loss_named, metric_named

_AROUND = {"reduce_mean", "mean", "reduce_sum", "sum", "identity", "get", "deserialize", "squeeze"}
# Of TensorFlow 1: `tf.losses` without Keras.
_TAKE_LOGITS = {"softmax_cross_entropy", "sigmoid_cross_entropy", "sparse_softmax_cross_entropy"}
Follow = Callable[[Function, list[Value]], Value | None]


@dataclass(frozen=True)
class Loss:
    """name: Keras's or the paste's own; None where it is not seen. own: whether Keras has no such loss.

    line: a row of the code. activates: the activation that the loss applies itself.
    """

    name: str | None = None
    own: bool = False
    from_logits: bool | None = None
    label_smoothing: float = 0.0
    line: int = -1
    activates: str | None = None


@dataclass(frozen=True)
class Metric:
    """A metric as it is asked for.

    name: "accuracy" for the string, Keras's own for the others, "exact" for `Accuracy()`; None for what
    counts no accuracy. threshold: what a `BinaryAccuracy` is given. line: a row of the code.
    spelling: how `keras_versions.history_name` takes it; None where that is not to be told.
    """

    name: str | None
    written: str
    line: int
    threshold: float | None = None
    spelling: str | None = None


@dataclass(frozen=True)
class Compiled:
    """What one output is compiled with."""

    loss: Loss
    metrics: tuple[Metric, ...]
    line: int


def compiled(
    call: Call, outputs: list[Output], follow: Follow, keras_3: bool = False
) -> list[Compiled]:
    """For each output, what the call tells of it. keras_3: has a metric for each output in its list."""
    losses = _by_output(argument(call, 1, "loss", "objective"), outputs)
    given = argument(call, None, "metrics")
    if given is None:
        given = next((each for each in call.arguments[2:4] if _is_metrics(each)), None)
    each_its_own = keras_3 and isinstance(given, Items) and len(given.items) == len(outputs) > 1
    metrics = _by_output(given, outputs, lists=not each_its_own)
    weighted = _by_output(argument(call, None, "weighted_metrics"), outputs, lists=True)
    return [
        Compiled(_loss(loss, follow), _metrics(each, follow) + _metrics(other, follow), call.line)
        for loss, each, other in zip(losses, metrics, weighted, strict=True)
    ]


def _is_metrics(value: Value) -> bool:
    if isinstance(value, Items):
        return all(constant(each, (int, float)) is None for each in value.items)
    return constant(value, str) is not None or (
        isinstance(value, Table)
        and not any(constant(each, (int, float)) is not None for each in value.entries.values())
    )


def _by_output(given: Value | None, outputs: list[Output], lists: bool = False) -> list[Value | None]:
    count = max(1, len(outputs))
    if isinstance(given, Table):
        named = [given.entries.get(each.name) for each in outputs]
        rest = list(given.entries.values())
        if not any(named) and len(rest) == count:
            return list(rest)
        return named or [rest[0] if rest else None]
    if isinstance(given, Items):
        nested = any(isinstance(each, Items) for each in given.items)
        if lists and (not nested or (count == 1 and len(given.items) != 1)):
            return [given] * count
        return [*given.items, *[None] * count][:count]
    return [given] * count


def _loss(value: Value | None, follow: Follow, depth: int = 0) -> Loss:
    if value is None or depth > 8 or (constant(value) is None and isinstance(value, Constant)):
        return Loss()
    line = value.line
    if isinstance(value, Items):
        return _loss(value.items[0], follow, depth + 1) if len(value.items) == 1 else Loss()
    if isinstance(value, Constant):
        named = loss_named(str(value.value))
        return Loss(named or str(value.value), named is None, False if named else None, line=line)
    if isinstance(value, Name | Attribute):
        named = loss_named(last(value))
        if named is None and isinstance(value, Name) and "." not in value.path:
            return Loss(line=line)  # a variable that nobody sees
        return Loss(named or last(value), named is None, _of_name(last(value), named), line=line)
    if isinstance(value, Function):
        inner = follow(value, [Name("y_true"), Name("y_pred")])
        found = _loss(inner, follow, depth + 1) if inner is not None else Loss()
        if found.name is None or found.own:
            return Loss(value.name if value.name != "lambda" else None, True, line=line)
        return found
    if isinstance(value, Partial):
        return _loss(
            Call(value.function, value.arguments, value.keywords, line=line), follow, depth + 1
        )
    if isinstance(value, Instance):
        return Loss(value.of.name, True, line=line)
    return (
        _called_loss(value, follow, depth) if isinstance(value, Call) else Loss(None, True, line=line)
    )


def _of_name(name: str, named: str | None) -> bool | None:
    if named is None:
        return None
    return "with_logits" in name or name in _TAKE_LOGITS


def _called_loss(value: Call, follow: Follow, depth: int) -> Loss:
    name = called(value)
    named = loss_named(name)
    if named is None:
        if name in _AROUND and value.arguments:
            return _loss(value.arguments[0], follow, depth + 1)
        return Loss(name or None, True, line=value.line)
    is_class = name[:1].isupper() and name.upper() != name
    logits = argument(value, 0 if is_class else 2, "from_logits")
    smoothing = constant(argument(value, None, "label_smoothing"), (int, float)) or 0.0
    from_logits: bool | None = constant(logits, bool) or False
    if "with_logits" in name or name in _TAKE_LOGITS:
        from_logits = True
    elif logits is not None and constant(logits, bool) is None and not is_class:
        from_logits = False
    elif logits is not None and constant(logits, bool) is None:
        from_logits = None
    predictions = argument(value, 1, "y_pred", "logits", "output") if not is_class else None
    acts = activation(predictions, lambda *_each: None) if isinstance(predictions, Call) else None
    return Loss(named, False, from_logits, float(smoothing), value.line, acts)


def _metrics(given: Value | None, follow: Follow) -> tuple[Metric, ...]:
    if isinstance(given, Items):
        return tuple(each for item in given.items for each in _metrics(item, follow))
    found = _metric(given, follow)
    return (found,) if found is not None else ()


def _metric(value: Value | None, follow: Follow) -> Metric | None:
    found = _read(value, follow)
    return replace(found, spelling=_spelled(value)) if found is not None else None


def _spelled(value: Value | None) -> str | None:
    """How it is written, where its name in History can be told from that."""
    if isinstance(value, Constant):
        return value.value if isinstance(value.value, str) else None
    if isinstance(value, Function):
        return f"def {value.name}" if value.name != "lambda" else None
    if isinstance(value, Name) and "." in value.path and last(value).islower():
        return f"keras.metrics.{last(value)}"
    if isinstance(value, Call) and called(value)[:1].isupper():
        given = value.keywords.get("name")
        names = [given] if given else [each for each in value.arguments if constant(each, str)]
        if any(constant(each, str) is None for each in names) or "**" in value.keywords:
            return None
        return f"{called(value)}({', '.join(f'name={constant(each, str)!r}' for each in names[:1])})"
    return None


def _read(value: Value | None, follow: Follow) -> Metric | None:
    if isinstance(value, Constant):
        text = str(value.value)
        named = metric_named(text) if isinstance(value.value, str) else None
        return Metric(named, text, value.line) if value.value is not None else None
    if isinstance(value, Name | Attribute):
        named = metric_named(last(value))
        # the class itself, or a function that compares for equality
        exact = named == "accuracy" and isinstance(value, Name) and "metrics" in value.path
        return Metric(
            "exact" if exact else None if named == "accuracy" else named, last(value), value.line
        )
    if isinstance(value, Call):
        return _called_metric(value)
    if isinstance(value, Function):
        inner = follow(value, [Name("y_true"), Name("y_pred")])
        found = _metric(inner, follow) if isinstance(inner, Call) else None
        name = found.name if found is not None and metric_named(called(inner)) else None
        return Metric(name, value.name, value.line, found.threshold if found else None)
    if isinstance(value, Instance):
        return Metric(None, value.of.name, value.line)
    return Metric(None, "", value.line) if isinstance(value, Operation) and value.operands else None


def _called_metric(value: Call) -> Metric | None:
    name = called(value)
    named = metric_named(name)
    if name in ("Accuracy", "accuracy"):
        named = "exact"
    elif name == "get" and value.arguments:
        inner = constant(value.arguments[0], str)
        return Metric(metric_named(inner or ""), inner or "", value.line)
    elif name == "MeanMetricWrapper" and value.arguments:
        named = metric_named(last(value.arguments[0]))
    threshold = None
    if named == "binary_accuracy":
        threshold = constant(argument(value, 2, "threshold"), (int, float))
        if threshold is None and argument(value, 2, "threshold") is not None:
            threshold = _negative(argument(value, 2, "threshold"))
    found = Metric(named, name, value.line, None if threshold is None else float(threshold))
    return replace(found, name=None) if named is None else found


def _negative(value: Value | None) -> float | None:
    """A threshold that is a variable might be any; it is taken to be the right one."""
    return 0.0 if value is not None else None
