"""What else people write for a case, as states of the playground, and which runs those need."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any

from core.experiment import Experiment
from core.questions.choose.case import KERAS, RIGHT, Case, stored
from core.questions.choose.recommendation import Recommendation, experiment, recommended
from core.reading.reading import Reading, read

_SOFTMAX, _SIGMOID = (
    {"activation": "softmax", "from_logits": False},
    {"activation": "sigmoid", "from_logits": False},
)
_NOT_TOLD = {"not_told": {"from_logits": False}}
_PLAIN = {"plain_accuracy": {"metric": "accuracy"}}

# By the task, and of classes by how their labels are stored: what is changed of the recommendation.
_CHANGES: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "one_hot": {
        "binary_loss": {"loss": "binary_crossentropy"},
        "sigmoid": _SIGMOID,
        "binary_metric": {"metric": "binary_accuracy"},
        "sparse_loss": {"loss": "sparse_categorical_crossentropy"},
    },
    "integer": {
        "categorical_loss": {"loss": "categorical_crossentropy"},
        "categorical_metric": {"metric": "categorical_accuracy"},
        "binary_metric": {"metric": "binary_accuracy"},
        "sigmoid": _SIGMOID,
    },
    "binary": {
        "softmax": _SOFTMAX,
        "one_hot_rows": {"labels": "one_hot"},
        "categorical_loss": {"loss": "categorical_crossentropy"},
    },
    "multi_label": {
        **_PLAIN,
        "softmax": _SOFTMAX,
        "categorical_loss": {"loss": "categorical_crossentropy"},
    },
}


@dataclass(frozen=True)
class Alternative:
    """One change of a recommendation. id: of the change; state: the playground's, with it."""

    id: str
    advice: Recommendation
    state: Experiment

    @cached_property
    def reading(self) -> Reading:
        """What the case's version does with it."""
        return read(self.state)

    @property
    def same_as(self) -> Experiment | None:
        """The matched pair that trains exactly like it, where the loss takes the logits behind the
        outputs, whichever activation they have; None elsewhere.
        """
        fitting = "sigmoid" if self.state.loss == "binary_crossentropy" else "softmax"
        hidden = self.reading.loss_computed_on == "logits" and self.state.activation != fitting
        return replace(self.state, activation=fitting) if hidden else None


def alternatives(advice: Recommendation) -> tuple[Alternative, ...]:
    """The tempting ones, in the order in which they are shown."""
    case, own = advice.case, experiment(advice)
    if case.task == "classes":
        changes = dict(_CHANGES["one_hot" if case.labels == "one_hot" else "integer"])
    else:
        changes = dict(_CHANGES[case.task])
    if advice.from_logits:
        also = _NOT_TOLD | (_PLAIN if case.task == "binary" else {})
        changes = also | changes
    return tuple(Alternative(id, advice, replace(own, **change)) for id, change in changes.items())


def cases() -> tuple[Case, ...]:
    """Every combination of answers, with ten classes: the playground has no other number."""
    return tuple(
        Case(answers, 10, labels, from_logits, keras)
        for keras, answers, from_logits in product(KERAS, RIGHT, (False, True))
        for labels in stored(answers)
    )


def trained() -> dict[str, Experiment]:
    """Each training that the numbers of all cases need, by its key."""
    states = []
    for advice in map(recommended, cases()):
        others = [each for each in alternatives(advice) if not each.reading.refused]
        alike = [each.same_as for each in others if each.same_as]
        states += [experiment(advice), *(each.state for each in others), *alike]
    return {state.training_key: state for state in states}
