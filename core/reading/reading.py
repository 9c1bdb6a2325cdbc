"""A run as one Keras version and metric read it: which accuracy, which numbers, in which words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core import keras_versions
from core.experiment import Experiment, nets
from core.language import _
from core.measures.snapshot import Snapshot


def refusal(experiment: Experiment) -> keras_versions.KerasRefuses | None:
    """What the experiment's Keras says to this setup and metric; None where it accepts both."""
    refused = keras_versions.refusal(*_setup(experiment))
    if refused and experiment.task == "multi_label":
        refused.mends = _multi_label_mends(experiment, refused.mends)
    if refused and experiment.from_logits and not experiment.uses_from_logits:
        # ignored so far, it would come into play with another loss
        refused.mends = tuple(
            mend if not _refused(experiment, mend) else {**mend, "from_logits": False}
            for mend in refused.mends
        )
    return refused


def _refused(experiment: Experiment, changes: dict) -> bool:
    return keras_versions.refusal(*_setup(replace(experiment, **changes))) is not None


def _setup(experiment: Experiment) -> tuple:
    return (
        experiment.keras,
        experiment.loss,
        nets.target_shape(experiment),
        nets.output_shape(experiment),
        experiment.metric,
        experiment.activation,
        experiment.uses_from_logits,
    )


def _multi_label_mends(experiment: Experiment, mends: Sequence[dict]) -> tuple[dict, ...]:
    """Mends of one-hot targets as those of several labels, whose encoding is no choice."""
    several = []
    for mend in mends:
        changes = {name: value for name, value in mend.items() if name != "labels"}
        if "labels" in mend or changes.get("loss") == "categorical_crossentropy":
            changes["loss"] = "binary_crossentropy"
        if changes not in several:
            several.append(changes)
    several += [{**each, "metric": "accuracy"} for each in several]
    accepted = [each for each in several if not _refused(experiment, each)]
    fewest = min(map(len, accepted), default=0)
    return tuple(each for each in accepted if len(each) == fewest)


def picked(experiment: Experiment) -> str:
    """The Keras function behind the metric, as this version picks it. Raises KerasRefuses."""
    return keras_versions.resolve_accuracy(*_setup(experiment))


def rounds(experiment: Experiment) -> bool:
    """Whether this version's binary_accuracy rounds predictions where others compare with 0.5."""
    return experiment.activation == "linear" and keras_versions.binary_accuracy_rounds(experiment.keras)


@dataclass(frozen=True)
class Point:
    """One moment of a run as its reader sees it; shares from 0 to 1."""

    epoch: float
    examples: int
    reported: float
    true: float
    loss: float
    loss_by_hand: float


def points(experiment: Experiment, snapshots: Sequence[Snapshot]) -> list[Point]:
    """Every snapshot, read with this experiment's metric and Keras version. Nothing is trained."""
    name = picked(experiment)
    if name == "binary_accuracy" and rounds(experiment):
        name = "rounded_binary_accuracy"
    return [
        Point(
            each.epoch,
            each.examples,
            each.accuracies[name],
            each.true_accuracy,
            each.loss,
            each.loss_by_hand,
        )
        for each in snapshots
        if name in each.accuracies
    ]


def percent(share: float) -> str:
    """A share as text, "95.3 %", which no line break can part."""
    return f"{_points(share):.1f}\N{NO-BREAK SPACE}%"


def moment(epoch: float) -> str:
    """A moment of a run in epochs, as its slider has it: "2", "0.1"."""
    return f"{round(epoch, 1):g}"


def _points(share: float) -> float:
    # First to four places: a share that Keras holds as float32 must round as its float64 does.
    return round(round(100 * share, 4), 1)


