"""Each claim about MNIST put to the test, by the recorded runs."""

import math
from dataclasses import replace

import numpy as np

from core.keras_versions import BEGAN, TODAY, VERSIONS, era, newest
from core.language import _, sentences
from core.measures import accuracy, statistics
from core.questions.mnist import orders, properness, verdicts
from core.questions.mnist.recordings import SHELF
from core.reading.claim import ANSWER, ARTICLE, MONTHS, Evidence, of_run
from core.reading.point import Point, same
from core.reading.reading import read
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, Verdict, decided
from core.reading.words import percent

CLASSES = 10


def binary_is_better() -> Verdict:
    """Both losses of the article's net, once from each of several seeds."""
    trained = pairs()
    if trained is None:
        return _one_seed()
    found = statistics.paired(*trained)
    number = _("ahead in {positive} of {seeds} pairs").format(
        positive=found.positive, seeds=found.seeds
    )
    return verdicts.always_better(*trained).with_number(number)


def categorical_has_a_ceiling() -> Verdict:
    """Whether the recorded net with categorical_crossentropy stayed below it."""
    binary, categorical = _last("mnist_question")
    found = verdicts.ceiling(binary.true, categorical.true, binary.epoch)
    return found.with_number(percent(categorical.true))


def binary_reaches_99() -> Verdict:
    """What is reported for the recorded net with binary_crossentropy, and what is true."""
    binary, categorical = _last("mnist_question")
    number = _("{reported} reported, {true} true").format(
        reported=percent(binary.reported), true=percent(binary.true)
    )
    kind = HOLDS if binary.true >= 0.99 else DEPENDS if binary.reported >= 0.99 else FAILS
    because = _(
        "One run, after {epochs:.0f} epochs; with categorical_crossentropy it is {categorical}. The "
        "question read its number on Kaggle. A leaderboard counts right answers, and no metric of "
        "Keras explains its score. Keras's report does: where {ceiling} are right, it says {expected}."
    )
    words = because.format(
        epochs=binary.epoch,
        categorical=percent(categorical.true),
        ceiling=percent(verdicts.CEILING),
        expected=percent(accuracy.expected_binary_accuracy(verdicts.CEILING, CLASSES)),
    )
    return decided(kind, number, words)


def binary_is_a_mean_of_cells() -> Verdict:
    """The recorded loss by Keras's own object, and the mean of all cells' losses by hand."""
    measured = SHELF.load("mnist_question").snapshots[-1].member("binary")
    return mean_of_cells(measured.loss, measured.loss_by_hand, measured.examples)


def mean_of_cells(loss: float, by_hand: float, examples: int) -> Verdict:
    """Whether Keras's loss is the mean over cells, each of its own output and target.

    loss: by Keras. by_hand: the mean of all cells' losses, in NumPy, on the same examples.
    """
    return decided(
        HOLDS if math.isclose(loss, by_hand, rel_tol=1e-4) else FAILS,
        f"{loss:.6f} = {by_hand:.6f}" if f"{loss:.6f}" == f"{by_hand:.6f}" else f"{loss:.6f}",
        _(
            "On {examples:,} test images: {loss:.6f} by Keras's own loss object, {by_hand:.6f} as the "
            "mean of {cells:,} cells, each by hand from its own output and target alone."
        ).format(loss=loss, by_hand=by_hand, examples=examples, cells=CLASSES * examples),
    )


def metric_explains_it() -> Verdict:
    """Whether counting cells gives the recorded report, of images with one label each."""
    measured = SHELF.load("mnist_question").snapshots[-1].member("binary")
    found = verdicts.counted(
        measured.answered_right, measured.answered_surely, measured.accuracies["binary_accuracy"]
    )
    # Where the count is the report, nothing else is needed, and the claim fails.
    kind = FAILS if found.then == HOLDS else DEPENDS
    return decided(
        kind,
        _("{reported} reported").format(reported=percent(measured.accuracies["binary_accuracy"])),
        _("Every image has one label. {counted}").format(counted=found.because),
    )


def report_is_not_the_count() -> Verdict:
    """The recorded report, read as its time's Keras and as today's."""
    then, now = _read_at("mnist_question", orders.KERAS), _read_at("mnist_question", TODAY)
    return decided(
        FAILS if same(then) else HOLDS,
        _("{reported} for {true}").format(reported=percent(then.reported), true=percent(then.true)),
        _("So Keras {then} has it. Keras {now} reports {today} of the very same predictions.").format(
            then=orders.KERAS, now=TODAY, today=percent(now.reported)
        ),
        now=FAILS if same(now) else HOLDS,
    )


