"""Claims that the rules of the measured Keras versions decide."""

from collections.abc import Sequence

from core.keras_versions import TODAY, VERSIONS, Setup, behaviour, newest
from core.language import _
from core.questions.versions import reading
from core.questions.versions.reading import Row
from core.questions.versions.setups import FixedSetup
from core.reading.claim import ANSWER, ARTICLE, MNIST, MONTHS, OTHER_ANSWER, TOPICS, Claim, Evidence
from core.reading.point import same
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, Verdict, decided
from core.reading.words import percent

INTEGERS = ("integer", "integer_column")


def claims() -> tuple[Claim, ...]:
    """Claims that the rules of the measured Keras versions decide."""
    measured = _measured()
    return (
        Claim(
            "guesses",
            MNIST,
            ANSWER,
            _("third paragraph"),
            _("Keras guesses which accuracy 'accuracy' means from the loss."),
            guesses_by_the_loss,
            measured,
            "versions",
            _("See it in every version"),
        ),
        Claim(
            "naming",
            MNIST,
            ANSWER,
            _("fifth paragraph"),
            _("Name categorical_accuracy, and the reported accuracy is the true one."),
            naming_mends,
            measured,
            "versions?metric=categorical_accuracy",
            _("See it in every version"),
        ),
        Claim(
            "shape_error",
            TOPICS,
            OTHER_ANSWER,
            _("the message that it quotes"),
            _("categorical_crossentropy refuses integer targets."),
            integers_are_refused,
            measured,
            "versions?loss=categorical_crossentropy&labels=integer",
            _("See it in every version"),
        ),
        Claim(
            "sparse",
            TOPICS,
            OTHER_ANSWER,
            _("its last paragraph"),
            _("sparse_categorical_crossentropy takes integer targets as they are."),
            sparse_takes_integers,
            measured,
            "versions?loss=sparse_categorical_crossentropy&labels=integer",
            _("See it in every version"),
        ),
        Claim(
            "one_hot_binary",
            ARTICLE,
            ANSWER,
            _("first of the best practices"),
            _("One sigmoid with binary_crossentropy takes scalar or one-hot targets."),
            one_sigmoid_takes_one_hot,
            measured,
            "versions?units=1&activation=sigmoid",
            _("See it in every version"),
        ),
        Claim(
            "multi_label",
            ARTICLE,
            ANSWER,
            _("third of the best practices"),
            _("For several labels an example, use sigmoid with binary_crossentropy."),
            accuracy_of_several_labels,
            measured,
            "?task=multi_label&activation=sigmoid&keras=3.15.1",
            _("See several labels in today's Keras"),
        ),
    )


def _measured() -> Evidence:
    return Evidence(
        _("one fixed set of predictions, by the rules measured"),
        _("{n} Keras versions").format(n=len(VERSIONS)),
        _("on TensorFlow, the first three on Theano"),
    )


def guesses_by_the_loss() -> Verdict:
    """From the versions that read 'accuracy' as binary_accuracy for ten softmax outputs."""
    rows = reading.rows(FixedSetup())
    fooled = [row.version for row in rows if row.picked == "binary_accuracy"]
    if not fooled:
        return decided(FAILS, _("0 of {all} versions").format(all=len(rows)), "")
    then = newest(MONTHS[MNIST, ANSWER])
    return decided(
        HOLDS if then in fooled else FAILS,
        _("{n} of {all} versions").format(n=len(fooled), all=len(rows)),
        _(
            "They report {reported} where {true} is true. The last are Keras {keras} and "
            "TensorFlow {tensorflow}; later ones go by the shapes."
        ).format(
            reported=percent(_of(rows, fooled[-1]).point.reported),
            true=percent(rows[0].point.true),
            keras=_last(fooled, "Keras"),
            tensorflow=_last(fooled, "tf").removeprefix("tf-"),
        ),
        now=HOLDS if rows[-1].version in fooled else FAILS,
    )


def naming_mends() -> Verdict:
    """From what every version reports once the metric is named."""
    rows = reading.rows(FixedSetup(metric="categorical_accuracy"))
    right = [row for row in rows if row.point and same(row.point)]
    wrong = [row for row in rows if row.point and not same(row.point)]
    refusing = [row.version for row in rows if row.refused]
    told = _("{n} of {all} versions").format(n=len(right), all=len(rows))
    if wrong:
        return decided(DEPENDS, told, _("The others report something else."))
    if refusing:
        because = _("Only Keras {versions} does not know that name.").format(
            versions=", ".join(refusing)
        )
    else:
        because = _("All report the true accuracy.")
    return decided(HOLDS, told, because)


def integers_are_refused() -> Verdict:
    """From the versions that raise for integer targets."""
    setups = [FixedSetup(loss="categorical_crossentropy", labels=each) for each in INTEGERS]
    rows = [row for setup in setups for row in reading.rows(setup)]
    refusing = [row for row in rows if row.refused]
    kind = HOLDS if len(refusing) == len(rows) else DEPENDS
    return decided(
        kind,
        _("{n} of {all} setups").format(n=len(refusing), all=len(rows)),
        _("Labels as a list or as a column, in every version: an error of shapes, not a wrong number."),
    )


def sparse_takes_integers() -> Verdict:
    """From what every version reports for integers with the sparse loss."""
    rows = reading.rows(FixedSetup(loss="sparse_categorical_crossentropy", labels="integer"))
    right = [row for row in rows if row.point and same(row.point)]
    others = [row.version for row in rows if row not in right]
    because = _("They train, and report the true accuracy.")
    if others:
        because = _("They report the true accuracy; Keras {versions} reports another.").format(
            versions=", ".join(others)
        )
    kind = HOLDS if rows[-1] in right and not any(row.refused for row in rows) else DEPENDS
    return decided(kind, _("{n} of {all} versions").format(n=len(right), all=len(rows)), because)


def one_sigmoid_takes_one_hot() -> Verdict:
    """From the versions that refuse two-column targets for one output."""
    setups = [Setup(version, "binary_crossentropy", (None, 2), (None, 1)) for version in VERSIONS]
    count = sum(behaviour(setup).refused is not None for setup in setups)
    told = _("{n} of {all} versions refuse").format(n=count, all=len(VERSIONS))
    if count == 0:
        return decided(HOLDS, told, "")
    return decided(
        DEPENDS,
        told,
        _("Scalars, yes. One-hot targets have two columns and the net one: most versions raise."),
    )


def accuracy_of_several_labels() -> Verdict:
    """From what 'accuracy' means for three sigmoid outputs with multi-hot targets."""
    setups = [Setup(version, "binary_crossentropy", (None, 3), (None, 3)) for version in VERSIONS]
    picked = [behaviour(setup).picked for setup in setups]
    misread = picked.count("categorical_accuracy")
    told = _("{n} of {all} versions misread it").format(n=misread, all=len(VERSIONS))
    if not misread:
        return decided(HOLDS, told, "")
    return decided(
        DEPENDS,
        told,
        _(
            "The loss is right. But Keras {today} reads 'accuracy' as {picked}, "
            "which compares one label of several. Name binary_accuracy."
        ).format(today=TODAY, picked=picked[-1]),
    )


def _of(rows: Sequence[Row], version: str) -> Row:
    return next(row for row in rows if row.version == version)


def _last(versions: Sequence[str], family: str) -> str:
    """The newest of a line: "Keras" for the standalone one, "tf" for TensorFlow's own."""
    own = [each for each in versions if each.startswith("tf-") == (family == "tf")]
    return own[-1]
