"""What the measured Keras versions say to a claim, each on the setup that its link opens."""

from collections.abc import Sequence
from dataclasses import replace

from core.keras_versions import ON_THEANO, TODAY, VERSIONS, newest
from core.language import _, listed
from core.questions.versions import reading
from core.questions.versions.reading import Row
from core.questions.versions.setups import EXAMPLES, FixedSetup
from core.reading.claim import ANSWER, ARTICLE, MNIST, MONTHS, Evidence
from core.reading.point import Point, loss_parts, same
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, Verdict, decided
from core.reading.words import percent

FAMOUS = FixedSetup()
NAMED = FixedSetup(metric="categorical_accuracy")
LISTED = FixedSetup("categorical_crossentropy", labels="integer")
SPARSE = FixedSetup("sparse_categorical_crossentropy", labels="integer")
EXCLUSIVE = FixedSetup("categorical_crossentropy")
ONE_UNIT = FixedSetup(activation="sigmoid", units=1)
SEVERAL = FixedSetup(activation="sigmoid", multi_label=True)


def measured() -> Evidence:
    """What all of them rest on."""
    return Evidence(
        _("{n} fixed predictions, by rules held to real installs").format(n=EXAMPLES),
        _("{n} Keras versions").format(n=len(VERSIONS)),
        _("on TensorFlow, Keras {versions} on Theano").format(versions=listed(ON_THEANO)),
    )


def ten_classes_are_taken() -> Verdict:
    """From the versions that take a binary_crossentropy on ten one-hot classes."""
    rows = reading.rows(FAMOUS)
    taken = [row for row in rows if row.point]
    return decided(
        HOLDS if len(taken) == len(rows) else DEPENDS,
        _of_all(len(taken)),
        _("They take it on {units} classes, and compute a loss for each.").format(units=FAMOUS.units),
    )


def guesses_by_the_loss() -> Verdict:
    """From the versions that read 'accuracy' as binary_accuracy for ten softmax outputs."""
    rows = reading.rows(FAMOUS)
    fooled = [row for row in rows if row.picked == "binary_accuracy"]
    keras, tensorflow = (
        [row.version.removeprefix("tf-") for row in fooled if row.family == family]
        for family in ("Keras", "tf.keras")
    )
    return decided(
        _held(newest(MONTHS[MNIST, ANSWER]) in [row.version for row in fooled]),
        _of_all(len(fooled)),
        _(
            "Keras {keras_from} to {keras_to} and TensorFlow {tf_from} to {tf_to} report {reported} "
            "where {true} is true. Later ones go by the shapes, earlier ones by the number of outputs."
        ).format(
            keras_from=keras[0],
            keras_to=keras[-1],
            tf_from=tensorflow[0],
            tf_to=tensorflow[-1],
            reported=percent(fooled[0].point.reported),
            true=percent(fooled[0].point.true),
        ),
        now=_held(rows[-1] in fooled),
    )


def naming_mends() -> Verdict:
    """From what every version reports once the metric is named, and where the name itself misleads."""
    rows = reading.rows(NAMED)
    right, refusing = _right(rows), [row.version for row in rows if row.refused]
    column = _today(replace(SPARSE, labels="integer_column", metric=NAMED.metric))
    several = _today(replace(SEVERAL, metric=NAMED.metric))
    told = _(
        "All but Keras {versions} know the name. It is right for one-hot targets of one class. Of a "
        "column of integers, with the sparse loss, it reports {column} where {column_true} is true; of "
        "several labels {several} where {several_true} have every label right."
    ).format(
        versions=listed(refusing),
        column=percent(column.reported),
        column_true=percent(column.true),
        several=percent(several.reported),
        several_true=percent(several.true),
    )
    return decided(
        HOLDS if len(right) + len(refusing) == len(rows) else DEPENDS, _of_all(len(right)), told
    )


def only_the_name_helps() -> Verdict:
    """From the versions that report the true accuracy for plain 'accuracy'."""
    rows = reading.rows(FAMOUS)
    right = [row.version for row in _right(rows)]
    then = newest(MONTHS[ARTICLE, ANSWER])
    return decided(
        _held(then not in right),
        _("{n} of {all} versions need no name").format(n=len(right), all=len(VERSIONS)),
        _(
            "Keras {then}, the newest when it was written, reports {reported} for 'accuracy': true."
        ).format(then=then, reported=percent(_of(rows, then).point.reported)),
        now=_held(TODAY not in right),
    )