def binary_is_a_fair_loss() -> Verdict:
    """Whether its expected loss is least at the true probabilities, and what training came to."""
    held, lose = properness.rivals("binary_crossentropy")
    proper = _(
        "Like categorical_crossentropy it is a proper scoring rule: its expected loss is least where "
        "a softmax outputs the true probabilities ({lose:,} of {held:,} other outputs lose to them)."
    ).format(lose=lose, held=held)
    today = _(
        "Keras {today} on TensorFlow takes the logits behind the softmax: the order of the classes "
        "stays, the outputs are no probabilities any more."
    ).format(today=TODAY)
    trained = pairs()
    measured = verdicts.always_better(*trained).because if trained else ""
    return decided(
        HOLDS if lose == held else FAILS,
        _("{lose:,} of {held:,}").format(lose=lose, held=held),
        sentences([proper, measured, today]),
    )


def wrong_compile() -> Verdict:
    """What the article's compile reports: before the rule changed, when it was written, and today."""
    written = newest(MONTHS[ARTICLE, ANSWER])
    then, at_writing, now = (
        _read_at("mnist_article", keras) for keras in (orders.KERAS, written, TODAY)
    )
    return decided(
        FAILS if same(at_writing) else HOLDS,
        _("{then} once, {at_writing} when it was written").format(
            then=percent(then.reported), at_writing=percent(at_writing.reported)
        ),
        _(
            "The article's code on Keras {old} reports {then} where {true} is true. "
            "By the rule of Keras {written}, the newest when it was written, it is {at_writing}, and "
            "{now} by that of Keras {today}. The rule changed in {month}."
        ).format(
            month=_month_of_the_change(),
            old=orders.KERAS,
            then=percent(then.reported),
            true=percent(then.true),
            written=written,
            at_writing=percent(at_writing.reported),
            today=TODAY,
            now=percent(now.reported),
        ),
        now=FAILS if same(now) else HOLDS,
    )


def _month_of_the_change() -> str:
    """When 'accuracy' was first picked by the shapes: the release's year and month."""
    first = next(each for each in VERSIONS if era(each).accuracy_rule == "by_shapes")
    return BEGAN[era(first).began[0]]


def _read_at(name: str, keras: str) -> Point:
    """The last moment with binary_crossentropy, by the accuracy rule of this Keras."""
    recording = SHELF.load(name)
    experiment = replace(recording.order.member("binary"), keras=keras)
    (point,) = read(experiment).points([recording.snapshots[-1].member("binary")])
    return point


def _last(name: str) -> tuple[Point, Point]:
    """The recording's last moment with binary_crossentropy and with categorical_crossentropy."""
    recording = SHELF.load(name)
    last = recording.snapshots[-1]
    binary, categorical = (
        read(member).points([last.member(name)])[0] for name, member in recording.order.members.items()
    )
    return binary, categorical


def _one_seed() -> Verdict:
    """Of a claim that only several seeds can decide, where they are not shipped."""
    binary, categorical = _last("mnist_article")
    return decided(
        DEPENDS,
        _("{binary} against {categorical}").format(
            binary=percent(binary.true), categorical=percent(categorical.true)
        ),
        _("One pair of runs: another seed can turn this verdict, and this copy has no more of them."),
    )


def pairs() -> tuple[np.ndarray, np.ndarray] | None:
    """(S,) true accuracies of either loss, seed by seed; None where they are not shipped."""
    recording = SHELF.find(orders.repeated())
    if recording is None:
        return None
    binary, categorical = recording.snapshots[-1].members.values()
    return binary.true_accuracies, categorical.true_accuracies


def seeds_measured() -> Evidence | None:
    """What `pairs` were measured on."""
    recording, trained = SHELF.find(orders.repeated()), pairs()
    if recording is None or trained is None:
        return None
    member = recording.order.shared
    source = _("the article's net, recorded: {images:,} images, {epochs} epochs").format(
        images=member.train_size, epochs=member.epochs
    )
    interval = verdicts.interval(statistics.paired(*trained))
    return of_run(source, recording.versions, len(recording.order.seeds), interval)
