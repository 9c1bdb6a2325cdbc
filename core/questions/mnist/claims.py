"""Claims that the recorded runs on MNIST decide."""

from dataclasses import replace

import numpy as np

from core.datasets import one_hot
from core.keras_versions import BEGAN, TODAY, VERSIONS, era, newest
from core.language import _
from core.measures import accuracy, losses, statistics
from core.questions.mnist import orders, verdicts
from core.questions.mnist.recordings import SHELF
from core.reading.claim import (
    ANSWER,
    ARTICLE,
    MNIST,
    MONTHS,
    OTHER_ANSWER,
    QUESTION,
    Claim,
    Evidence,
    of_run,
)
from core.reading.point import Point, same
from core.reading.reading import read
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, Verdict, decided
from core.reading.words import percent
from core.recordings import Recording


def claims() -> tuple[Claim, ...]:
    """What the question on MNIST and its answers say, and the article on the same net."""
    question, article = (_measured(name) for name in ("mnist_question", "mnist_article"))
    return (
        Claim(
            "better",
            MNIST,
            QUESTION,
            _("second paragraph"),
            _("binary_crossentropy always does better than categorical_crossentropy."),
            binary_is_better,
            question,
            "mnist?net=question",
            _("See both nets at the end of the run"),
        ),
        Claim(
            "ceiling",
            MNIST,
            QUESTION,
            _("third paragraph"),
            _("categorical_crossentropy cannot get above 97 %."),
            categorical_has_a_ceiling,
            question,
            "mnist?net=question",
            _("See both nets at the end of the run"),
        ),
        Claim(
            "ninety_nine",
            MNIST,
            QUESTION,
            _("third paragraph"),
            _("With binary_crossentropy the net gets 99 % and more."),
            binary_reaches_99,
            question,
            "mnist?net=question",
            _("See both nets at the end of the run"),
        ),
        Claim(
            "cell_by_cell",
            MNIST,
            OTHER_ANSWER,
            _("second paragraph"),
            _("It is called binary because it holds every output against 0 or 1 by itself."),
            binary_is_a_mean_of_cells,
            question,
            "mnist?net=question",
            _("See the cells that it counts"),
        ),
        Claim(
            "one_class",
            MNIST,
            OTHER_ANSWER,
            _("fourth paragraph"),
            _("Only images with more than one class could explain it."),
            metric_explains_it,
            question,
            "mnist?net=question",
            _("See what the report follows from"),
        ),
        Claim(
            "by_hand",
            MNIST,
            ANSWER,
            _("second paragraph"),
            _("The accuracy that Keras reports is not the one you count by hand."),
            report_is_not_the_count,
            question,
            "mnist?net=question",
            _("See the report beside the count"),
        ),
        Claim(
            "in_principle",
            MNIST,
            ANSWER,
            _("fifth paragraph"),
            _("In principle nothing is wrong with binary_crossentropy for ten classes."),
            binary_is_a_fair_loss,
            question,
            "mnist?net=question",
            _("See both nets at the end of the run"),
        ),
        Claim(
            "infers",
            ARTICLE,
            ANSWER,
            _("first of the common problems"),
            _("With binary_crossentropy and 'accuracy', Keras wrongly takes binary_accuracy."),
            wrong_compile,
            article,
            "mnist?net=article",
            _("See the article's net"),
        ),
    )


def binary_is_better() -> Verdict:
    """True accuracies of both losses at the recording's end."""
    binary, categorical = _last("mnist_question")
    found = verdicts.more_accurate(binary.true, categorical.true, binary.examples)
    number = _("{binary} against {categorical}").format(
        binary=percent(binary.true), categorical=percent(categorical.true)
    )
    return found.with_number(number)


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
    because = _("After {epochs:.0f} epochs. With categorical_crossentropy it is {categorical}.")
    return decided(
        kind, number, because.format(epochs=binary.epoch, categorical=percent(categorical.true))
    )


def binary_is_a_mean_of_cells() -> Verdict:
    """The loss of recorded predictions, and the mean of its ten columns' losses."""
    recording = SHELF.load("mnist_question")
    predictions = recording.snapshots[-1].member("binary").predictions.astype(np.float64)
    targets = one_hot(recording.gallery.labels, predictions.shape[1])
    whole = losses.binary_crossentropy(targets, predictions)
    columns = [
        losses.binary_crossentropy(targets[:, [k]], predictions[:, [k]])
        for k in range(predictions.shape[1])
    ]
    apart = abs(whole - float(np.mean(columns)))
    return decided(
        HOLDS if apart < 1e-9 else FAILS,
        f"{whole:.6f} = {np.mean(columns):.6f}",
        _("The loss of all ten outputs, and the mean of ten losses of one output each: the same."),
    )


def metric_explains_it() -> Verdict:
    """Whether the metric alone predicts the recorded report, of images with one label each."""
    binary, _categorical = _last("mnist_question")
    expected = accuracy.expected_binary_accuracy(binary.true, 10)
    close = abs(expected - binary.reported) < 0.002
    return decided(
        FAILS if close else DEPENDS,
        _("{expected} expected, {reported} reported").format(
            expected=percent(expected), reported=percent(binary.reported)
        ),
        _(
            "Every image has one label. Counting cells instead of answers makes "
            "1 − 2 · (1 − {true:.4f}) ÷ 10 of the true accuracy, and needs no other reason."
        ).format(true=binary.true),
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
    """Whether the two recorded losses end within what chance makes."""
    binary, categorical = _last("mnist_question")
    apart = abs(binary.true - categorical.true)
    chance = statistics.STANDARD_ERRORS * statistics.standard_error(
        binary.true, categorical.true, binary.examples
    )
    return decided(
        HOLDS if apart <= chance else DEPENDS,
        _("{apart:.2f} points apart").format(apart=100 * apart),
        _("On {examples:,} images chance alone makes up to {chance:.2f}.").format(
            examples=binary.examples, chance=100 * chance
        ),
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


def _measured(name: str) -> Evidence:
    recording: Recording = SHELF.load(name)
    member = recording.order.shared
    source = _("a recorded run: {images:,} images, {epochs} epochs").format(
        images=member.train_size, epochs=member.epochs
    )
    return of_run(source, recording.versions)