def integers_are_refused() -> Verdict:
    """From the versions that raise for integer targets, as a list and as a column."""
    listed_, column = (
        {row.version for row in reading.rows(setup) if row.refused}
        for setup in (LISTED, replace(LISTED, labels="integer_column"))
    )
    both = listed_ & column
    return decided(
        HOLDS if len(both) == len(VERSIONS) else DEPENDS,
        _("{n} of {all} versions refuse").format(n=len(both), all=len(VERSIONS)),
        _("Labels as a list and as a column: an error of shapes, not a wrong number."),
    )


def sparse_takes_integers() -> Verdict:
    """From what every version reports for integers with the sparse loss."""
    rows = reading.rows(SPARSE)
    right = _right(rows)
    others = [row for row in rows if row not in right]
    because = _("They train, and report the true accuracy.")
    if others:
        because = _(
            "They report the true accuracy. Keras {versions} takes them too, and reports {reported} "
            "where {true} is true."
        ).format(
            versions=listed(row.version for row in others),
            reported=percent(others[0].point.reported),
            true=percent(others[0].point.true),
        )
    kind = HOLDS if rows[-1] in right and all(row.point for row in rows) else DEPENDS
    return decided(kind, _of_all(len(right)), because)


def sigmoid_takes_one_hot() -> Verdict:
    """From the versions that refuse one-hot targets for one sigmoid output, and for two."""
    one, two = (reading.rows(replace(ONE_UNIT, units=units)) for units in (1, 2))
    refusing, refusing_two = (sum(row.point is None for row in rows) for rows in (one, two))
    return decided(
        HOLDS if not refusing else DEPENDS if not refusing_two else FAILS,
        _("{n} of {all} versions refuse").format(n=refusing, all=len(one)),
        _(
            "It depends on the units. One-hot targets have two columns and one sigmoid has one. Of two "
            "sigmoids {two} of {all} refuse them. Scalars fit one unit."
        ).format(two=refusing_two, all=len(two)),
    )


def exclusive_classes() -> Verdict:
    """From what every version reports, accuracy and loss, for the fitting setup."""
    rows = reading.rows(EXCLUSIVE)
    fair = [row for row in rows if row.verdict == reading.TRUE]
    return decided(
        HOLDS if len(fair) == len(rows) else DEPENDS,
        _of_all(len(fair)),
        _("They report the true accuracy, {true}, and the loss that the predictions give.").format(
            true=percent(EXCLUSIVE.true_accuracy)
        ),
    )


def loss_of_several_labels() -> Verdict:
    """From the losses that are reported, and what 'accuracy' means beside them."""
    rows = reading.rows(SEVERAL)
    fair = [row for row in rows if row.point and not loss_parts(row.point)]
    cells, largest = (
        [row for row in rows if row.picked == name]
        for name in ("binary_accuracy", "categorical_accuracy")
    )
    return decided(
        HOLDS if len(fair) == len(rows) else DEPENDS,
        _of_all(len(fair)),
        _(
            "They report the loss that the predictions give. But 'accuracy' is another matter: "
            "{true} have every label right, {cells} versions report {by_cell}, the labels one by one, "
            "and {largest} report {by_largest}, which compares one label of several."
        ).format(
            true=percent(SEVERAL.true_accuracy),
            cells=len(cells),
            by_cell=percent(cells[0].point.reported),
            largest=len(largest),
            by_largest=percent(largest[0].point.reported),
        ),
    )


def one_hot_says_several_labels() -> Verdict:
    """From the examples of which no label or more than one is true: a one-hot row has a single one."""
    others = SEVERAL.without_a_single_label
    return decided(
        FAILS if others else HOLDS,
        _("{n} of {all} examples").format(n=others, all=EXAMPLES),
        _("Of these no label or more than one is true, and a one-hot row says exactly one. Multi-hot."),
    )


def _held(holds: bool) -> str:
    return HOLDS if holds else FAILS


def _of_all(count: int) -> str:
    return _("{n} of {all} versions").format(n=count, all=len(VERSIONS))


def _right(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.point and same(row.point)]


def _of(rows: Sequence[Row], version: str) -> Row:
    return next(row for row in rows if row.version == version)


def _today(setup: FixedSetup) -> Point:
    """What today's Keras reports of a setup that it takes, and what is true."""
    return _of(reading.rows(setup), TODAY).point
