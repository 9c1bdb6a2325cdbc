"""The state of the playground that an output's setup stands for."""

from typing import Any

from core.check.case import Case
from core.experiment import ACTIVATIONS, EXPLICIT_METRICS, LABELS, LOSSES, TASKS, Experiment


def playground(case: Case) -> dict[str, Any] | None:
    """URL parameters of the playground that differ from how it opens; None where it has no such setup.

    The playground has data of its own: what it shows is the same loss, activation, labels and metric.
    """
    asked = [name for metric, name in case.metrics if metric.name != "accuracy"]
    metric = "accuracy" if case.asked or not asked else asked[0]
    labels = "one_hot" if case.stored == "multi_hot" else case.stored
    fits = (
        case.task.id in TASKS
        and case.loss in LOSSES
        and case.activation in ACTIVATIONS
        and labels in LABELS
        and metric in ("accuracy", *EXPLICIT_METRICS)
    )
    if not fits or (case.units == 1) != (case.task.id == "binary"):
        return None
    state = {
        "task": case.task.id,
        "loss": case.loss,
        "activation": case.activation,
        "labels": labels,
        "metric": metric,
        "keras": case.version,
        "from_logits": bool(case.facts.loss.from_logits),
    }
    return Experiment(**state).changes()
