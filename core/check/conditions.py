"""When each rule applies: to what a Case shows, on which line, and why, in a sentence."""

from collections.abc import Callable
from typing import NamedTuple

from core.check.case import Case
from core.check.histories import lacking
from core.check.vocabulary import CROSSENTROPIES, DISTANCES, SQUARED
from core.language import _


class Where(NamedTuple):
    line: int
    because: str


Condition = Callable[[Case], Where | None]

_BINARY = ("binary_crossentropy", "binary_focal_crossentropy")
_CATEGORICAL = ("categorical_crossentropy", "categorical_focal_crossentropy")
_SPARSE = "sparse_categorical_crossentropy"
_LARGEST = ("categorical_accuracy", "top_k_categorical_accuracy")
_LARGEST_SPARSE = ("sparse_categorical_accuracy", "sparse_top_k_categorical_accuracy")
_INTEGERS = ("integer", "integer_column")
_PROBABILITIES = ("softmax", "sigmoid")
_WRONG = {
    "relu",
    "tanh",
    "elu",
    "selu",
    "leaky_relu",
    "prelu",
    "softplus",
    "softsign",
    "swish",
    "relu6",
}


def metric_counts_cells(case: Case) -> Where | None:
    if case.task.id not in ("classes", "other") or case.stored != "one_hot" or not case.several_units:
        return None
    if case.units == 2:  # both cells are right, or none
        return None
    for metric, name in case.metrics:
        if name == "binary_accuracy":
            because = _(
                "`{metric}` is `binary_accuracy` here: it counts each of the {units} outputs of an "
                "example on its own, though exactly one class is right."
            ).format(metric=metric.written, units=_units(case))
            return Where(metric.line, because)
    return None


def metric_counts_largest(case: Case) -> Where | None:
    if case.task.id != "multi_label" or not case.several_units:
        return None
    for metric, name in case.metrics:
        if name == "categorical_accuracy":
            because = _(
                "`{metric}` is `categorical_accuracy` here: it compares only the largest of the "
                "{units} outputs, though several labels can be right."
            ).format(metric=metric.written, units=_units(case))
            return Where(metric.line, because)
    return None


def metric_misfits_labels(case: Case) -> Where | None:
    for metric, name in case.metrics:
        numbers = case.stored in _INTEGERS and case.task.id == "classes" and case.several_units
        if numbers and name in (*_LARGEST, "binary_accuracy"):
            because = _("`{metric}` compares rows of zeros and ones; the labels are class numbers.")
            return Where(metric.line, because.format(metric=metric.written))
        if case.stored in ("one_hot", "multi_hot") and name in _LARGEST_SPARSE and case.several_units:
            because = _("`{metric}` takes class numbers; the labels are rows of zeros and ones.")
            return Where(metric.line, because.format(metric=metric.written))
        if case.units == 1 and case.task.id == "binary" and name in (*_LARGEST, *_LARGEST_SPARSE):
            because = _("`{metric}` looks for the largest of several outputs; there is only one.")
            return Where(metric.line, because.format(metric=metric.written))
    return None


def metric_exact_equality(case: Case) -> Where | None:
    for metric, name in case.metrics:
        if name == "exact":
            because = _(
                "`Accuracy()` counts outputs that equal the label exactly, and probabilities do not."
            )
            return Where(metric.line, because)
    return None


def metric_thresholds_logits(case: Case) -> Where | None:
    if case.activation != "linear" or case.facts.loss.from_logits is not True:
        return None
    if case.task.id not in ("binary", "multi_label", "other"):
        return None
    for metric, name in case.metrics:
        if name == "binary_accuracy" and metric.threshold != 0 and not _is_below(metric.threshold):
            because = _("`{metric}` asks whether an output is above 0.5; of logits, the middle is 0.")
            return Where(metric.line, because.format(metric=metric.written))
    return None


def _is_below(threshold: float | None) -> bool:
    return threshold is not None and threshold < 0


def metric_on_regression(case: Case) -> Where | None:
    regression = case.task.id == "regression" or case.facts.copies
    for metric, name in case.metrics if regression else ():
        if case.facts.copies and name == "binary_accuracy" and not _grey(case):
            continue  # of inputs that might be zeros and ones
        because = _("`{metric}` counts right answers; the targets here are amounts.")
        return Where(metric.line, because.format(metric=metric.written))
    return None


def _grey(case: Case) -> bool:
    return case.loss in DISTANCES or case.facts.labels.stored == "numbers"


def loss_misfits_labels(case: Case) -> Where | None:
    line, seen = case.facts.loss.line, case.seen
    if not case.several_units or case.facts.copies:
        return None
    if seen in _INTEGERS and (
        case.loss in _CATEGORICAL
        or (case.loss in (*_BINARY, *SQUARED) and case.task.id == "classes" and (case.units or 0) > 1)
    ):
        because = _("`{loss}` compares with rows of zeros and ones; `{source}` gives class numbers.")
        return Where(line, because.format(loss=case.loss, source=case.facts.labels.because or "fit"))
    if seen in ("one_hot", "multi_hot") and case.loss == _SPARSE:
        because = _("`{loss}` takes class numbers; `{source}` gives rows of zeros and ones.")
        return Where(line, because.format(loss=case.loss, source=case.facts.labels.because or "fit"))
    return None


