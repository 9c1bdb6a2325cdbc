"""What was seen of each output layer and its compile call."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from core.check.compiles import Compiled, Loss, compiled
from core.check.events import FIT, PREDICT, Compile, Events, Use
from core.check.label_kinds import NOTHING, Labels
from core.check.labels import describe
from core.check.layers import Output
from core.check.models import outputs
from core.check.values import (
    Attribute,
    Call,
    Constant,
    Function,
    Item,
    Items,
    Name,
    Net,
    Operation,
    Table,
    Value,
    argument,
    called,
    constant,
    path,
)
from core.check.vocabulary import DISTANCES

_LABEL_NAME = re.compile(
    r"(?i)^(?:y|ys|labels?|targets?|dummy_y)(?:_|\d|$)|_(?:y|labels?)$|train_?(?:y|labels?)"
)
_SEVERAL = re.compile(
    r"(?i)multi[-_ ]?label|multi[-_ ]?hot|toxic|several labels|more than one (?:label|class)"
)


DEEPEST = 40


@dataclass(frozen=True)
class Facts:
    """One output of a model, as it is compiled. Lines are rows of the code.

    labels: as `fit` gets them. copies: whether the targets are the inputs. several, exclusive: what the
    code says of how many classes are right at once. shuffled: a shuffled generator whose `.classes` are
    compared with predictions, by the row of the prediction.
    """

    output: Output
    loss: Loss
    compiled: Compiled | None
    labels: Labels
    copies: bool = False
    several: bool = False
    exclusive: bool = False
    shuffled: int | None = None

    @property
    def key(self) -> tuple[int, int]:
        """What makes it one entry: the rows of the compile call and of the layer, -1 for none."""
        return (self.compiled.line if self.compiled else -1, self.output.line)


Follow = Callable[[Function, list[Value]], Value | None]


def gathered(events: Events, follow: Follow, text: str, keras_3: bool = False) -> list[Facts]:
    """The facts of each output layer and compile call of one reading."""
    found: list[Facts] = []
    shuffled = _shuffled(events)
    several = bool(_SEVERAL.search(text))
    exclusive = _asks_for_the_largest(events)
    prepared = [describe(call) for call in events.calls if called(call) in _PREPARING | _GENERATING]
    for index, event in enumerate(events.compiles):
        outs = _outputs(event, events, follow) or [Output()]
        told = compiled(event.call, outs, follow, keras_3)
        uses = _uses(events, index)
        for place, (output, each) in enumerate(zip(outs, told, strict=False)):
            labels, copies, traced = _labels(uses, place, output, len(outs))
            if not labels.stored and not copies and not traced:
                labels = _hinted(events, prepared, index, each.loss, labels)
                labels = NOTHING if _contradicts(labels, output, each.loss) else labels
            found.append(
                Facts(
                    output,
                    each.loss,
                    each,
                    labels,
                    copies=copies,
                    several=several and len(outs) == 1,
                    exclusive=exclusive,
                    shuffled=shuffled.get(_id(event.identity)),
                )
            )
    line = next(iter(shuffled.values()), None)
    if line is None or any(each.shuffled is not None for each in found):
        return found
    # Predicted with a model that is compiled elsewhere, or under another name.
    if not found:
        return [Facts(Output(), Loss(), None, NOTHING, shuffled=line)]
    return [*found[:-1], replace(found[-1], shuffled=line)]


def _id(identity: object) -> object:
    return identity if isinstance(identity, str) else id(identity)


def _outputs(event: Compile, events: Events, follow: Follow) -> list[Output]:
    found = outputs(event.model, follow)
    if any(each.seen for each in found) or not isinstance(event.model, Name):
        return found
    # A model that nobody sees: the last layer in front of its compile call that nothing else takes.
    before = [
        call for call in events.calls if call.line <= event.line and isinstance(call.function, Call)
    ]
    taken = {id(each) for call in events.calls for each in call.arguments}
    loose = [call for call in before if id(call) not in taken]
    for call in reversed(loose):
        of_call = outputs(Call(Name("Model"), [Name("x"), call], {}), follow)
        if any(each.seen for each in of_call):
            return of_call
    nets = [value for _name, value in events.assigned if isinstance(value, Net) and value.layers]
    return outputs(nets[-1], follow) if len(nets) == 1 and not found else found


def _uses(events: Events, index: int) -> list[Use]:
    """The calls of `fit` that this compile call is for: those before the same model's next one."""
    identity = events.compiles[index].identity
    mine = [use for use in events.uses if use.kind in FIT and use.identity == identity]
    same = [place for place, each in enumerate(events.compiles) if each.identity == identity]
    if len(same) == 1:
        return mine
    until = min((place for place in same if place > index), default=len(events.compiles))
    return [use for use in mine if index < use.compiles <= until]


