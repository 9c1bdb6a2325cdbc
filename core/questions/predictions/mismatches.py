"""What two arrays show that do not belong together as they are, each with the numbers seen."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.measures import accuracy, classification
from core.measures.classification import Agreement
from core.questions.predictions.case import Case

FEWEST = 20  # examples from which on chance can be told from order
SURE_BY = 0.2  # by so much more than chance must a net expect to be right, to be called sure
ERRORS = 4  # standard errors by which it is right less often than it expects
SAME = 1e-6  # outputs that differ by less are one


@dataclass(frozen=True)
class Mismatch:
    """What was seen, by its id, and the numbers that its sentence has. grave: of another order, say."""

    id: str
    numbers: dict
    grave: bool = True


@dataclass(frozen=True)
class Order:
    """How often answers agree with labels, and how often a net as sure as this one expects to be right.

    expected, error: of a net whose probabilities are right. None of both where there are none.
    """

    agreement: Agreement
    expected: float | None
    error: float | None


def mismatches(case: Case) -> tuple[Mismatch, ...]:
    """All of them, the gravest first."""
    return tuple(_mismatches(case))


def _mismatches(case: Case) -> Iterator[Mismatch]:
    if not case.fits and case.task == "classes":
        yield _no_indices(case)
    if constant := _constant(case):
        yield constant
    elif case.fits:
        yield from _another_order(case)
    if case.outputs == "logit":
        yield _logits(case)
    elif case.task == "classes" and case.outputs == "probability":
        if np.isin(case.predictions, (0, 1)).all():
            yield Mismatch("rounded", {}, grave=False)
        elif not case.sums_to_one:
            sums = case.predictions.sum(axis=1)
            numbers = {"low": float(sums.min()), "high": float(sums.max())}
            yield Mismatch("no_softmax", numbers, grave=False)
    elif case.task == "binary" and np.isin(case.predictions, (0, 1)).all():
        yield Mismatch("rounded", {}, grave=False)


def _no_indices(case: Case) -> Mismatch:
    low, high = int(case.indices.min()), int(case.indices.max())
    numbers = {
        "low": low,
        "high": high,
        "last": case.classes - 1,
        "outside": float(np.mean((case.indices < 0) | (case.indices >= case.classes))),
        "as_they_are": case.true,
    }
    if low == 1 and high == case.classes:
        shifted = float(np.mean(case.answers == case.indices - 1))
        return Mismatch("count_from_1", numbers | {"shifted": shifted})
    return Mismatch("no_indices", numbers)


def _constant(case: Case) -> Mismatch | None:
    """The same outputs in all rows; or one answer to all, of outputs that differ."""
    if case.examples < 2 or case.task == "multi_label":
        same = case.examples > 1 and bool(np.ptp(case.predictions, axis=0).max() < SAME)
        return Mismatch("constant_labels", {"share": case.true}) if same else None
    answers = case.answers
    if not np.all(answers == answers[0]):
        return None
    numbers = {"answer": int(answers[0]), "share": case.true, "classes": len(np.unique(case.indices))}
    if numbers["classes"] == 1 and case.true == 1:
        return Mismatch("one_class", numbers, grave=False)
    if case.outputs != "class" and np.ptp(case.predictions, axis=0).max() < SAME:
        return Mismatch("constant", numbers)
    return Mismatch("one_answer", numbers)


def order(case: Case) -> Order:
    """How well answers go with labels, against what chance and what the net itself expects."""
    if case.task == "multi_label":
        return _order_of_labels(case)
    found = classification.agreement(case.indices, case.answers, case.classes)
    sure = case.confidence
    if sure is None:
        return Order(found, None, None)
    sure = sure.astype(np.float64)
    return Order(found, float(sure.mean()), float(np.sqrt(np.sum(sure * (1 - sure))) / len(sure)))


def _order_of_labels(case: Case) -> Order:
    """Of cells, the mean over the labels. Their errors go together at worst, so they are averaged."""
    columns = [
        classification.agreement(case.targets[:, k].astype(int), case.on[:, k].astype(int), 2)
        for k in range(case.classes)
    ]
    share, expected, error = (
        float(np.mean([getattr(each, name) for each in columns]))
        for name in ("share", "expected", "error")
    )
    sure = case.confidence.astype(np.float64)
    spread = np.sqrt(np.sum(sure * (1 - sure), axis=0)) / len(sure)
    return Order(Agreement(share, expected, error), float(sure.mean()), float(spread.mean()))


def _another_order(case: Case) -> Iterator[Mismatch]:
    """Agreement as of arrays in unrelated orders, where the net expects to be right far more often."""
    if case.examples < FEWEST or case.classes > 1000:
        return
    seen = order(case)
    found = seen.agreement
    if not found.no_better or found.expected > 1 - SURE_BY:
        return
    numbers = {"share": found.share, "chance": found.expected, "error": found.error}
    if seen.expected is None:
        # Predicted classes say nothing of how sure they were: what is seen is said, and no more.
        yield Mismatch("no_better_than_chance", numbers, grave=False)
        return
    far = ERRORS * max(seen.error, accuracy_error(seen.expected, case.examples))
    if seen.expected - found.expected >= SURE_BY and seen.expected - found.share >= far:
        yield Mismatch("another_order", numbers | {"sure": seen.expected} | _turned(case))


def accuracy_error(share: float, examples: int) -> float:
    """The standard error of a share of so many examples."""
    return float(np.sqrt(share * (1 - share) / examples))


def _turned(case: Case) -> dict:
    """By which simple change of order the arrays agree much better, if by one."""
    if case.task == "multi_label":
        return {}
    best = max(
        ("reversed", case.answers[::-1]),
        ("one_later", np.roll(case.answers, 1)),
        ("one_earlier", np.roll(case.answers, -1)),
        key=lambda turned: np.mean(turned[1] == case.indices),
    )
    share = float(np.mean(best[1] == case.indices))
    return {"turned": best[0], "turned_share": share} if share > case.true + 0.3 else {}


def _logits(case: Case) -> Mismatch:
    outputs = case.predictions
    return Mismatch(
        "logits",
        {
            "low": float(outputs.min()),
            "high": float(outputs.max()),
            "outside": float(np.mean((outputs < 0) | (outputs > 1))),
        },
        grave=False,
    )


def threshold_matters(case: Case) -> int:
    """How many outputs lie between the thresholds of a logit and of a probability."""
    logits = case.predictions
    return int(np.sum((logits > accuracy.LOGIT_THRESHOLD) & (logits <= accuracy.THRESHOLD)))
