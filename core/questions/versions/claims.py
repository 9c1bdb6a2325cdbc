"""Claims that the rules of the measured Keras versions decide."""

from collections.abc import Callable
from urllib.parse import urlencode

from core.language import _
from core.questions.versions import verdicts
from core.questions.versions.setups import FixedSetup
from core.questions.versions.verdicts import (
    EXCLUSIVE,
    FAMOUS,
    LISTED,
    NAMED,
    ONE_UNIT,
    SEVERAL,
    SPARSE,
)
from core.reading.claim import ANSWER, ARTICLE, MNIST, OTHER_ANSWER, TOPICS, Claim
from core.reading.verdicts import Verdict

CLAIM, NO_CLAIM = "claim", "none"  # the URL parameter: at which of them the page is opened


def claims() -> tuple[Claim, ...]:
    """What was said of the accuracies, shapes and labels that Keras takes."""
    return (
        _claim(
            "not_only_two",
            MNIST,
            OTHER_ANSWER,
            _("first paragraph"),
            _("binary_crossentropy is not for two classes only."),
            verdicts.ten_classes_are_taken,
            FAMOUS,
            _("See ten classes in every version"),
        ),
        _claim(
            "guesses",
            MNIST,
            ANSWER,
            _("third paragraph"),
            _("Keras guesses which accuracy 'accuracy' means from the loss."),
            verdicts.guesses_by_the_loss,
            FAMOUS,
            _("See which version reports which accuracy"),
        ),
        _claim(
            "naming",
            MNIST,
            ANSWER,
            _("fifth paragraph"),
            _("Name categorical_accuracy, and the reported accuracy is the true one."),
            verdicts.naming_mends,
            NAMED,
            _("See the named metric in every version"),
        ),
        _claim(
            "shape_error",
            TOPICS,
            OTHER_ANSWER,
            _("the message that it quotes"),
            _("categorical_crossentropy refuses integer targets."),
            verdicts.integers_are_refused,
            LISTED,
            _("See what every version says to integers"),
        ),
        _claim(
            "sparse",
            TOPICS,
            OTHER_ANSWER,
            _("its last paragraph"),
            _("sparse_categorical_crossentropy takes integer targets as they are."),
            verdicts.sparse_takes_integers,
            SPARSE,
            _("See the sparse loss in every version"),
        ),
        _claim(
            "one_hot_binary",
            ARTICLE,
            ANSWER,
            _("first of the best practices"),
            _("For yes or no, sigmoid with binary_crossentropy takes scalar or one-hot targets."),
            verdicts.sigmoid_takes_one_hot,
            ONE_UNIT,
            _("See one-hot targets for one sigmoid in every version"),
        ),
        _claim(
            "exclusive",
            ARTICLE,
            ANSWER,
            _("second of the best practices"),
            _("For one class of several: categorical_crossentropy, softmax, one-hot targets."),
            verdicts.exclusive_classes,
            EXCLUSIVE,
            _("See this setup in every version"),
        ),
        _claim(
            "multi_label",
            ARTICLE,
            ANSWER,
            _("third of the best practices"),
            _("For several labels an example, use sigmoid with binary_crossentropy."),
            verdicts.loss_of_several_labels,
            SEVERAL,
            _("See several labels in every version"),
        ),
        _claim(
            "multi_label_one_hot",
            ARTICLE,
            ANSWER,
            _("third of the best practices"),
            _("For several labels an example, the targets can be one-hot."),
            verdicts.one_hot_says_several_labels,
            SEVERAL,
            _("See how many examples have other than one label"),
        ),
        _claim(
            "must_name",
            ARTICLE,
            ANSWER,
            _("last of the best practices"),
            _(
                "With binary_crossentropy on several classes, categorical_accuracy has to be named to "
                "get the true accuracy."
            ),
            verdicts.only_the_name_helps,
            FAMOUS,
            _("See plain 'accuracy' in every version"),
        ),
    )


def _claim(
    name: str,
    asked_in: str,
    said_by: str,
    place: str,
    words: str,
    judge: Callable[[], Verdict],
    setup: FixedSetup,
    link_words: str,
) -> Claim:
    """A claim whose link opens the page at the setup that was judged."""
    link = "versions?" + urlencode({CLAIM: name} | setup.parameters)
    return Claim(name, asked_in, said_by, place, words, judge, verdicts.measured(), link, link_words)


def opened_at(name: str) -> Claim | None:
    """The claim of that name that a link opens the page at; None for no such claim."""
    return next((claim for claim in claims() if claim.id == name), None)
