"""What mends an experiment that its Keras refuses: changes of a setup as this task's choices."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core import keras_versions
from core.experiment import Experiment, nets
from core.keras_versions import Mends


def mends(experiment: Experiment, of_setup: Mends) -> Mends:
    """Changes of the experiment, each of which its Keras accepts.

    of_setup: those of its setup, which know the targets' shape and nothing of the task.
    """
    if experiment.task == "multi_label":
        of_setup = _of_several_labels(experiment, of_setup)
    if experiment.from_logits and not experiment.uses_from_logits:
        # ignored so far, it would come into play with another loss
        return tuple(
            mend if _accepts(experiment, mend) else {**mend, "from_logits": False} for mend in of_setup
        )
    return of_setup


def _of_several_labels(experiment: Experiment, of_setup: Mends) -> Mends:
    """Mends of one-hot targets as those of several labels, whose encoding is no choice."""
    several = []
    for mend in of_setup:
        changes = {name: value for name, value in mend.items() if name != "labels"}
        if "labels" in mend or changes.get("loss") == "categorical_crossentropy":
            changes["loss"] = "binary_crossentropy"
        several.append(changes)
    several += [{**each, "metric": "accuracy"} for each in several]
    accepted = [
        each
        for place, each in enumerate(several)
        if each not in several[:place] and _accepts(experiment, each)
    ]
    fewest = min(map(len, accepted), default=0)
    return tuple(each for each in accepted if len(each) == fewest)


def _accepts(experiment: Experiment, changes: Mapping[str, Any]) -> bool:
    return not keras_versions.behaviour(nets.setup(replace(experiment, **changes))).said
