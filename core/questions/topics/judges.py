"""Each claim of the text put to the test: recordings in, a verdict out."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from core.language import _, sentences
from core.measures.snapshot import RepeatSnapshot
from core.measures.statistics import Paired, paired
from core.questions.topics import divided, orders, reading, seeds, verdicts
from core.questions.topics.recordings import SHELF
from core.reading.verdicts import Verdict
from core.reading.words import percent

# Of each recording of several seeds, what is ahead of what.
COMPARED: dict[str, Callable] = {
    "topics_seeds": lambda of: (of["binary"].true_accuracies, of["categorical"].true_accuracies),
    "topics_weighted_seeds": lambda of: (of["weighted"].recalls[:, -1], of["plain"].recalls[:, -1]),
    "topics_renormalised_seeds": lambda of: (
        of["softmax"].true_accuracies,
        of["sigmoid"].true_accuracies,
    ),
}


def ends(name: str) -> Mapping[str, RepeatSnapshot] | None:
    """Both nets of this recording at their ends, from every seed; None where it is not shipped."""
    if not SHELF.path(name).is_file():
        return None
    return SHELF.load(name).snapshots[-1].members


def apart(name: str) -> Paired:
    """By how much the nets of this recording part, seed by seed."""
    return paired(*COMPARED[name](ends(name)))


def eighty_and_fifty() -> Verdict:
    """Both nets from every seed, after all epochs; and what they report at the question's moment."""
    found = ends("topics_seeds")
    if found is None:
        return seeds.missing()
    recording = SHELF.load("topics")
    moment = reading.telling(reading.moments(recording.order, recording.snapshots))
    told = seeds.alike_verdict(
        found["binary"].true_accuracies, found["categorical"].true_accuracies, recording.order.epochs
    )
    return replace(told, because=sentences([told.because, reading.reports_in_words(moment)]))


def ratio_is_constant() -> Verdict:
    """Both losses of the same recorded predictions, over the training."""
    recording = SHELF.load("topics")
    classes = recording.order.shared.topics
    found = verdicts.ratios(recording.snapshots, recording.gallery)
    values = [each.value for each in found]
    number = _("ratio {low:.2f} to {high:.2f}").format(low=min(values), high=max(values))
    return verdicts.ratio_verdict(found, classes).with_number(number)


def factor_matters() -> Verdict:
    """The digits with the loss once and ten times, under adam and under sgd."""
    snapshots = SHELF.load("topics_factor").snapshots
    factor = orders.DIGITS
    adam, sgd = (
        verdicts.apart(snapshots, f"{name}_1", f"{name}_{factor}", factor) for name in ("adam", "sgd")
    )
    number = _("{adam:.1f} points under adam, {sgd:.1f} under sgd").format(
        adam=100 * adam.accuracy, sgd=100 * sgd.accuracy
    )
    return verdicts.factor_verdict(adam, sgd, factor).with_number(number)


def frequent_first() -> Verdict:
    """What nets of unequal topics answer in their first epoch, from every seed."""
    return seeds.first_verdict(SHELF.load("topics_first").snapshots)


def restarting_helps() -> Verdict:
    """Where the net of categorical_crossentropy ends, from every seed."""
    found = ends("topics_seeds")
    if found is None:
        return seeds.missing()
    net = found["categorical"]
    return seeds.restart_verdict(net.true_accuracies, net.epoch)


def weights_help() -> Verdict:
    """Recalls without and with weights, from every seed."""
    found = ends("topics_weighted_seeds")
    if found is None:
        return seeds.missing()
    return seeds.weights_verdict(found["plain"].recalls, found["weighted"].recalls)


def outputs_are_divided() -> Verdict:
    """Keras's own loss of a sigmoid's recorded outputs, and of three times them."""
    asked = divided.load()
    by_hand = divided.undivided(*divided.rows(SHELF.load(divided.OF)))
    return verdicts.divides_verdict(asked.loss, asked.multiplied, divided.TIMES, by_hand)


def division_explains_it() -> Verdict:
    """What the rows of the recorded softmax outputs sum to before anything divides them."""
    return verdicts.division_verdict(verdicts.row_sums(SHELF.load("topics").snapshots, "categorical"))


def either_mend_will_do() -> Verdict:
    """True accuracies of both mends."""
    snapshots = SHELF.load("topics_mends").snapshots
    one_hot, sparse = (
        [moment.member(name).true_accuracy for moment in snapshots] for name in ("one_hot", "integer")
    )
    number = _("{one} and {other}").format(one=percent(one_hot[-1]), other=percent(sparse[-1]))
    return verdicts.mends_verdict(one_hot, sparse).with_number(number)


def mismatch_harms() -> Verdict:
    """categorical_crossentropy on sigmoid outputs against softmax outputs, from every seed."""
    found = ends("topics_renormalised_seeds")
    if found is None:
        return seeds.missing()
    sigmoid, softmax = (found[name] for name in ("sigmoid", "softmax"))
    return seeds.mismatch_verdict(sigmoid.true_accuracies, softmax.true_accuracies, sigmoid.epoch)
