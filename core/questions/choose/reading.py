"""A recommendation and its alternatives in words: what to write, why, and what the others came to."""

import math
from typing import Any

from core.check import STORED
from core.experiment import nets
from core.keras_versions import keras_name
from core.language import _, sentences
from core.measures.accuracy import expected_binary_accuracy
from core.questions.choose.alternatives import Alternative
from core.questions.choose.recommendation import Recommendation, asked, experiment
from core.questions.choose.recordings import Ended, end
from core.reading.words import percent

LOGIT = 0.5  # what `accuracy` holds a single output against, logit or not
SAME = 1e-6  # two shares of the same answers
_LINKED = ("task", "loss", "activation", "labels", "metric", "keras", "from_logits")


def headline(advice: Recommendation) -> str:
    """All of it in a line, in Keras's own words."""
    if advice.from_logits:
        words = _("`Dense({units})`, `{loss}` from logits, {metrics}")
    else:
        words = _("`Dense({units})`, `{activation}`, `{loss}`, {metrics}")
    return words.format(
        units=advice.units,
        activation=advice.activation,
        loss=advice.loss,
        metrics=", ".join(f"`{_short(each)}`" for each in advice.metrics),
    )


def _short(metric: str) -> str:
    return metric.replace("keras.metrics.", "").strip('"')


def why_layer(advice: Recommendation) -> str:
    """Why so many units, and this activation."""
    case, task = advice.case, advice.case.task
    if advice.from_logits:
        return _(
            "`Dense({units})` without an activation: you want logits, so the loss has to be told with "
            "`from_logits=True`."
        ).format(units=advice.units)
    told = {
        "classes": _(
            "`Dense({units})` with `softmax`: an output for each class. They sum to 1, since one "
            "class is right."
        ),
        "binary": _("`Dense({units})` with `sigmoid`: one output is enough, the probability of a yes."),
        "multi_label": _(
            "`Dense({units})` with `sigmoid`: an output for each label, free of the others, since any "
            "number of them can be right."
        ),
    }[task].format(units=advice.units)
    if case.from_logits:
        return sentences([told, no_logits(advice)])
    return told


def no_logits(advice: Recommendation) -> str:
    """Why the net puts out none, though they were wished."""
    return _("No logits: `compile` of {keras} has no `from_logits`.").format(
        keras=keras_name(advice.case.keras)
    )


def why_loss(advice: Recommendation) -> str:
    """Why this loss."""
    return {
        "categorical_crossentropy": _(
            "`categorical_crossentropy` takes one-hot rows, and looks at the probability of the "
            "right class."
        ),
        "sparse_categorical_crossentropy": _(
            "`sparse_categorical_crossentropy` is `categorical_crossentropy` for class numbers."
        ),
        "binary_crossentropy": _("`binary_crossentropy` holds each output against 0 or 1, by itself."),
    }[advice.loss]


def why_labels(advice: Recommendation) -> str:
    """How labels have to be stored, and whether `to_categorical` is needed."""
    if advice.reencodes:
        return _(
            "One output takes one number for each example: `y = y.argmax(axis=1)` takes "
            "`to_categorical` back. (Or keep the rows and have two classes: one right answer, 2 "
            "classes.)"
        )
    return {
        "one_hot": _("One-hot rows stay as they are: `to_categorical` has been done."),
        "integer": _("Class numbers stay as they are: `to_categorical` is not needed."),
        "integer_column": _("The column of numbers stays as it is: `to_categorical` is not needed."),
        STORED[-1]: _(
            "Rows of zeros and ones stay as they are. Not `to_categorical`: its rows have a single 1."
        ),
    }[advice.labels]


def why_metric(advice: Recommendation) -> str:
    """Why the metric, and what the plain word would do."""
    keras, picked = keras_name(advice.case.keras), advice.plain.picked
    if advice.plain_is_true:
        return _(
            "`accuracy` is right here: {keras} takes it for `{picked}`. To write that name does no "
            "harm."
        ).format(keras=keras, picked=picked)
    if advice.case.task == "binary":
        return _(
            "The plain word `accuracy` would ask if the logit is above {logit}, a probability of "
            "{share:.3f}. `threshold=0` asks if it is above 0.5."
        ).format(logit=LOGIT, share=1 / (1 + math.exp(-LOGIT)))
    if picked == "categorical_accuracy":
        return _(
            "{keras} would take `accuracy` for `categorical_accuracy`, which compares the largest "
            "cells. `exact_match` counts an example as right if all its labels are; "
            "`binary_accuracy` counts labels one by one."
        ).format(keras=keras)
    return _(
        "{keras} would take `accuracy` for `binary_accuracy`, which counts labels one by one. "
        "`exact_match` counts an example as right if all its labels are."
    ).format(keras=keras)


def naming_is_safe(advice: Recommendation) -> bool:
    """Whether the plain word's own name is accepted, and is the same."""
    named = asked(advice, metric=advice.plain.picked)
    return named.said is None and named.picked == advice.plain.picked


