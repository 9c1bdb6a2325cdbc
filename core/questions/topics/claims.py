"""Claims that the recorded runs on text topics decide."""

from core.language import _
from core.questions.topics import divided, judges, orders, seeds
from core.questions.topics.recordings import SHELF
from core.reading.claim import (
    ANSWER,
    ARTICLE,
    OTHER_ANSWER,
    QUESTION,
    TOPICS,
    Claim,
    Evidence,
    of_run,
)


def claims() -> tuple[Claim, ...]:
    """What the question on topics and its answers say."""
    return (
        Claim(
            "eighty_fifty",
            TOPICS,
            QUESTION,
            _("first paragraph"),
            _("With binary_crossentropy the net is right 80 % of the time, with categorical 50 %."),
            judges.eighty_and_fifty,
            _several("topics_seeds"),
            "topics?claim=eighty_fifty",
            _("See both nets at that moment"),
        ),
        Claim(
            "ratio",
            TOPICS,
            ANSWER,
            _("first paragraph, taken back in its edit"),
            _("binary_crossentropy = K × categorical_crossentropy."),
            judges.ratio_is_constant,
            _one("topics"),
            "topics?claim=ratio",
            _("See the ratio in a recorded run"),
        ),
        Claim(
            "frequent_first",
            TOPICS,
            ANSWER,
            _("first of its list"),
            _("At first the net answers mostly with the most frequent class."),
            judges.frequent_first,
            _of("topics_first", len(orders.SEEDS)),
            "topics?claim=frequent_first",
            _("See what the nets answer first"),
            trap="stuck",
        ),
        Claim(
            "factor",
            TOPICS,
            ANSWER,
            _("after the list"),
            _("A constant factor on the loss helps, because Adam's learning rate shrinks."),
            judges.factor_matters,
            of_run(_("a recorded run: digits"), SHELF.load("topics_factor").versions),
            "topics?claim=factor",
            _("See the loss times ten"),
        ),
        Claim(
            "restart",
            TOPICS,
            ANSWER,
            _("after the list"),
            _("Restarting the training several times gets the net out of a poor minimum."),
            judges.restarting_helps,
            _several("topics_seeds", compared=False),
            "topics?claim=restart",
            _("See where every start ends"),
        ),
        Claim(
            "class_weight",
            TOPICS,
            ANSWER,
            _("after the list"),
            _("class_weight = 1 / frequency helps the rarer topics."),
            judges.weights_help,
            _several("topics_weighted_seeds"),
            "topics?claim=class_weight",
            _("See both nets, seed by seed"),
            trap="imbalance",
        ),
        Claim(
            "renormalises",
            TOPICS,
            ANSWER,
            _("the edit"),
            _("categorical_crossentropy divides the outputs by their sum."),
            judges.outputs_are_divided,
            of_run(
                _("Keras's own loss of a recorded run's outputs: 20 Newsgroups"),
                divided.load().versions,
            ),
            "topics?claim=renormalises",
            _("See what the rows sum to"),
        ),
        Claim(
            "renormalising_harms",
            TOPICS,
            ANSWER,
            _("the edit"),
            _("That division is why categorical_crossentropy did worse."),
            judges.division_explains_it,
            _one("topics"),
            "topics?claim=renormalises",
            _("See what the rows sum to"),
        ),
        Claim(
            "mends",
            TOPICS,
            OTHER_ANSWER,
            _("its last two paragraphs"),
            _("to_categorical, or the sparse loss, mends the error of integer targets."),
            judges.either_mend_will_do,
            _one("topics_mends"),
            "topics?claim=mends",
            _("See both mends"),
        ),
        Claim(
            "mismatch",
            ARTICLE,
            ANSWER,
            _("second of the common problems"),
            _("An activation that does not fit the loss can make the model worse."),
            judges.mismatch_harms,
            _several("topics_renormalised_seeds"),
            "topics?claim=mismatch",
            _("See both nets, seed by seed"),
        ),
    )


def _one(name: str) -> Evidence:
    return _of(name, 1)


def _of(name: str, runs: int, interval: str = "") -> Evidence:
    source = _("a recorded run: 20 Newsgroups") if runs == 1 else _("recorded runs: 20 Newsgroups")
    return of_run(source, SHELF.load(name).versions, runs, interval)


def _several(name: str, compared: bool = True) -> Evidence:
    """Of runs from several seeds; of the single run, where those are not shipped."""
    if judges.ends(name) is None:
        return _one(name.removesuffix("_seeds"))
    interval = seeds.interval(judges.apart(name)) if compared else ""
    return _of(name, len(orders.SEEDS), interval)
