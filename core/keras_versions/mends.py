"""What to change in a setup that a version refuses."""

from dataclasses import replace
from typing import Any

from core.keras_versions.checks import checked
from core.keras_versions.eras import has_from_logits
from core.keras_versions.refusals import Mends
from core.keras_versions.releases import TODAY
from core.keras_versions.setup import Setup


def mends(setup: Setup) -> Mends:
    """Single changes that the version accepts, the smallest first; pairs if none does.

    Where it has no `from_logits`, each turns that off; or today's Keras is taken.
    """
    if not setup.from_logits or has_from_logits(setup.version):
        return _mends(setup)
    off, today = replace(setup, from_logits=False), setup.in_version(TODAY)
    without = [{"from_logits": False, **each} for each in (_mends(off) if checked(off) else [{}])]
    if not checked(today):
        without.append({"keras": today.version})
    return tuple(without)


def _mends(setup: Setup) -> tuple[dict[str, Any], ...]:
    column = setup.sparse or setup.classes == 1
    natural_labels = {"labels": "integer" if column else "one_hot"}
    natural_loss = {"loss": _natural_loss(setup)}
    singles = [natural_labels, natural_loss, {"metric": "accuracy"}]
    pairs = [{**natural_labels, "metric": "accuracy"}, {**natural_loss, "metric": "accuracy"}]
    accepted = [change for change in singles if _accepts(setup, change)]
    if not accepted:
        accepted = [change for change in pairs if _accepts(setup, change)]
    both = {**natural_labels, **natural_loss}
    last = [change for change in (both, {**both, "metric": "accuracy"}) if _accepts(setup, change)]
    return tuple(accepted or last[:1])


def _natural_loss(setup: Setup) -> str:
    if setup.classes == 1:
        return "binary_crossentropy"
    column = len(setup.target_shape) == 1 or setup.target_shape[-1] == 1
    return "sparse_categorical_crossentropy" if column else "categorical_crossentropy"


def _accepts(setup: Setup, change: dict[str, Any]) -> bool:
    # one-hot labels of a task with one output are two columns wide
    width = setup.classes if setup.classes > 1 else 2
    batch = setup.output_shape[:1]
    shapes = {"integer": batch, "one_hot": (*batch, width)}
    changes = {name: value for name, value in change.items() if name != "labels"}
    if "labels" in change:
        changes["target_shape"] = shapes[change["labels"]]
    mended = replace(setup, **changes)
    return mended != setup and checked(mended) is None