def trained(advice: Recommendation) -> str:
    """What the recommended net came to."""
    ended = end(experiment(advice))
    return _(
        "Trained on the playground's digits: **{true}** of the answers are right. That is what "
        "`{metric}` reports."
    ).format(true=percent(ended.true_accuracy), metric=_short(advice.metrics[-1]))


def titled(alternative: Alternative) -> str:
    """What is written instead."""
    state = alternative.state
    return {
        "binary_loss": _("`binary_crossentropy` with `{activation}`"),
        "sigmoid": _("`sigmoid` with `{loss}`"),
        "binary_metric": _("the metric `binary_accuracy`"),
        "categorical_metric": _("the metric `categorical_accuracy`"),
        "sparse_loss": _("`{loss}` on one-hot rows"),
        "categorical_loss": {
            "classes": _("`{loss}` on class numbers"),
            "binary": _("`{loss}` on one output"),
            "multi_label": _("`{loss}` on several labels"),
        }[state.task],
        "softmax": (
            _("`Dense(1, softmax)`") if state.task == "binary" else _("`softmax` for several labels")
        ),
        "one_hot_rows": _("one output, labels as one-hot rows"),
        "plain_accuracy": _("the plain word `accuracy`"),
        "not_told": _("logits without `from_logits=True`"),
    }[alternative.id].format(loss=state.loss, activation=state.activation)


def came_to(alternative: Alternative) -> str:
    """What Keras does with it: a refusal, or what it reports beside what is true."""
    keras = keras_name(alternative.state.keras)
    if alternative.reading.refused:
        return _("{keras} refuses it.").format(keras=keras)
    ended = end(alternative.state)
    reported = reported_by(alternative, ended)
    if abs(reported - ended.true_accuracy) < SAME:
        best = end(experiment(alternative.advice)).true_accuracy
        return _("Reports **{true}**, which is true; the recommended net is right {best}.").format(
            true=percent(ended.true_accuracy), best=percent(best)
        )
    return _("Reports **{reported}** where **{true}** are right: it is `{picked}`.").format(
        reported=percent(reported),
        true=percent(ended.true_accuracy),
        picked=alternative.reading.picked,
    )


def reported_by(alternative: Alternative, ended: Ended) -> float:
    """The accuracy that the version prints for it."""
    return ended.accuracies[alternative.reading.reported_name]


def why_not(alternative: Alternative) -> str:
    """What goes wrong with it, or why nothing does."""
    state = alternative.state
    if alternative.reading.refused:
        return {
            "one_hot_rows": _("Two numbers an example do not fit one output."),
            "sparse_loss": _("It takes class numbers, one for each example."),
            "binary_metric": _("One number an example does not fit the cells that it counts."),
        }.get(alternative.id, _("It takes one-hot rows, two columns or more."))
    if alternative.same_as and alternative.id != "softmax":
        if state.loss == "categorical_crossentropy" and state.task != "classes":
            return _wrong_for(state.task)
        return _(
            "The loss takes the logits behind `{activation}`: it trains exactly as with `{fitting}`."
        ).format(activation=state.activation, fitting=alternative.same_as.activation)
    return {
        "binary_loss": _("It trains each output against 0 or 1, where one class is right."),
        "sigmoid": _("The loss divides the outputs by their sum; shown alone, they do not sum to 1."),
        "binary_metric": (
            _("It counts all cells, of which most are rightly near 0.")
            if state.labels == "one_hot"
            else _("It holds each output against the class number.")
        ),
        "categorical_metric": _(
            "The largest of a row is sought, and labels that are numbers have no row."
        ),
        "categorical_loss": _wrong_for(state.task),
        "softmax": (
            _("A single output divided by itself is always 1: it says yes to everything.")
            if state.task == "binary"
            else _("Outputs that sum to 1 cannot be near 1 for two labels at once.")
        ),
        "plain_accuracy": (
            _("It asks if the logit is above 0.5, not 0.")
            if state.task == "binary"
            else _("An answer is right only if all its labels are.")
        ),
        "not_told": _(
            "The loss takes logits for probabilities, and cuts off what is not between 0 and 1."
        ),
    }[alternative.id]


def with_your_classes(alternative: Alternative) -> str:
    """What counting cells would come to with the reader's own number of classes; "" where that is ten,
    or cells are not counted.
    """
    classes, reading = alternative.advice.case.classes, alternative.reading
    ten = nets.classes(alternative.state)
    softmax = alternative.state.activation == "softmax"
    if reading.refused or not reading.counts_cells or not softmax or classes == ten:
        return ""
    if classes == 2:
        return _(
            "With 2 classes, both cells are right or wrong together: there it reports what is true."
        )
    true = end(alternative.state).true_accuracy
    return _(
        "With {classes} classes a net that is as often right, and always sure, reports {share}."
    ).format(classes=classes, share=percent(expected_binary_accuracy(true, classes)))


def _wrong_for(task: str) -> str:
    if task == "binary":
        return _("With one output there is nothing to choose from: the loss is 0, whatever it says.")
    return _("It has the labels compete for one answer.")


def in_playground(alternative: Alternative) -> dict[str, Any]:
    """The playground's choices that it is, all of them."""
    state = alternative.state.as_dict()
    return {name: state[name] for name in _LINKED}
