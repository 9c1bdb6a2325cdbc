"""The sentences on what does not go together, with what was seen."""

from core.language import _
from core.questions.predictions.mismatches import Mismatch
from core.reading.words import percent

# Which trap shows on a small net what was seen.
TRAPS = {
    "another_order": "order",
    "no_better_than_chance": "order",
    "constant": "stuck",
    "one_answer": "stuck",
    "logits": "threshold",
}


def sentence(mismatch: Mismatch) -> str:
    """What was seen, and what it means."""
    numbers = _PREPARED.get(mismatch.id, _as_they_are)(dict(mismatch.numbers))
    words = {
        "another_order": _(
            "**The two arrays look as if in different orders.** Answers and labels agree in {share}; "
            "of unrelated orders {chance} ± {error} would (one standard error). Yet the outputs "
            "expect to be right in {sure}. A generator that shuffles is the usual cause; else the net "
            "is sure and has learnt nothing that holds here."
        ),
        "no_better_than_chance": _(
            "Answers and labels agree in {share}, no better than unrelated orders would: {chance} ± "
            "{error} (one standard error). Another order, or a net that has learnt nothing: predicted "
            "classes do not tell."
        ),
        "count_from_1": _(
            "**Labels count from 1.** They run from {low} to {high}, and the outputs from 0 to "
            "{last}. As they are, {as_they_are} are right; with `labels - 1` it is {shifted}."
        ),
        "no_indices": _(
            "**Labels are no class indices.** They run from {low} to {high}, and the outputs from 0 to "
            "{last}: {outside} of the labels have no output, and can never be right."
        ),
        "constant": _(
            "**Every row of outputs is the same**, so every answer is class {answer}. The accuracy is "
            "that class's share: {share}."
        ),
        "one_answer": _(
            "**Every answer is class {answer}**, though the outputs differ. The accuracy is that "
            "class's share: {share}."
        ),
        "one_class": _(
            "All labels are class {answer}, and so is every answer: this says nothing of other classes."
        ),
        "constant_labels": _(
            "**Every row of outputs is the same.** What is right in them is right by the labels' "
            "shares: {share} of the rows."
        ),
        "logits": _(
            "**The outputs are logits, not probabilities**: they run from {low} to {high}, and "
            "{outside} of them are not within 0 and 1. Here they are held against 0; `accuracy` holds "
            "them against 0.5."
        ),
        "rounded": _(
            "The outputs are all 0 or 1, so they were rounded: how sure the net was is lost, and with "
            "it top-k accuracy, the losses and the calibration."
        ),
        "no_softmax": _(
            "The outputs of a row sum to between {low} and {high}: a sigmoid, not a softmax. So they "
            "are no shares of one answer, and more than one cell can be on."
        ),
    }
    said = words[mismatch.id].format(**numbers)
    return _and_turned(said, numbers) if "turned" in numbers else said


def _and_turned(said: str, numbers: dict) -> str:
    return _("{seen} {turned}").format(seen=said, turned=_turned(numbers))


def _as_they_are(numbers: dict) -> dict:
    return {name: _number(value) for name, value in numbers.items()}


def _number(value: object) -> object:
    return percent(value) if isinstance(value, float) else value


def _plain(numbers: dict) -> dict:
    """Values of outputs, which are no shares."""
    plain = {name: f"{numbers[name]:.3g}" for name in ("low", "high")}
    return _as_they_are(numbers) | plain


def _order(numbers: dict) -> dict:
    return _as_they_are(numbers) | {"error": f"{100 * numbers['error']:.1f}"}


_PREPARED = {
    "logits": _plain,
    "no_softmax": _plain,
    "another_order": _order,
    "no_better_than_chance": _order,
}


def _turned(numbers: dict) -> str:
    words = {
        "reversed": _("Reversed, they agree in {share}."),
        "one_later": _("With the predictions one row later they agree in {share}."),
        "one_earlier": _("With the predictions one row earlier they agree in {share}."),
    }[numbers["turned"]]
    return words.format(share=numbers["turned_share"])
