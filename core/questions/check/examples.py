"""Code to open the page on: scripts of our own, and the bad example of each rule."""

from core.check import RULES, pastes

FAMOUS, OWN = "famous", "own"

_BY_RULE = {rule.id: rule.bad for rule in RULES}
BY_ID = {
    FAMOUS: pastes.FAMOUS,
    "two_models": pastes.TWO_MODELS,
    "several_labels": pastes.SIGMOIDS,
    "logits": _BY_RULE["metric_thresholds_logits"],
    "correct": pastes.FAMOUS.replace("binary_crossentropy", "categorical_crossentropy"),
}
ALL = (*BY_ID, OWN, *_BY_RULE)


def code(example: str) -> str:
    """The code of an example, by its id or by that of a rule; none of one's own."""
    return (BY_ID | _BY_RULE).get(example, "")
