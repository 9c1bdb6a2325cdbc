"""A run in words: what is reported, what is true, and who picked the accuracy."""

from collections.abc import Sequence

from core.experiment import Experiment, nets
from core.keras_versions import BACKEND_NAMES, BACKENDS, TODAY, VERSIONS, keras_name
from core.language import _, ngettext
from core.reading import same_report
from core.reading.point import Point, as_printed, loss_parts, points_apart, same
from core.reading.reading import Reading


def percent(share: float) -> str:
    """A share as text, "95.3 %", which no line break can part."""
    return f"{as_printed(share):.1f}\N{NO-BREAK SPACE}%"


def missing(share: float) -> str:
    """What a share leaves of all, as text: beside it as printed, the two make 100."""
    return percent(1 - as_printed(share) / 100)


def moment(epoch: float) -> str:
    """A moment of a run in epochs, as its slider has it: "2", "0.1"."""
    return f"{round(epoch, 1):g}"


def keras_of(experiment: Experiment) -> str:
    """The Keras that an experiment is read by: "Keras 3.15.1", "Keras 3.15.1 on JAX"."""
    keras = keras_name(experiment.keras)
    if experiment.runs_on == BACKENDS[0]:
        return keras
    return _("{keras} on {backend}").format(keras=keras, backend=BACKEND_NAMES[experiment.runs_on])


def is_todays(experiment: Experiment) -> bool:
    """Whether an experiment is read by the very Keras that trains it, and on its backend."""
    return (experiment.keras, experiment.runs_on) == (TODAY, BACKENDS[0])


def in_words(reading: Reading, point: Point) -> str:
    """The gap in one or two sentences: between the accuracies, else between the losses.

    What today's Keras reports, it was asked; what any other would report is worked out by its rules.
    Raises KerasRefuses.
    """
    would = not is_todays(reading.experiment)
    if reading.counts_labels:
        words = _(
            "{keras} reports {reported} of the labels right. {true} of the images are right in all."
        )
        if would:
            words = _(
                "{keras} would report {reported} of the labels right. {true} of the images are right "
                "in all."
            )
    elif not same(point):
        words = _("{keras} reports {reported}. The net is right {true} of the time.")
        if would:
            words = _("{keras} would report {reported}. The net is right {true} of the time.")
    elif loss_parts(point):
        words = _(
            "{keras} reports {reported}, and the net is right {true} of the time. "
            "But its loss, {loss}, is not what its predictions give: {by_hand}."
        )
        if would:
            words = _(
                "{keras} would report {reported}, and the net is right {true} of the time. "
                "But its loss, {loss}, is not what its predictions give: {by_hand}."
            )
    else:
        words = _("{keras} reports {reported}, and the net is right {true} of the time.")
        if would:
            words = _("{keras} would report {reported}, and the net is right {true} of the time.")
    if point.epoch == 0:
        words = _("Before training: {words}").format(words=words)
    return words.format(
        keras=keras_of(reading.experiment),
        reported=percent(point.reported),
        true=percent(point.true),
        loss=f"{point.loss:.3f}",
        by_hand=f"{point.loss_by_hand:.3f}",
    )


def emulated_in_words(reading: Reading, by: str) -> str:
    """Whose rules a run of the Keras version `by` is trained and read by; "" where they are its own."""
    experiment = reading.experiment
    if (experiment.keras, experiment.runs_on) == (by, BACKENDS[0]):
        return ""
    words = _("Keras {by} trains it by {keras}'s rules for loss and accuracy.")
    if experiment.runs_on != BACKENDS[0]:
        words = _("Keras {by} on TensorFlow trains it by the rules of {keras}.")
    return words.format(by=by, keras=keras_of(experiment))


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


def gap_in_words(point: Point, counts_labels: bool = False) -> str:
    """How far the report is off, in percentage points.

    counts_labels: whether it answers another question than the true accuracy: see `Reading`.
    """
    if counts_labels:
        return _("of labels, not images")
    gap = points_apart(point.reported, point.true)
    if same(point):
        return _("no gap")
    if gap > 0:
        return _("{points:.1f} points too high").format(points=gap)
    return _("{points:.1f} points too low").format(points=-gap)


def loss_gap_in_words(point: Point) -> str:
    """What the loss is by hand, and whether Keras says the same."""
    by_hand = f"{point.loss_by_hand:.3f}"
    if loss_parts(point):
        return _("by hand: {by_hand}").format(by_hand=by_hand)
    return _("by hand: the same")


def truth_in_words(experiment: Experiment) -> str:
    """How many classes or labels there are, and when an answer counts as right."""
    when = right_in_words(experiment)
    if experiment.task == "classes":
        return _("K = {k} classes. Right: {when}.").format(k=nets.units(experiment), when=when)
    if experiment.task == "multi_label":
        return _("K = {k} labels. Right, by exact match: {when}.").format(
            k=nets.units(experiment), when=when
        )
    return _("One yes or no. Right: {when}.").format(when=when)


def label_by_label_in_words(share: float | None) -> str:
    """Of several labels, the accuracy that is not exact match.

    share: of all labels, those right; None before anything was measured.
    """
    return _(
        "Label by label, {share} are right: another question, which `binary_accuracy` answers."
    ).format(share="…" if share is None else percent(share))


def right_in_words(experiment: Experiment) -> str:
    """What is true of a right answer, and of no other."""
    if experiment.task == "classes":
        return _("the largest output is the label's")
    if experiment.task == "multi_label":
        if experiment.outputs_logits:
            return _("all three logits above 0 exactly where the label is 1")
        return _("all three outputs above 0.5 exactly where the label is 1")
    if experiment.outputs_logits:
        return _("the logit is above 0 exactly if the digit is even")
    if nets.data_of(experiment).kind != "images":
        return _("the output is above 0.5 exactly where the label is 1")
    return _("the output is above 0.5 exactly if the digit is even")


def rule_in_words(reading: Reading) -> str:
    """Which Keras function the metric stands for in this version, and who picked it.

    Raises KerasRefuses.
    """
    experiment, name = reading.experiment, reading.picked
    if experiment.metric == name:
        return _named_in_words(reading)
    picked_by = {
        "by_width": _("by the number of outputs"),
        "by_loss": _("by the loss"),
        "by_shapes": _("by the shapes of targets and predictions"),
    }[reading.behaviour.era.accuracy_rule]
    return _("{keras} picks {by}: here `{metric}` means `{name}`.").format(
        keras=keras_of(experiment), by=picked_by, metric=experiment.metric, name=name
    )


def _named_in_words(reading: Reading) -> str:
    taken, name = same_report.versions(reading), reading.picked
    if taken == VERSIONS:
        return _("You named `{name}`, so every Keras version reports it.").format(name=name)
    return ngettext(
        "You named `{name}`, so every Keras version that takes this setup reports it: {taken} of the "
        "{measured} measured. The other refuses it.",
        "You named `{name}`, so every Keras version that takes this setup reports it: {taken} of the "
        "{measured} measured. The others refuse it.",
        len(VERSIONS) - len(taken),
    ).format(name=name, taken=len(taken), measured=len(VERSIONS))
