"""Every accuracy that two arrays have, by every definition that somebody's code may have used."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from core.measures import accuracy, classification
from core.questions.predictions.case import Case
from core.reading.printed import Printed

BATCH = 32  # Keras's own
TOPS = (2, 3, 5)
# What summing up in float32, as Keras does, adds to a share or takes from it.
FLOAT32 = 5e-7


@dataclass(frozen=True)
class Definition:
    """An accuracy by its id, and what these arrays have by it. k: of a top-k accuracy."""

    id: str
    share: float
    k: int = 0


def definitions(case: Case, threshold: float = accuracy.THRESHOLD) -> tuple[Definition, ...]:
    """Each that applies, the one that counts right answers first.

    threshold: a moved one for what the outputs say as probabilities; left out at 0.5.
    """
    if case.outputs == "class":
        return tuple(_of_answers(case))
    listed = {"classes": _of_classes, "multi_label": _of_labels, "binary": _of_one_output}
    return tuple(listed[case.task](case, threshold))


def matching(told: Printed, found: Sequence[Definition]) -> tuple[Definition, ...]:
    """Those that give the number that was told, to its printed digits."""
    within = max(told.half_a_digit * (1 + 1e-9), FLOAT32)
    return tuple(each for each in found if abs(each.share - told.share) <= within)


def nearest(told: Printed, found: Sequence[Definition]) -> Definition:
    """The one whose number comes nearest to what was told."""
    return min(found, key=lambda each: abs(each.share - told.share))


def _of_answers(case: Case) -> Iterator[Definition]:
    yield Definition("same", case.true)
    if case.classes > 2:
        yield Definition("cells", accuracy.expected_binary_accuracy(case.true, case.classes))
    yield Definition("balanced", classification.balanced_accuracy(case.indices, case.answers))
    if _short_batch(case):
        yield Definition("batches", classification.mean_of_batches(case.right, BATCH))


def _of_classes(case: Case, threshold: float) -> Iterator[Definition]:
    predictions = case.predictions
    yield Definition("largest", case.true)
    if not case.fits:  # nobody could have made one-hot rows of these
        return
    targets = case.targets
    cells = targets == (predictions > accuracy.THRESHOLD)
    yield Definition("cells", float(np.mean(cells)))
    yield Definition("exact", float(np.mean(cells.all(axis=1))))
    yield from _moved(case, threshold, exact=True)
    yield from _taken_otherwise(case)
    own = predictions[np.arange(case.examples), case.indices]
    larger = np.sum(predictions > own[:, np.newaxis], axis=1)
    for k in TOPS:
        if k < case.classes:
            yield Definition("top", float(np.mean(larger < k)), k)
    yield Definition("balanced", classification.balanced_accuracy(case.indices, case.answers))
    if _short_batch(case):
        yield Definition("batches", classification.mean_of_batches(case.right, BATCH))
        yield Definition("batches_cells", classification.mean_of_batches(cells, BATCH))
    yield Definition("equal", float(np.mean(targets == predictions)))
    yield from _integer_traps(case)


def _of_labels(case: Case, threshold: float) -> Iterator[Definition]:
    cells = case.targets == (case.predictions > accuracy.THRESHOLD)
    logit = case.outputs == "logit"
    if logit:
        yield Definition("exact_logits", case.true)
    yield Definition("cells", float(np.mean(cells)))
    yield Definition("exact", float(np.mean(cells.all(axis=1))))
    yield Definition("largest", float(np.mean(case.indices == case.answers)))
    yield from _moved(case, threshold, exact=True)
    yield from _taken_otherwise(case)
    either = np.sum(case.on | case.targets, axis=1)
    both = np.sum(case.on & case.targets, axis=1)
    yield Definition("jaccard", float(np.mean(np.where(either, both / np.maximum(either, 1), 1.0))))
    if _short_batch(case):
        yield Definition("batches_cells", classification.mean_of_batches(cells, BATCH))
    yield Definition("equal", float(np.mean(case.targets == case.predictions)))


def _of_one_output(case: Case, threshold: float) -> Iterator[Definition]:
    targets, predictions = case.targets, case.predictions
    cells = targets == (predictions > accuracy.THRESHOLD)
    if case.outputs == "logit":
        yield Definition("logits", case.true)
    yield Definition("half", float(np.mean(cells)))
    yield from _moved(case, threshold, exact=False)
    rounded = float(np.mean(targets == np.round(predictions)))
    if case.outputs == "logit":
        yield Definition("rounded", rounded)
    else:
        yield Definition("logits", float(np.mean(targets == (predictions > 0))))
    yield Definition("balanced", classification.balanced_accuracy(case.indices, case.answers))
    if _short_batch(case):
        yield Definition("batches", classification.mean_of_batches(cells, BATCH))
    yield Definition("equal", float(np.mean(targets == predictions)))
    yield Definition("first_class", float(np.mean(~targets)))
    yield Definition("one_column", 1.0)


def _moved(case: Case, threshold: float, exact: bool) -> Iterator[Definition]:
    if threshold == accuracy.THRESHOLD:
        return
    cells = case.targets == (case.probabilities > np.float32(threshold))
    yield Definition("moved", float(np.mean(cells)))
    if exact:
        yield Definition("exact_moved", float(np.mean(cells.all(axis=1))))


def _taken_otherwise(case: Case) -> Iterator[Definition]:
    """Cells, where outputs are taken for logits, and where logits are taken otherwise."""
    targets, predictions = case.targets, case.predictions
    yield Definition("cells_logits", float(np.mean(targets == (predictions > 0))))
    if case.outputs == "logit":
        if case.task == "classes":
            softmax = targets == (case.probabilities > accuracy.THRESHOLD)
            yield Definition("cells_softmax", float(np.mean(softmax)))
        yield Definition("rounded", float(np.mean(targets == np.round(predictions))))


def _integer_traps(case: Case) -> Iterator[Definition]:
    """What metrics for one-hot rows make of class indices, as today's Keras broadcasts them."""
    answers = case.answers
    starts = np.arange(0, case.examples, BATCH)
    place = np.empty(case.examples, np.int64)
    for start in starts if len(starts) <= 20_000 else ():
        place[start : start + BATCH] = np.argmax(case.indices[start : start + BATCH])
    if len(starts) <= 20_000:
        yield Definition("place_in_batch", float(np.mean(place == answers)))
    yield Definition("first_class", float(np.mean(answers == 0)))
    on = case.predictions > accuracy.THRESHOLD
    yield Definition("broadcast", float(np.mean(case.indices[:, np.newaxis] == on)))


def _short_batch(case: Case) -> bool:
    return case.examples > BATCH and case.examples % BATCH != 0


_REMEMBERED: WeakKeyDictionary[Case, dict[float, tuple[Definition, ...]]] = WeakKeyDictionary()


def remembered(case: Case, threshold: float) -> tuple[Definition, ...]:
    """`definitions`, worked out once for the threshold that is asked for again and again."""
    known = _REMEMBERED.setdefault(case, {})
    if threshold not in known:
        while len(known) > 8:  # a slider passes many
            known.pop(next(iter(known)), None)
        known[threshold] = definitions(case, threshold)
    return known[threshold]
