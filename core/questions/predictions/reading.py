"""Which accuracy the number is, in words; and what every definition counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.keras_versions import keras_name
from core.language import _, listed
from core.measures.accuracy import THRESHOLD
from core.questions.predictions import examples
from core.questions.predictions.case import Case
from core.questions.predictions.definitions import (
    BATCH,
    Definition,
    matching,
    nearest,
    remembered,
)
from core.reading.printed import Printed
from core.reading.words import percent


@dataclass(frozen=True)
class Verdict:
    """Which definitions give the number that was told, in a sentence and what else there is to say.

    matches: they, the true accuracy before others. true: whether it is among them.
    """

    headline: str
    more: tuple[str, ...]
    matches: tuple[Definition, ...]
    true: bool


def decimals(told: Printed | None) -> int:
    """How many decimals stand beside the number that was told: four, as Keras prints, or more."""
    if told is None or not told.half_a_digit:
        return 4
    places = 0
    while told.half_a_digit * 2 * 10**places < 1 - 1e-9 and places < 6:
        places += 1
    return max(4, places)


def verdict(
    case: Case, told: Printed | None, as_typed: str, found: Sequence[Definition], threshold: float
) -> Verdict:
    """What the number is. as_typed: the number as it was typed, harmless. found: its first is true."""
    true_id = found[0].id if case.task != "multi_label" else exact_id(case)
    if told is None:
        return Verdict(_without_number(case, found), (), (), False)
    matches = sorted(matching(told, found), key=lambda each: each.id != true_id)
    if not matches:
        return _none(case, told, as_typed, found, threshold)
    first, *others = matches
    true = first.id == true_id
    name = phrase(first, case, threshold)
    if true:
        words = _("Your {told} is {definition}. That is how often you are right.")
        if case.task == "multi_label":
            words = _("Your {told} is {definition}. That is how often all labels are right.")
        headline = words.format(told=as_typed, definition=name)
    else:
        headline = _("Your {told} is {definition}. {true}").format(
            told=as_typed, definition=name, true=right(case)
        )
    more = ()
    if others:
        others = listed(phrase(each, case, threshold) for each in others)
        words = _("It is {others} too: on these arrays they cannot be told apart.")
        more = (words.format(others=others),)
    return Verdict(headline, more, tuple(matches), true)


def found_at_half(case: Case) -> Sequence[Definition]:
    """Every accuracy without a moved threshold."""
    return remembered(case, THRESHOLD)


def exact_id(case: Case) -> str:
    """The id of the definition that is the true accuracy of several labels."""
    return "exact_logits" if case.outputs == "logit" else "exact"


def right(case: Case) -> str:
    """How often the answers are right."""
    words = _("You are right {true} of the time.")
    if case.task == "multi_label":
        words = _("All labels of an example are right {true} of the time.")
    return words.format(true=percent(case.true))


def _without_number(case: Case, found: Sequence[Definition]) -> str:
    cells = next((each for each in found if each.id == "cells"), None)
    if cells is None:
        return right(case)
    return _("{true} Cell by cell it is {cells}.").format(true=right(case), cells=percent(cells.share))


def _none(
    case: Case, told: Printed, as_typed: str, found: Sequence[Definition], threshold: float
) -> Verdict:
    near = nearest(told, found)
    off = abs(near.share - told.share)
    headline = _("No accuracy of these arrays is {told}. {true}").format(
        told=as_typed, true=right(case)
    )
    examples = off * case.examples
    words = _(
        "The nearest is {definition}, {share}: {points} points away, as {n} of {all} examples are."
    )
    more = [
        words.format(
            definition=phrase(near, case, threshold),
            share=f"{near.share:.{decimals(told)}f}",
            points=f"{100 * off:.2g}",
            n=f"{examples:,.1f}",
            all=f"{case.examples:,}",
        ),
        _(
            "It can be of other data (training, another split), of another moment, or an average over "
            "an epoch while the net was still learning, as a training accuracy is. Or one of the "
            "arrays is in another order."
        ),
    ]
    return Verdict(headline, tuple(more), (), False)


def phrase(definition: Definition, case: Case, threshold: float) -> str:
    """The definition inside a sentence."""
    one = case.task == "binary"
    words = {
        "largest": _("categorical accuracy"),
        "same": _("the share of right answers"),
        "cells": _("binary accuracy over {cells} cells"),
        "half": _("binary accuracy at 0.5"),
        "logits": _("binary accuracy at 0"),
        "exact": _("exact match"),
        "exact_logits": _("exact match at 0"),
        "moved": _("binary accuracy at {threshold}"),
        "exact_moved": _("exact match at {threshold}"),
        "cells_logits": _("binary accuracy at 0"),
        "cells_softmax": _("binary accuracy after a softmax"),
        "rounded": _("binary accuracy of rounded outputs"),
        "top": _("top-{k} accuracy"),
        "balanced": _("balanced accuracy"),
        "batches": _("a mean of the batches' accuracies"),
        "batches_cells": _("a mean of the batches' binary accuracies"),
        "jaccard": _("the Jaccard index"),
        "equal": _("exact equality of outputs and targets"),
        "place_in_batch": _("categorical accuracy of integer labels"),
        "first_class": _("sparse categorical accuracy of one output")
        if one
        else _("categorical accuracy of a column of integers"),
        "broadcast": _("binary accuracy of a column of integers"),
        "one_column": _("categorical accuracy of one output"),
    }
    return words[definition.id].format(cells=_cells(case), k=definition.k, threshold=f"{threshold:g}")


def how(definition: Definition, case: Case) -> str:
    """What it counts, for the table."""
    logit, one = case.outputs == "logit", case.task == "binary"
    words = {
        "largest": _("the largest output is the label's: right answers")
        if case.task == "classes"
        else _("the largest output is at the first label of the row"),
        "same": _("the predicted class is the label"),
        "cells": _("each of the {cells} outputs: above 0.5, or not, as it should"),
        "half": _("the output is above 0.5, or not, as it should"),
        "logits": _("the logit is above 0, that is p above 0.5")
        if logit
        else _("the output, taken for a logit, is above 0"),
        "exact": _("all {cells} cells of a row are right"),
        "exact_logits": _("all {cells} logits of a row are above 0, or not, as they should"),
        "moved": _("against the threshold that you chose"),
        "exact_moved": _("all cells of a row, against the threshold that you chose"),
        "cells_logits": _("each logit: above 0, that is p above 0.5 after a sigmoid")
        if logit
        else _("each output, taken for a logit: above 0"),
        "cells_softmax": _("each probability: above 0.5"),
        "rounded": _("rounded it equals the label, as before TensorFlow 1.11"),
        "top": _("the label is among the {k} largest outputs"),
        "balanced": _("the mean recall of the classes"),
        "batches": _("batches of {batch} count alike, the last of {last} too"),
        "batches_cells": _("batches of {batch} count alike, cell by cell"),
        "jaccard": _("labels in both, of the labels in either; the mean of the rows"),
        "equal": _("keras.metrics.Accuracy(): 0.99 is not 1"),
        "place_in_batch": _("one largest label for each batch of {batch}"),
        "first_class": _("how often the label is 0")
        if one
        else _("how often the answer is class 0, its only column"),
        "broadcast": _("each of the {cells} cells against the label's number"),
        "one_column": _("the largest of one is always the first"),
    }
    return words[definition.id].format(
        cells=_cells(case), k=definition.k, batch=BATCH, last=case.examples % BATCH
    )


def _cells(case: Case) -> int:
    return case.predictions.shape[-1] if case.predictions.ndim == 2 else case.classes


def recorded(example: str) -> str:
    """Where the arrays of an example come from, and its number."""
    made = examples.experiment(example)
    words = _(
        "A recording: the playground's net on test digits, after {epochs} epochs with `{loss}`. The "
        "number is what {keras} printed as `accuracy`."
    )
    if examples.BY_ID[example].shuffled:
        return _(
            "A recording: the famous case, with its predictions in another order. The number is the "
            "categorical accuracy that they had in their own."
        )
    if example == examples.FAMOUS:
        words = _(
            "A recording: the article's net on MNIST's test digits, after {epochs} epochs with "
            "`{loss}`. The number is what {keras} would print as `accuracy`."
        )
    return words.format(epochs=made.epochs, loss=made.loss, keras=keras_name(made.keras))
