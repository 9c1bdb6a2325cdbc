"""Claims that the recorded runs on the Pima data decide."""

from core.language import _, clauses
from core.questions.diabetes import one_model, orders, reading
from core.questions.diabetes.reading import EASILY, GAP, Head
from core.questions.diabetes.recordings import SHELF
from core.reading.claim import ANSWER, DIABETES, QUESTION, Claim, of_run
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, Verdict, decided
from core.reading.words import percent

SAID = 0.74  # what an answer measured for either net
ABOUT = 0.015  # "about"
RECORDED = {"diabetes": orders.THEN, "diabetes_3.15.1": orders.NOW}


def claims() -> tuple[Claim, ...]:
    """What the question on diabetes and its answer say."""
    recording = SHELF.load("diabetes")
    seeds = len(recording.order.seeds)
    runs = of_run(_("2 × {n} recorded runs").format(n=seeds), recording.versions, seeds)
    return (
        Claim(
            "sigmoid_wins",
            DIABETES,
            QUESTION,
            _("both experiments"),
            _("One sigmoid output (74.1 %) does better than two softmax outputs (66.9 %)."),
            sigmoid_wins,
            runs,
            "diabetes",
            _("See every run of both nets"),
        ),
        Claim(
            "alike",
            DIABETES,
            QUESTION,
            _("last paragraph"),
            _("The two nets are the same experiment and should come out alike."),
            nets_are_one,
            of_run(_("a recorded net, copied"), recording.versions),
            "diabetes",
            _("See both nets made one"),
        ),
        Claim(
            "chance",
            DIABETES,
            ANSWER,
            _("first sentence"),
            _("It is the variance between runs."),
            variance_explains_it,
            runs,
            "diabetes",
            _("See how often luck makes the gap"),
        ),
        Claim(
            "both_74",
            DIABETES,
            ANSWER,
            _("second sentence"),
            _("Run again, both nets average about 74 %."),
            both_average_74,
            runs,
            "diabetes",
            _("See every run of both nets"),
        ),
    )


def sigmoid_wins() -> Verdict:
    """Both means of the recorded runs, against the question's gap."""
    one, two = _heads()
    apart = one.mean.value - two.mean.value
    kind = FAILS if abs(apart) < GAP / 2 else DEPENDS
    return decided(
        kind,
        _number(one, two),
        _("The means lie {apart:.1f} points apart, not {gap:.1f}.").format(
            apart=100 * abs(apart), gap=100 * GAP
        ),
    )


def nets_are_one() -> Verdict:
    """The largest difference between a softmax net and the sigmoid net made of its weights."""
    found = one_model.load()
    return decided(
        HOLDS if found.largest_difference < 1e-5 else FAILS,
        _("outputs {apart:.0e} apart at most").format(apart=found.largest_difference),
        _("One sigmoid of z₁ − z₀ is the softmax of both: copied weights give equal outputs."),
    )


def variance_explains_it() -> Verdict:
    """How often chance alone makes the question's gap."""
    share = reading.chance(_heads())
    return decided(
        HOLDS if share >= EASILY else DEPENDS,
        _("{share} of draws").format(share=reading.small_percent(share)),
        _(
            "So often two means of ten runs lie {gap:.1f} points apart or more, drawn from the runs of "
            "both nets thrown together."
        ).format(gap=100 * GAP),
    )


def both_average_74() -> Verdict:
    """Both means of the recorded runs, with the loss as Keras computed it then and as it does now."""
    told = {version: _heads(name) for name, version in RECORDED.items()}
    near = [
        version
        for version, found in told.items()
        if all(abs(head.mean.value - SAID) < ABOUT for head in found)
    ]
    kind = HOLDS if len(near) == len(told) else DEPENDS if near else FAILS
    numbers = [
        _("Keras {version}: {means}").format(version=version, means=_number(*found))
        for version, found in told.items()
    ]
    stuck = {version: sum(int(head.stuck.sum()) for head in found) for version, found in told.items()}
    return decided(
        kind,
        clauses(numbers),
        _(
            "Old Keras computes the loss on probabilities: {then} of its runs never learn, now {now}."
        ).format(then=stuck[orders.THEN], now=stuck[orders.NOW]),
    )


def _heads(name: str = "diabetes") -> tuple[Head, Head]:
    recording = SHELF.load(name)
    return reading.heads_of(recording.order, recording.snapshots[-1])


def _number(one: Head, two: Head) -> str:
    return _("{one} and {two}").format(one=percent(one.mean.value), two=percent(two.mean.value))
