"""What every measured Keras version reports for one setup, on one fixed set of predictions.

The rules are those of `core.keras_versions`, the numbers those of `core.questions.versions.numbers`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from core import keras_versions, language
from core.keras_versions import KerasRefuses, order
from core.language import _, clauses, ngettext, sentences
from core.questions.versions.numbers import reported_accuracy, reported_loss
from core.questions.versions.setups import EXAMPLES, FixedSetup
from core.reading.point import Point, loss_parts, same
from core.reading.words import gap_in_words, percent

MEASURED_SETUPS = 7098
FAMILIES = ("Keras", "tf.keras", "Keras 3")

TRUE, MISLEADS, REFUSES = "true", "misleads", "refuses"


@dataclass(frozen=True)
class Row:
    """What one version does with a setup. Shares from 0 to 1; without numbers if it refuses.

    several_labels: whether an answer is right only if every one of its labels is. backend: of Keras 3.
    warned: what it warns of, in its words.
    """

    version: str
    picked: str
    computed_on: str
    point: Point | None
    refused: KerasRefuses | None
    several_labels: bool = False
    backend: str = "tensorflow"
    warned: tuple[str, ...] = ()

    @property
    def counts_labels(self) -> bool:
        """Whether it reports the share of labels, where several have to be right of an example."""
        return self.several_labels and self.picked == "binary_accuracy"

    @property
    def family(self) -> str:
        """Which of the three lines it belongs to."""
        return FAMILIES[order(self.version)[0]]

    @property
    def verdict(self) -> str:
        """TRUE, MISLEADS (its accuracy or its loss is not what the predictions give) or REFUSES."""
        if self.point is None:
            return REFUSES
        fair = same(self.point) and not loss_parts(self.point)
        return TRUE if fair else MISLEADS


def rows(setup: FixedSetup) -> list[Row]:
    """Every version, oldest first. They are worked out once for each setup and language."""
    return list(_kept(setup, language.current()))


@lru_cache(maxsize=512)
def _kept(setup: FixedSetup, language: str) -> tuple[Row, ...]:
    return tuple(_row(version, setup) for version in keras_versions.VERSIONS)


def _row(version: str, setup: FixedSetup) -> Row:
    behaviour = keras_versions.behaviour(setup.asked(version))
    backend = behaviour.setup.backend
    if refused := behaviour.refused:
        return Row(version, "", "", None, refused, backend=backend)
    point = Point(
        epoch=0,
        examples=EXAMPLES,
        reported=reported_accuracy(behaviour, setup.targets, setup.predictions),
        true=setup.true_accuracy,
        loss=reported_loss(behaviour, setup.targets, setup.logits, setup.predictions),
        loss_by_hand=setup.loss_by_hand,
    )
    computed_on = behaviour.loss_computed_on
    several, said = setup.several_labels, behaviour.warned
    return Row(version, behaviour.picked, computed_on, point, None, several, backend, said)


def headline(found: Sequence[Row]) -> str:
    """What the versions say about one setup, counted."""
    taken = [row for row in found if row.point]
    refused = len(found) - len(taken)
    if not taken:
        return _("All {all} versions refuse this setup.").format(all=len(found))
    accuracies = _of_labels_in_words if taken[0].several_labels else _accuracies_in_words
    told = [accuracies(taken, len(found)), _losses_in_words(taken)]
    if refused:
        told.append(
            ngettext("{refused} refuses it.", "{refused} refuse it.", refused).format(refused=refused)
        )
    return sentences(told)


def _accuracies_in_words(taken: Sequence[Row], every: int) -> str:
    true = percent(taken[0].point.true)
    wrong = Counter(percent(row.point.reported) for row in taken if not same(row.point)).most_common()
    if not wrong and len(taken) == every:
        return _("Each of the {all} versions reports the true accuracy, {true}.").format(
            all=every, true=true
        )
    if not wrong:
        return ngettext(
            "{n} of {all} versions takes this setup and reports the true accuracy, {true}.",
            "{n} of {all} versions take this setup and report the true accuracy, {true}.",
            len(taken),
        ).format(n=len(taken), all=every, true=true)
    n = sum(count for _value, count in wrong)
    words = ngettext(
        "{n} of {all} versions reports {reported} for this setup; {true} is true.",
        "{n} of {all} versions report {reported} for this setup; {true} is true.",
        n,
    )
    if len(wrong) > 1:
        words = _(
            "{n} of {all} versions report a wrong accuracy, most often {reported}; {true} is true."
        )
    return words.format(n=n, all=every, reported=wrong[0][0], true=true)


def _of_labels_in_words(taken: Sequence[Row], every: int) -> str:
    """What is counted where several labels are true of an example: labels, or one of them."""
    one_by_one = [row for row in taken if row.counts_labels]
    of_one = [row for row in taken if not row.counts_labels]
    told = [
        _("{true} are exact matches, right in every label.").format(true=percent(taken[0].point.true))
    ]
    if one_by_one:
        words = ngettext(
            "{n} of {all} versions reports {reported}, of the labels one by one.",
            "{n} of {all} versions report {reported}, of the labels one by one.",
            len(one_by_one),
        )
        reported = percent(one_by_one[0].point.reported)
        told.append(words.format(n=len(one_by_one), all=every, reported=reported))
    if of_one:
        words = ngettext(
            "{n} of {all} versions reports {reported}, comparing one label of several.",
            "{n} of {all} versions report {reported}, comparing one label of several.",
            len(of_one),
        )
        reported = percent(of_one[0].point.reported)
        told.append(words.format(n=len(of_one), all=every, reported=reported))
    return sentences(told)


def _losses_in_words(taken: Sequence[Row]) -> str:
    off = [row for row in taken if loss_parts(row.point)]
    if not off:
        return ""
    said, n = Counter(f"{row.point.loss:.3f}" for row in off).most_common()[0]
    if n < len(off):
        words = ngettext(
            "{n} reports a loss that its predictions do not give: {said} for {by_hand}.",
            "{n} report a loss that their predictions do not give, most often {said} for {by_hand}.",
            len(off),
        )
    else:
        words = ngettext(
            "{n} reports a loss of {said}; by hand it is {by_hand}.",
            "{n} report a loss of {said}; by hand it is {by_hand}.",
            len(off),
        )
    return words.format(n=len(off), said=said, by_hand=f"{off[0].point.loss_by_hand:.3f}")


def verdict_in_words(row: Row) -> str:
    """Whether to believe it: a mark, and what is off by how much."""
    if row.verdict == REFUSES:
        return _("✗ refuses")
    if row.verdict == TRUE:
        return _("✓ true")
    off = [] if same(row.point) else [gap_in_words(row.point)]
    if row.counts_labels:
        off = [_("of labels, not examples")]
    if loss_parts(row.point):
        off.append(
            _("loss {said:.3f}, not {by_hand:.3f}").format(
                said=row.point.loss, by_hand=row.point.loss_by_hand
            )
        )
    return f"⚠ {clauses(off)}"


def computed_on_in_words(row: Row) -> str:
    """What the loss is computed on, as a reader says it."""
    return {
        "probabilities": _("predictions"),
        "logits": _("hidden logits"),
        "outputs_as_logits": _("predictions, as logits"),
    }.get(row.computed_on, "")


def measured_on_in_words(row: Row) -> str:
    """The library that the version was measured on; where it was not, that the rules answer."""
    measured = keras_versions.backend(row.version, row.backend)
    return measured or _("{backend}, by rule").format(backend=keras_versions.BACKEND_NAMES[row.backend])


def table(found: Sequence[Row]) -> list[dict[str, str | float | None]]:
    """The rows of a table, their columns named by ids; accuracies in percent, None where refused."""
    return [
        {
            "version": row.version,
            "verdict": verdict_in_words(row),
            "reported_accuracy": 100 * row.point.reported if row.point else None,
            "true_accuracy": 100 * row.point.true if row.point else None,
            "accuracy_means": row.picked,
            "reported_loss": row.point.loss if row.point else None,
            "loss_by_hand": row.point.loss_by_hand if row.point else None,
            "loss_computed_on": computed_on_in_words(row),
            "backend": measured_on_in_words(row),
            "released": keras_versions.RELEASED[row.version],
            "era": keras_versions.era(row.version).name,
            "message": _message(row),
            "mend": row.refused.mend if row.refused else "",
        }
        for row in found
    ]


COLUMNS = [
    *("version", "verdict", "reported_accuracy", "true_accuracy", "accuracy_means"),
    *("reported_loss", "loss_by_hand", "loss_computed_on", "backend", "released", "era"),
    *("message", "mend"),
]


def _message(row: Row) -> str:
    if row.warned:
        return _("Warns: {text}").format(text=" ".join(row.warned))
    refused = row.refused
    if not refused:
        return ""
    # what a version does not have, it says nothing about: the sentence is ours
    return ": ".join(filter(None, (refused.exception_type, refused.message)))
