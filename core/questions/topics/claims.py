"""Claims that the recorded runs on text topics decide."""

from core.language import _
from core.measures import statistics
from core.questions.topics import orders, reading, verdicts
from core.questions.topics.recordings import SHELF
from core.reading.claim import ANSWER, ARTICLE, OTHER_ANSWER, QUESTION, TOPICS, Claim, Evidence, of_run
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, Verdict, decided
from core.reading.words import percent

SOFTMAX_SUM = 1e-5  # a row of float32 outputs sums to 1 within so much


def claims() -> tuple[Claim, ...]:
    """What the question on topics and its answers say."""
    posts = _measured("topics", _("a recorded run: 20 Newsgroups"))
    digits = _measured("topics_factor", _("a recorded run: digits"))
    return (
        Claim(
            "eighty_fifty",
            TOPICS,
            QUESTION,
            _("first paragraph"),
            _("With binary_crossentropy the net is right 80 % of the time, with categorical 50 %."),
            eighty_and_fifty,
            posts,
            "topics",
            _("See both nets at that moment"),
        ),
        Claim(
            "ratio",
            TOPICS,
            ANSWER,
            _("first paragraph, taken back in its edit"),
            _("binary_crossentropy = K × categorical_crossentropy."),
            ratio_is_constant,
            posts,
            "topics",
            _("See the ratio in a recorded run"),
        ),
        Claim(
            "factor",
            TOPICS,
            ANSWER,
            _("after the list"),
            _("A constant factor on the loss helps, because Adam's learning rate shrinks."),
            factor_matters,
            digits,
            "topics",
            _("See the loss times ten"),
        ),
        Claim(
            "renormalises",
            TOPICS,
            ANSWER,
            _("the edit"),
            _("categorical_crossentropy divides the outputs by their sum."),
            outputs_are_divided,
            posts,
            "topics",
            _("See what the rows sum to"),
        ),
        Claim(
            "renormalising_harms",
            TOPICS,
            ANSWER,
            _("the edit"),
            _("That division is why categorical_crossentropy did worse."),
            division_explains_it,
            posts,
            "topics",
            _("See what the rows sum to"),
        ),
        Claim(
            "class_weight",
            TOPICS,
            ANSWER,
            _("after the list"),
            _("class_weight = 1 / frequency helps the rarer topics."),
            weights_help,
            posts,
            "topics",
            _("See both nets, topic by topic"),
        ),
        Claim(
            "mends",
            TOPICS,
            OTHER_ANSWER,
            _("its last two paragraphs"),
            _("to_categorical, or the sparse loss, mends the error of integer targets."),
            either_mend_will_do,
            posts,
            "topics",
            _("See both mends"),
        ),
        Claim(
            "mismatch",
            ARTICLE,
            ANSWER,
            _("second of the common problems"),
            _("An activation that does not fit the loss can make the model worse."),
            mismatch_harms,
            posts,
            "topics",
            _("See both nets"),
        ),
    )


def _measured(name: str, source: str) -> Evidence:
    return of_run(source, SHELF.load(name).versions)


def eighty_and_fifty() -> Verdict:
    """The moment of the recorded run that is nearest to the question's two numbers."""
    recording = SHELF.load("topics")
    moment = reading.telling(reading.moments(recording.order, recording.snapshots))
    together = abs(moment.true_binary - moment.true_categorical) < reading.TOGETHER
    return decided(
        FAILS if together else DEPENDS,
        _("true: {binary} and {categorical}").format(
            binary=percent(moment.true_binary), categorical=percent(moment.true_categorical)
        ),
        _("Reported: {binary} and {categorical}. One report counts cells, the other answers.").format(
            binary=percent(moment.reported_binary), categorical=percent(moment.reported_categorical)
        ),
    )


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


def outputs_are_divided() -> Verdict:
    """The loss of fixed rows, and of three times the same rows."""
    plain, scaled = verdicts.scaled_loss(3)
    return decided(
        HOLDS if abs(plain - scaled) < 1e-6 else FAILS,
        f"{plain:.4f} = {scaled:.4f}",
        _("Rows of outputs, and the same rows × 3, cost the same: computed on probabilities."),
    )


def division_explains_it() -> Verdict:
    """What the rows of the recorded softmax outputs sum to before anything divides them."""
    recording = SHELF.load("topics")
    sums = verdicts.row_sums(recording.snapshots, "categorical")
    apart = max(max(abs(each.least - 1), abs(each.largest - 1)) for each in sums)
    return decided(
        FAILS if apart < SOFTMAX_SUM else DEPENDS,
        _("sums off 1 by {apart:.0e} at most").format(apart=apart),
        _("The question's net ends in a softmax: its outputs sum to 1 already. Nothing changes."),
    )


def weights_help() -> Verdict:
    """Recalls of the smallest topic, without and with weights."""
    plain, weighted = SHELF.load("topics_weighted").snapshots[-1].members.values()
    count = len(plain.recalls)
    told = verdicts.weights_verdict(
        plain.recalls,
        weighted.recalls,
        _("number {place} of {count}").format(place=count, count=count),
        plain.true_accuracy,
        weighted.true_accuracy,
    )
    number = _("{plain} → {weighted} found").format(
        plain=percent(plain.recalls[-1]), weighted=percent(weighted.recalls[-1])
    )
    return told.with_number(number)


def either_mend_will_do() -> Verdict:
    """True accuracies of both mends."""
    snapshots = SHELF.load("topics_mends").snapshots
    one_hot, sparse = (
        [moment.member(name).true_accuracy for moment in snapshots] for name in ("one_hot", "integer")
    )
    number = _("{one} and {other}").format(one=percent(one_hot[-1]), other=percent(sparse[-1]))
    return verdicts.mends_verdict(one_hot, sparse).with_number(number)


def mismatch_harms() -> Verdict:
    """categorical_crossentropy on sigmoid outputs against softmax outputs, on probabilities."""
    sigmoid, softmax = SHELF.load("topics_renormalised").snapshots[-1].members.values()
    apart = softmax.true_accuracy - sigmoid.true_accuracy
    chance = statistics.STANDARD_ERRORS * statistics.standard_error(
        sigmoid.true_accuracy, softmax.true_accuracy, sigmoid.examples
    )
    number = _("sigmoid {sigmoid}, softmax {softmax}").format(
        sigmoid=percent(sigmoid.true_accuracy), softmax=percent(softmax.true_accuracy)
    )
    return decided(
        HOLDS if apart > chance else DEPENDS,
        number,
        _(
            "After {epochs} epochs with categorical_crossentropy on probabilities. On {examples:,} "
            "documents chance makes up to {chance:.1f} points."
        ).format(
            epochs=SHELF.load("topics_renormalised").order.epochs,
            examples=sigmoid.examples,
            chance=100 * chance,
        ),
    )