def _labels(uses: list[Use], place: int, output: Output, count: int) -> tuple[Labels, bool, bool]:
    """The labels; whether they are the inputs; whether their making is seen, though not their form."""
    traced = False
    for use in uses:
        given, inputs = argument(use.call, 1, "y"), argument(use.call, 0, "x", "generator")
        if use.kind == "fit_generator" or _is_number(given):
            given = None
        if given is None:
            labels = describe(inputs)
            mode = labels.generated.keywords.get("class_mode") if labels.generated else None
            if labels.stored or labels.generated is not None:
                return labels, constant(mode) == "input", True
            continue
        if count > 1 and isinstance(given, Items) and len(given.items) == count:
            given = given.items[place]
        elif isinstance(given, Table):
            given = given.entries.get(output.name)
        if _same(given, inputs):
            return Labels("numbers") if _is_grey(given) else NOTHING, True, True
        labels = describe(given)
        if labels.stored:
            return labels, False, True
        traced = traced or not isinstance(given, Name | Attribute)
    return NOTHING, False, traced


def _is_number(value: Value | None) -> bool:
    return constant(value, (int, float)) is not None


_RESHAPED = {"reshape", "astype", "clip", "array", "asarray", "expand_dims", "clip_by_value", "copy"}


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


def _is_grey(value: Value | None) -> bool:
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


def _same(one: Value | None, other: Value | None) -> bool:
    one, other = _origin(one), _origin(other)
    if one is None or other is None or isinstance(one, Constant):
        return False
    if one is other:
        return True
    if isinstance(one, Item) and isinstance(other, Item):
        alike = isinstance(one.index, Constant) and isinstance(other.index, Constant)
        return alike and one.index.value == other.index.value and _same(one.of, other.of)
    return isinstance(one, Name) and isinstance(other, Name) and path(one) == path(other)


def _hinted(events: Events, prepared: list[Labels], index: int, loss: Loss, known: Labels) -> Labels:
    """What the names of labels stand for, where `fit` does not say which of them it gets."""
    following = [each.moment for each in events.compiles[index + 1 : index + 2]]
    assigned = events.assigned[: following[0] if following else None]
    last_of = {name: value for name, value in assigned if _LABEL_NAME.search(name)}
    hints = [labels for value in last_of.values() if (labels := describe(value)).stored]
    hints += [each for each in prepared if each.generated is not None]
    if not hints:
        hints = [each for each in prepared if each.because in _PREPARING]
    kinds = {each.stored for each in hints}
    if len(kinds) == 1:
        return hints[-1]
    fitting = [each for each in hints if each.stored in _FITS.get(loss.name or "", ())]
    if fitting and {"one_hot", "multi_hot"} - kinds:
        return fitting[-1]
    return known


def _contradicts(hint: Labels, output: Output, loss: Loss) -> bool:
    """Whether a hint is rather about other labels than those of this output."""
    if hint.stored == "one_hot" and output.units == 1:
        return True
    return loss.name in DISTANCES and output.activation == "linear" and hint.stored != "numbers"


_PREPARING = {"to_categorical", "MultiLabelBinarizer", "LabelBinarizer"}
_GENERATING = {
    *("flow_from_directory", "flow_from_dataframe", "flow"),
    *("image_dataset_from_directory", "text_dataset_from_directory"),
}
_FITS = {
    "categorical_crossentropy": ("one_hot",),
    "sparse_categorical_crossentropy": ("integer", "integer_column"),
    "binary_crossentropy": ("integer", "integer_column", "one_hot", "multi_hot"),
}


def _asks_for_the_largest(events: Events) -> bool:
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


def _shuffled(events: Events) -> dict[object, int]:
    """By model: where it predicts on a shuffled generator whose classes are asked for."""
    asked = {id(generator) for generator in _asked_for_classes(events)}
    found: dict[object, int] = {}
    for use in events.uses:
        if use.kind not in PREDICT or use.kind == "predict_on_batch":
            continue
        generator = argument(use.call, 0, "generator", "x")
        if isinstance(generator, Call) and id(generator) in asked and _shuffles(generator):
            found.setdefault(_id(use.identity), use.line)
    return found


def _asked_for_classes(events: Events) -> list[Value]:
    return [owner for owner, name in events.attributes if name in ("classes", "labels")]


def _shuffles(generator: Call) -> bool:
    shuffle = generator.keywords.get("shuffle", Constant(True))
    return called(generator) in _SHUFFLING and constant(shuffle, (bool, int)) not in (False, 0, None)


_SHUFFLING = {"flow_from_directory", "flow_from_dataframe"}


def with_answers(facts: Facts, **changes) -> Facts:
    """The facts as a reader's answers change them."""
    return replace(facts, **changes)
