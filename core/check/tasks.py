"""Which task an output is for, how its labels are stored, and what had to be assumed to say so."""

from dataclasses import dataclass

from core.check.facts import Facts
from core.check.generation import STANDS_FOR
from core.check.vocabulary import CROSSENTROPIES, DISTANCES
from core.keras_versions import TODAY
from core.language import _

TASKS = ("classes", "multi_label", "binary", "regression", "other", "unknown")
ANSWERS = ("one", "several")
STORED = ("one_hot", "integer", "integer_column", "multi_hot")

_BY_LOSS = {
    "categorical_crossentropy": "one_hot",
    "categorical_focal_crossentropy": "one_hot",
    "categorical_hinge": "one_hot",
    "sparse_categorical_crossentropy": "integer",
}
_DRAWN = {"[…]", "randint", "choice", "random_integers", "integers"}
BINARY_LOSSES = {
    *("binary_crossentropy", "binary_focal_crossentropy", "hinge", "squared_hinge"),
}


@dataclass(frozen=True)
class Assumption:
    """What the code does not say. id: the key of `assume`; value: what was taken of the options."""

    id: str
    value: str
    options: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Task:
    """id: one of TASKS. stored: as in Labels, seen or assumed. assumed: what was not seen."""

    id: str
    stored: str | None
    assumed: tuple[Assumption, ...] = ()

    def assumes(self, id: str) -> bool:
        """Whether that was assumed."""
        return any(each.id == id for each in self.assumed)


def task_of(facts: Facts, asks_accuracy: bool, assume: dict[str, str]) -> Task:
    """What an output is for. assume: a reader's answers, by an Assumption's id."""
    stored = assume.get("labels") or _stored(facts)
    if "answers" in assume and facts.output.units != 1:
        if assume["answers"] == "several":
            return Task("multi_label", "multi_hot", (_answers("several"),))
        if stored in (None, "multi_hot"):
            stored = _BY_LOSS.get(facts.loss.name or "", "one_hot")
        return Task("classes", stored, (_answers("one"),))
    if facts.copies:
        return Task("other", None)
    id = _by_labels(facts, stored) if stored else None
    if id is not None:
        return Task(id, stored, _weak(facts, id, stored))
    return _by_layer_and_loss(facts, asks_accuracy)


def _stored(facts: Facts) -> str | None:
    stored = facts.labels.stored
    if facts.output.units == 1 and facts.labels.because in ("LabelBinarizer", "label_binarize"):
        return "integer_column"  # what it makes of two classes
    if stored == "column":
        return None if facts.output.units == 1 and facts.loss.name in DISTANCES else "integer"
    return stored


def _by_labels(facts: Facts, stored: str) -> str | None:
    units, loss = facts.output.units, facts.loss.name
    if stored == "numbers":
        return "regression" if loss in DISTANCES else None
    if stored == "multi_hot":
        return "multi_label"
    if stored == "one_hot":
        return "multi_label" if facts.several and not loss_is_exclusive(loss) else "classes"
    classes = facts.labels.classes or 2
    if loss in DISTANCES and facts.labels.stored == "column":
        return None
    amounts = facts.labels.because in _DRAWN and classes > 2 and facts.output.activation != "sigmoid"
    if loss in DISTANCES and units in (1, None) and amounts:
        return "regression"
    if units == 1 or (units is None and loss in BINARY_LOSSES):
        return "binary" if classes <= 2 else "classes"
    return "classes"


def loss_is_exclusive(loss: str | None) -> bool:
    """Whether a loss knows only one right class."""
    return loss in _BY_LOSS


def _weak(facts: Facts, id: str, stored: str) -> tuple[Assumption, ...]:
    """Ones and zeros in a row might be several answers, of which the examples have one each."""
    if id == "classes" and stored == "one_hot" and facts.labels.because == "[[…]]":
        return (_answers("one"),)
    return ()


def _by_layer_and_loss(facts: Facts, asks_accuracy: bool) -> Task:
    units, acts, loss = facts.output.units, facts.output.activation, facts.loss.name
    if loss in _BY_LOSS:
        if facts.several and loss != "sparse_categorical_crossentropy":
            return Task("multi_label", "multi_hot", (_labels("multi_hot"),))
        id = "other" if _is_map(facts) else "classes"
        return Task(id, _BY_LOSS[loss], (_labels(_BY_LOSS[loss]),))
    if _is_map(facts):
        return Task("other", "one_hot" if acts == "softmax" and units != 1 else None)
    if loss in DISTANCES:
        return _of_distance(facts, asks_accuracy)
    if units == 1:
        binary = loss in CROSSENTROPIES | BINARY_LOSSES or acts == "sigmoid"
        return Task("binary", "integer", (_labels("integer"),)) if binary else Task("unknown", None)
    if acts == "softmax":
        several = facts.several
        stored = "multi_hot" if several else "one_hot"
        known = "multi_label" if several else "classes"
        return Task(known, stored, (_answers("several" if several else "one"), _labels(stored)))
    if loss in ("binary_crossentropy", "binary_focal_crossentropy") and facts.output.seen:
        if facts.exclusive and not facts.several:
            return Task("classes", "one_hot", (_answers("one"), _labels("one_hot")))
        return Task("multi_label", "multi_hot", (_answers("several"), _labels("multi_hot")))
    return Task("unknown", None)


def _is_map(facts: Facts) -> bool:
    """One answer a pixel: a segmentation, or an image that is drawn."""
    return not facts.output.dense and "Conv" in (facts.output.layer or "")


def _of_distance(facts: Facts, asks_accuracy: bool) -> Task:
    units, acts = facts.output.units, facts.output.activation
    if acts == "softmax" and units != 1:
        return Task("classes", "one_hot", (_labels("one_hot"),))
    if acts == "sigmoid":
        if not asks_accuracy:
            return Task("unknown", None)
        if units == 1:
            return Task("binary", "integer", (_labels("integer"),))
        return Task("classes", "one_hot", (_answers("one"), _labels("one_hot")))
    if acts is None and not facts.output.seen:
        return Task("unknown", None)
    return Task("regression", "numbers")


def _answers(value: str) -> Assumption:
    because = {
        "one": _("Exactly one class is right for each example."),
        "several": _("Several classes can be right for one example."),
    }[value]
    return Assumption("answers", value, ANSWERS, because)


def version_assumed(version: str) -> Assumption:
    """Where nothing tells for which Keras the code was written."""
    because = _("The code is for Keras {version}; nothing in it says so.").format(version=version)
    return Assumption("keras", version, (STANDS_FOR["2"], TODAY), because)


def _labels(stored: str) -> Assumption:
    because = {
        "one_hot": _("The labels are one-hot: a row of zeros with a single 1."),
        "integer": _("The labels are class numbers, one for each example."),
        "multi_hot": _("The labels are rows of zeros and ones, with any number of ones."),
    }[stored]
    return Assumption("labels", stored, STORED, because)