def loss_misfits_units(case: Case) -> Where | None:
    if case.units == 1 and case.facts.output.dense and case.loss in (*_CATEGORICAL, _SPARSE):
        because = _("`{loss}` shares one answer among several outputs; there is only one.")
        return Where(case.facts.loss.line, because.format(loss=case.loss))
    return None


def loss_on_exclusive_classes(case: Case) -> Where | None:
    if case.task.id != "classes" or case.loss not in _BINARY or case.stored not in ("one_hot", None):
        return None
    if not case.several_units or case.units == 2 or case.classes == 2:
        return None
    line = case.facts.loss.line
    if case.activation == "softmax" and case.loss == "binary_crossentropy" and case.loss_on_logits:
        because = _(
            "This Keras computes the loss on the logits behind the softmax, as if they went into "
            "{units} sigmoids: the classes are trained independently of each other."
        )
        return Where(line, because.format(units=_units(case)))
    logits = case.activation == "linear" and case.facts.loss.from_logits is True
    if case.activation == "sigmoid" or logits:
        because = _("`{loss}` trains {units} outputs independently, though exactly one class is right.")
        return Where(line, because.format(loss=case.loss, units=_units(case)))
    return None


def activation_misfits_loss(case: Case) -> Where | None:
    if case.activation != "sigmoid" or not case.several_units:
        return None
    if case.loss in (*_CATEGORICAL, _SPARSE) and case.facts.loss.from_logits is not True:
        because = _("`{loss}` needs outputs that sum to 1; those of a sigmoid do not.")
        return Where(case.facts.output.line, because.format(loss=case.loss))
    return None


def softmax_on_one_unit(case: Case) -> Where | None:
    if case.activation == "softmax" and case.units == 1:
        return Where(case.facts.output.line, _("The softmax of a single output is always 1."))
    return None


def softmax_on_multi_label(case: Case) -> Where | None:
    if case.activation == "softmax" and case.task.id == "multi_label" and case.units != 1:
        because = _("Softmax outputs share a sum of 1, so no two labels can both be above 0.5.")
        return Where(case.facts.output.line, because)
    return None


def no_output_activation(case: Case) -> Where | None:
    if case.activation != "linear" or not case.facts.output.seen or case.facts.loss.activates:
        return None
    if case.loss in CROSSENTROPIES and case.facts.loss.from_logits is False:
        because = _("`{loss}` expects probabilities; the last layer has no activation.")
        return Where(case.facts.output.line, because.format(loss=case.loss))
    return None


def wrong_output_activation(case: Case) -> Where | None:
    if case.activation in _WRONG and case.facts.output.seen and case.loss in CROSSENTROPIES:
        because = _("`{loss}` expects probabilities; `{activation}` gives other numbers.")
        return Where(case.facts.output.line, because.format(loss=case.loss, activation=case.activation))
    return None


def logits_activated_twice(case: Case) -> Where | None:
    acts = [each for each in case.facts.output.activated if each in _PROBABILITIES]
    if case.facts.loss.from_logits is True and case.activation in _PROBABILITIES:
        because = _(
            "`from_logits=True` says that no activation was applied; the last layer applies "
            "`{activation}`."
        )
        return Where(case.facts.loss.line, because.format(activation=case.activation))
    if case.facts.loss.activates in _PROBABILITIES and acts:
        return Where(
            case.facts.loss.line, _("The loss applies an activation that the model has applied.")
        )
    if len(acts) > 1:
        because = _("Two activations follow each other: `{first}`, then `{second}`.")
        return Where(case.facts.output.line, because.format(first=acts[1], second=acts[0]))
    return None


def units_misfit_classes(case: Case) -> Where | None:
    units, classes, seen = case.units, case.classes, case.seen
    if units is None or not case.facts.output.dense or loss_misfits_units(case):
        return None
    wide = seen in ("one_hot", "multi_hot")
    if units == 1 and wide and case.loss not in DISTANCES:
        classes = classes or 2
    known = classes is not None and classes > 1 and case.facts.labels.stored == seen
    if not known and not (units == 1 and wide and classes):
        return None
    narrow = seen in _INTEGERS and case.task.id == "classes" and units < classes
    if (wide and units != classes) or (narrow and case.loss not in DISTANCES):
        because = _("The last layer has {units} outputs; the labels have {classes} classes.")
        return Where(case.facts.output.line, because.format(units=units, classes=classes))
    return None


def squared_error_for_classes(case: Case) -> Where | None:
    if case.loss in SQUARED and case.task.id in ("classes", "binary") and case.facts.output.seen:
        because = _("`{loss}` measures distances between amounts; the targets are classes.")
        return Where(case.facts.loss.line, because.format(loss=case.loss))
    return None


def predictions_shuffled(case: Case) -> Where | None:
    if case.facts.shuffled is None:
        return None
    because = _("The generator shuffles what it gives; its `.classes` stay in the order of the files.")
    return Where(case.facts.shuffled, because)


def history_lacks_key(case: Case) -> Where | None:
    for asked, name in lacking(case):
        because = _("History is asked for `{asked}`, and this Keras calls it `{name}`.")
        return Where(asked.line, because.format(asked=asked.name, name=name))
    return None


def _units(case: Case) -> str:
    return str(case.units or case.facts.output.written or _("many"))