def in_words(point: Point) -> str:
    """The gap in one or two sentences: between the accuracies, else between the losses."""
    reported, true = percent(point.reported), percent(point.true)
    if not same(point):
        words = _("Keras says {reported}. It is right {true} of the time.")
    elif loss_parts(point):
        words = _(
            "Keras says {reported}, and is right {true} of the time. "
            "But its loss, {loss}, is not what its predictions give: {by_hand}."
        )
    else:
        words = _("Keras says {reported}, and is right {true} of the time.")
    if point.epoch == 0:
        words = _("Before learning anything: {words}").format(words=words)
    return words.format(
        reported=reported,
        true=true,
        loss=f"{point.loss:.3f}",
        by_hand=f"{point.loss_by_hand:.3f}",
    )


def course_in_words(points: Sequence[Point]) -> str:
    """What the accuracies did from a run's first moment to its last."""
    first, last = points[0], points[-1]
    return _(
        "From epoch {start} to {end} the reported accuracy goes from {reported_first} to "
        "{reported_last}, the true accuracy from {true_first} to {true_last}."
    ).format(
        start=moment(first.epoch),
        end=moment(last.epoch),
        reported_first=percent(first.reported),
        reported_last=percent(last.reported),
        true_first=percent(first.true),
        true_last=percent(last.true),
    )


def loss_course_in_words(points: Sequence[Point]) -> str:
    """What the losses did from a run's first moment to its last."""
    first, last = points[0], points[-1]
    return _(
        "From epoch {start} to {end} the reported loss goes from {reported_first:.3f} to "
        "{reported_last:.3f}, the loss by hand from {by_hand_first:.3f} to {by_hand_last:.3f}."
    ).format(
        start=moment(first.epoch),
        end=moment(last.epoch),
        reported_first=first.loss,
        reported_last=last.loss,
        by_hand_first=first.loss_by_hand,
        by_hand_last=last.loss_by_hand,
    )


def same(point: Point) -> bool:
    """Whether the reported and the true accuracy print alike."""
    return _points(point.reported) == _points(point.true)


def gap_in_words(point: Point) -> str:
    """How far the report is off, in percentage points."""
    gap = _points(point.reported) - _points(point.true)
    if same(point):
        return _("no gap")
    if gap > 0:
        return _("{points:.1f} points too high").format(points=gap)
    return _("{points:.1f} points too low").format(points=-gap)


def loss_parts(point: Point) -> bool:
    """Whether the reported loss is another than the predictions give."""
    if math.isnan(point.loss) and math.isnan(point.loss_by_hand):
        return False
    return not math.isclose(point.loss, point.loss_by_hand, rel_tol=1e-3, abs_tol=1e-6)


def loss_gap_in_words(point: Point) -> str:
    """What the loss is by hand, and whether Keras says the same."""
    by_hand = f"{point.loss_by_hand:.3f}"
    if loss_parts(point):
        return _("by hand: {by_hand}").format(by_hand=by_hand)
    return _("by hand: the same")


def truth_in_words(experiment: Experiment) -> str:
    """When an answer counts as right: what the true accuracy of this task is."""
    if experiment.task == "classes":
        return _("right: the largest output is the label's")
    if experiment.task == "multi_label":
        if experiment.uses_from_logits:
            return _("right: all three logits above 0 exactly where the label is 1")
        return _("right: all three outputs above 0.5 exactly where the label is 1")
    if experiment.uses_from_logits:
        return _("right: the logit is above 0 exactly if the digit is even")
    return _("right: the output is above 0.5 exactly if the digit is even")


def rule_in_words(experiment: Experiment) -> str:
    """Which Keras function the metric stands for in this version, and who picked it."""
    name = picked(experiment)
    if experiment.metric == name:
        return _("You named `{name}`, so every Keras version reports it.").format(name=name)
    rule = keras_versions.era(experiment.keras).accuracy_rule
    picked_by = {
        "by_width": _("by the number of outputs"),
        "by_loss": _("by the loss"),
        "by_shapes": _("by the shapes of targets and predictions"),
    }
    return _("Keras {version} picks {by}: here `{metric}` means `{name}`.").format(
        version=experiment.keras, by=picked_by[rule], metric=experiment.metric, name=name
    )
