"""Claims that the recorded runs on the Pima data decide."""

from core.language import _, clauses
from core.measures.statistics import Paired
from core.questions.diabetes import luck, one_model, orders
from core.questions.diabetes.reading import (
    GAP,
    Head,
    ahead,
    mean_points,
    paired_in_words,
    points,
    recorded,
)
from core.questions.diabetes.recordings import SHELF
from core.reading.claim import ANSWER, DIABETES, QUESTION, Claim, of_run
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, Verdict, decided
from core.reading.words import percent

SAID = 0.74  # what an answer measured for either net
ABOUT = 0.015  # "about"
ROUNDING = 1e-5  # outputs nearer than this are the same
RECORDED = {"diabetes": orders.THEN, "diabetes_3.15.1": orders.NOW}  # either may have been run


def claims() -> tuple[Claim, ...]:
    """What the question on diabetes and its answer say."""
    versions, seeds = SHELF.load("diabetes").versions, orders.MANY
    with_either_loss = _(
        "{n} recorded runs, with the loss of Keras {old} and with that of {new}"
    ).format(n=2 * seeds * len(RECORDED), old=orders.THEN, new=orders.NOW)
    either = of_run(with_either_loss, versions, seeds, _interval(_sigmoid_ahead("diabetes")))
    return (
        Claim(
            "sigmoid_wins",
            DIABETES,
            QUESTION,
            _("both experiments"),
            _("One sigmoid output (74.1 %) does better than two softmax outputs (66.9 %)."),
            sigmoid_wins,
            either,
            "diabetes",
            _("See every run of both nets"),
        ),
        Claim(
            "alike",
            DIABETES,
            QUESTION,
            _("last paragraph"),
            _("The two nets are the same experiment and should come out alike."),
            alike,
            of_run(
                _("a recorded net, copied, and 2 × {n} recorded runs").format(n=seeds),
                versions,
                seeds,
                _interval(ahead(recorded("diabetes_scaled"))),
            ),
            f"diabetes?scaled=true#{orders.PARTING}",
            _("See where the two nets part"),
        ),
        Claim(
            "chance",
            DIABETES,
            ANSWER,
            _("first sentence"),
            _("It is the variance between runs."),
            variance_explains_it,
            of_run(with_either_loss, versions, seeds),
            f"diabetes#{orders.LUCK}",
            _("See how often luck makes the gap"),
        ),
        Claim(
            "both_74",
            DIABETES,
            ANSWER,
            _("second sentence"),
            _("Run again, both nets average about 74 %."),
            both_average_74,
            of_run(with_either_loss, versions, seeds),
            "diabetes?keras=3.15.1",
            _("See every run of both nets, with today's loss"),
        ),
    )


def sigmoid_wins() -> Verdict:
    """Which head is ahead in pairs of recorded runs, with either loss, against the question's gap."""
    leads = {version: _sigmoid_ahead(name) for name, version in RECORDED.items()}
    gap_made = any((each.sure and each.mean > 0) or each.high >= GAP for each in leads.values())
    return decided(
        DEPENDS if gap_made else FAILS,
        _number(*recorded()),
        _(
            "Seed by seed, one sigmoid is ahead by {then} points with the loss of Keras {old}, and by "
            "{now} with that of Keras {new}: by {gap} with neither."
        ).format(
            then=paired_in_words(leads[orders.THEN]),
            now=paired_in_words(leads[orders.NOW]),
            old=orders.THEN,
            new=orders.NOW,
            gap=points(GAP),
        ),
    )


def alike() -> Verdict:
    """Whether both heads can express the same, and whether training ends the same."""
    copied = one_model.load().largest_difference
    trained = ahead(recorded("diabetes_scaled"))
    kind = DEPENDS if trained.sure else HOLDS
    return decided(
        kind if copied < ROUNDING else FAILS,
        clauses(
            [
                _("copied: outputs {apart:.0e} apart at most").format(apart=copied),
                _("trained: {apart} points").format(apart=mean_points(trained)),
            ]
        ),
        _(
            "Copied weights prove that either head can say the same, not that they end the same. The "
            "difference of two outputs starts {ratio:.2f} times as wide and takes twice the steps: on "
            "scaled inputs two softmax outputs end a little ahead ({low} to {high} points, in {n} of "
            "{seeds} pairs), on the rows that they were trained on."
        ).format(
            ratio=one_model.first_spread(),
            low=points(trained.low),
            high=points(trained.high),
            n=trained.positive,
            seeds=trained.seeds,
        ),
    )


def variance_explains_it() -> Verdict:
    """How often luck alone makes the question's gap, with either loss that can have been run."""
    then, learnt, now = luck.by_loss()
    possible = [luck.possible(each.chance) for each in (then, now)]
    return decided(
        HOLDS if all(possible) else DEPENDS if any(possible) else FAILS,
        luck.with_interval(then.chance),
        _(
            "So often two means of ten runs lie {gap} points or more apart by luck, with the loss of "
            "Keras 2.2 and before: that does not rule luck out, and does not prove it. Without the "
            "runs that give everyone the same answer it is {learnt}, with the loss of Keras 2.3 on "
            "TensorFlow 1.14 or later {now}. Which Keras was run is not known."
        ).format(
            gap=points(GAP),
            learnt=luck.small_percent(learnt.chance.share),
            now=luck.small_percent(now.chance.share),
        ),
        now=DEPENDS if possible[-1] else FAILS,
    )


def both_average_74() -> Verdict:
    """Both means of the recorded runs, with the loss as Keras computed it then and as it does now."""
    found = {version: recorded(name) for name, version in RECORDED.items()}
    near = {
        version: all(abs(head.mean.value - SAID) < ABOUT for head in heads)
        for version, heads in found.items()
    }
    numbers = [
        _("Keras {version}: {means}").format(version=version, means=_number(*heads))
        for version, heads in found.items()
    ]
    constant = {
        version: sum(int(head.constant.sum()) for head in heads) for version, heads in found.items()
    }
    return decided(
        HOLDS if all(near.values()) else DEPENDS if any(near.values()) else FAILS,
        clauses(numbers),
        _(
            "With a loss on the outputs, as in Keras {old}, {then} of {runs} runs give everyone the "
            "same answer and draw the means down; with one on the logits, as from Keras 2.3 on "
            "TensorFlow 1.14 on, {now}. Which Keras the answer ran is not known."
        ).format(
            old=orders.THEN,
            then=constant[orders.THEN],
            now=constant[orders.NOW],
            runs=2 * orders.MANY,
        ),
        now=HOLDS if near[orders.NOW] else FAILS,
    )


def _sigmoid_ahead(name: str) -> Paired:
    return ahead(recorded(name)[::-1])


def _interval(paired: Paired) -> str:
    return _("paired: {low} to {high} points").format(low=points(paired.low), high=points(paired.high))


def _number(one: Head, two: Head) -> str:
    return _("{one} and {two}").format(one=percent(one.mean.value), two=percent(two.mean.value))
