"""The article's table of best practice, row by row, each held against every measured Keras."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core import datasets
from core.experiment import Experiment
from core.keras_versions import TODAY, VERSIONS, Behaviour, Setup, behaviour, keras_name, newest
from core.language import _
from core.questions.choose.recordings import end
from core.reading.claim import ANSWER, ARTICLE, MONTHS
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, Verdict
from core.reading.words import percent

ADDRESS = (
    "https://119291.xyz/posts/2025-04-22.reason-different-performances-binary-categorical-crossentropy/"
)
CLASSES = 10
_BCE, _CCE, _SPARSE = (
    "binary_crossentropy",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
)
_ONE, _TWO, _TEN, _NUMBERS = (None, 1), (None, 2), (None, CLASSES), (None,)


@dataclass(frozen=True)
class Row:
    """A sentence of the table, in our words, and what puts it to the test."""

    id: str
    words: str
    judge: Callable[[], Verdict]


def rows() -> tuple[Row, ...]:
    """The section on best practice, then the common problems."""
    return (
        Row(
            "binary",
            _("Yes or no: binary_crossentropy and sigmoid."),
            _binary,
        ),
        Row(
            "binary_labels",
            _("Yes or no: the labels can be single numbers or one-hot."),
            _binary_labels,
        ),
        Row(
            "classes",
            _("One class of several: categorical_crossentropy and softmax."),
            _classes,
        ),
        Row(
            "classes_labels",
            _("One class of several: the labels need to be one-hot."),
            _classes_labels,
        ),
        Row(
            "several",
            _("Several labels: binary_crossentropy and a sigmoid for each output."),
            _several,
        ),
        Row(
            "several_labels",
            _("Several labels: the labels can be one-hot."),
            _several_labels,
        ),
        Row(
            "name_it",
            _("binary_crossentropy for one class of several: name categorical_accuracy."),
            _name_it,
        ),
        Row(
            "pairing",
            _("A loss and an activation that do not match may make a poor model."),
            _pairing,
        ),
        Row(
            "encoding",
            _("Labels that are encoded wrongly affect training and the report."),
            _encoding,
        ),
    )


def _of(
    version: str, loss: str, target, output, activation: str, metric: str = "accuracy"
) -> Behaviour:
    return behaviour(Setup(version, loss, target, output, metric, activation=activation))


def accepting(loss: str, target, output, activation: str) -> tuple[str, ...]:
    """The measured versions that do not refuse a setup."""
    return tuple(v for v in VERSIONS if not _of(v, loss, target, output, activation).said)


def picking(name: str) -> tuple[str, ...]:
    """Those whose `accuracy` is this function, for binary_crossentropy on one-hot classes."""
    return tuple(v for v in VERSIONS if _of(v, _BCE, _TEN, _TEN, "softmax").picked == name)


def _then() -> str:
    """The newest standalone Keras when the article was written."""
    return newest(MONTHS[ARTICLE, ANSWER])


def _ran(experiment: Experiment) -> str:
    return percent(end(experiment).true_accuracy)


def _binary() -> Verdict:
    fits = accepting(_BCE, _ONE, _ONE, "sigmoid")
    right = [v for v in fits if _of(v, _BCE, _ONE, _ONE, "sigmoid").picked == "binary_accuracy"]
    return Verdict(
        HOLDS if len(right) == len(VERSIONS) else DEPENDS,
        _(
            "With one output, `accuracy` is `binary_accuracy`, the true one, in {right} of {all} "
            "measured versions."
        ).format(right=len(right), all=len(VERSIONS)),
    )


def _binary_labels() -> Verdict:
    numbers = accepting(_BCE, _NUMBERS, _ONE, "sigmoid")
    rows_on_one = accepting(_BCE, _TWO, _ONE, "sigmoid")
    rows_on_two = accepting(_BCE, _TWO, _TWO, "sigmoid")
    return Verdict(
        DEPENDS if TODAY not in rows_on_one else HOLDS,
        _(
            "Single numbers fit one output in {numbers} of {all} versions. One-hot rows are refused "
            "with one output by {refusing} of {all}; they fit two outputs, in {fitting} of {all}."
        ).format(
            numbers=len(numbers),
            refusing=len(VERSIONS) - len(rows_on_one),
            fitting=len(rows_on_two),
            all=len(VERSIONS),
        ),
    )


def _classes() -> Verdict:
    setup = (_CCE, _TEN, _TEN, "softmax")
    right = [v for v in VERSIONS if _of(v, *setup).picked == "categorical_accuracy"]
    return Verdict(
        HOLDS if len(right) == len(VERSIONS) else DEPENDS,
        _("`accuracy` is `categorical_accuracy`, the true one, in {right} of {all} versions.").format(
            right=len(right), all=len(VERSIONS)
        ),
    )


def _classes_labels() -> Verdict:
    taking = accepting(_SPARSE, _NUMBERS, _TEN, "softmax")
    one_hot = Experiment(loss=_CCE, keras=TODAY)
    numbers = Experiment(loss=_SPARSE, labels="integer", keras=TODAY)
    return Verdict(
        FAILS if TODAY in taking else HOLDS,
        _(
            "`sparse_categorical_crossentropy` takes class numbers, in {taking} of {all} versions. The "
            "same net on digits: {numbers} right with numbers, {one_hot} with one-hot rows. Only "
            "`categorical_crossentropy` itself needs the rows."
        ).format(taking=len(taking), all=len(VERSIONS), numbers=_ran(numbers), one_hot=_ran(one_hot)),
    )


def _several() -> Verdict:
    fits = accepting(_BCE, _TEN, _TEN, "sigmoid")
    sigmoid = Experiment(task="multi_label", activation="sigmoid", keras=TODAY)
    ended = end(sigmoid)
    return Verdict(
        HOLDS if len(fits) == len(VERSIONS) else DEPENDS,
        _(
            "But name the metric too: on three labels of digits, `accuracy` of today's Keras says "
            "{reported} where {labels} of the labels and {exact} of the answers are right."
        ).format(
            reported=percent(ended.accuracies["categorical_accuracy"]),
            labels=percent(ended.accuracies["binary_accuracy"]),
            exact=percent(ended.true_accuracy),
        ),
    )


def _several_labels() -> Verdict:
    rows = datasets.labels_of("multi_label", np.arange(10))
    single = int(np.sum(rows.sum(axis=1) == 1))
    return Verdict(
        HOLDS if single == len(rows) else FAILS,
        _(
            "A one-hot row has a single 1. Asked if it is even, prime, greater than four, only "
            "{single} of the ten digits have a single yes. What the loss takes is a row of zeros and "
            "ones, with any number of ones."
        ).format(single=single),
    )


def _name_it() -> Verdict:
    cells = picking("binary_accuracy")
    then = _then()
    return Verdict(
        HOLDS if then in cells else DEPENDS,
        _(
            "Needed in {cells} of {all} measured versions, {first} to {last}, which take `accuracy` "
            "for `binary_accuracy` there. {keras}, the newest when it was written, no longer does; "
            "the name does no harm."
        ).format(
            cells=len(cells),
            all=len(VERSIONS),
            first=keras_name(cells[0]),
            last=keras_name(cells[-1]),
            keras=keras_name(then),
        ),
    )


def _pairing() -> Verdict:
    softmax = Experiment(keras=TODAY)
    matched, crossed = (
        Experiment(loss=_CCE, activation=each, keras=TODAY) for each in ("softmax", "sigmoid")
    )
    same = end(matched).loss == end(crossed).loss
    return Verdict(
        DEPENDS if same else HOLDS,
        _(
            "In today's Keras on TensorFlow, sigmoid with `categorical_crossentropy` trains exactly "
            "like softmax with it: a loss of {crossed:.4f} and of {matched:.4f}, {right} right with "
            "either. Softmax with `binary_crossentropy` is {binary} right. One softmax output is "
            "another matter: {one}. One run each, on digits."
        ).format(
            crossed=end(crossed).loss,
            matched=end(matched).loss,
            right=_ran(crossed),
            binary=_ran(softmax),
            one=_ran(Experiment(task="binary", labels="integer_column", keras=TODAY)),
        ),
    )


def _encoding() -> Verdict:
    refusing = len(VERSIONS) - len(accepting(_CCE, _ONE, _TEN, "softmax"))
    silent = Experiment(
        loss=_SPARSE, labels="integer_column", metric="categorical_accuracy", keras=TODAY
    )
    ended = end(silent)
    return Verdict(
        HOLDS if refusing < len(VERSIONS) else DEPENDS,
        _(
            "Class numbers for `categorical_crossentropy` are refused by {refusing} of {all} "
            "versions, so nothing is trained wrongly there. A metric that does not fit is silent: "
            "`categorical_accuracy` on a column of numbers says {reported} where {true} are right."
        ).format(
            refusing=refusing,
            all=len(VERSIONS),
            reported=percent(ended.accuracies["categorical_accuracy"]),
            true=percent(ended.true_accuracy),
        ),
    )
