"""What was seen of each output layer and its compile call."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from core.check.compiles import Compiled, Loss, compiled
from core.check.events import FIT, Asked, Compile, Events, Use
from core.check.label_kinds import NOTHING, Labels
from core.check.labels import describe
from core.check.layers import Output
from core.check.models import outputs
from core.check.origins import is_grey, same
from core.check.predictions import asks_for_the_largest, identified, shuffled_by
from core.check.values import (
    Attribute,
    Call,
    Function,
    Items,
    Name,
    Net,
    Table,
    Value,
    argument,
    called,
    constant,
)
from core.check.vocabulary import DISTANCES

_LABEL_NAME = re.compile(
    r"(?i)^(?:y|ys|labels?|targets?|dummy_y)(?:_|\d|$)|_(?:y|labels?)$|train_?(?:y|labels?)"
)
_SEVERAL = re.compile(
    r"(?i)multi[-_ ]?label|multi[-_ ]?hot|toxic|several labels|more than one (?:label|class)"
)


@dataclass(frozen=True)
class Facts:
    """One output of a model, as it is compiled. Lines are rows of the code.

    labels: as `fit` gets them. copies: whether the targets are the inputs. several, exclusive: what the
    code says of how many classes are right at once. shuffled: a shuffled generator whose `.classes` are
    compared with predictions, by the row of the prediction. asked: the names that History is asked for.
    """

    output: Output
    loss: Loss
    compiled: Compiled | None
    labels: Labels
    copies: bool = False
    several: bool = False
    exclusive: bool = False
    shuffled: int | None = None
    asked: tuple[Asked, ...] = ()

    @property
    def key(self) -> tuple[int, int]:
        """What makes it one entry: the rows of the compile call and of the layer, -1 for none."""
        return (self.compiled.line if self.compiled else -1, self.output.line)


Follow = Callable[[Function, list[Value]], Value | None]


def gathered(events: Events, follow: Follow, text: str, keras_3: bool = False) -> list[Facts]:
    """The facts of each output layer and compile call of one reading."""
    found: list[Facts] = []
    shuffled = shuffled_by(events)
    several = bool(_SEVERAL.search(text))
    exclusive = asks_for_the_largest(events)
    prepared = [describe(call) for call in events.calls if called(call) in _PREPARING | _GENERATING]
    for index, event in enumerate(events.compiles):
        outs = _outputs(event, events, follow) or [Output()]
        told = compiled(event.call, outs, follow, keras_3)
        uses = _uses(events, index)
        asked = _asked(events, uses) if len(outs) == 1 else ()  # of several, each has a prefix
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
                    shuffled=shuffled.get(identified(event.identity)),
                    asked=asked,
                )
            )
    line = next(iter(shuffled.values()), None)
    if line is None or any(each.shuffled is not None for each in found):
        return found
    # Predicted with a model that is compiled elsewhere, or under another name.
    if not found:
        return [Facts(Output(), Loss(), None, NOTHING, shuffled=line)]
    return [*found[:-1], replace(found[-1], shuffled=line)]


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


def _asked(events: Events, uses: list[Use]) -> tuple[Asked, ...]:
    """What their History is asked for; where nobody sees whose it is, that of the only model."""
    owners = {id(use.call) for use in uses} | {id(use.identity) for use in uses}
    only = len(events.compiles) == 1
    found = []
    for each in events.asked:
        of = each.of.of if isinstance(each.of, Attribute) and each.of.name == "history" else each.of
        if id(of) in owners or (only and (of is None or isinstance(of, Name))):
            found.append(each)
    return tuple(found)


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
        if same(given, inputs):
            return Labels("numbers") if is_grey(given) else NOTHING, True, True
        labels = describe(given)
        if labels.stored:
            return labels, False, True
        traced = traced or not isinstance(given, Name | Attribute)
    return NOTHING, False, traced


def _is_number(value: Value | None) -> bool:
    return constant(value, (int, float)) is not None


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
