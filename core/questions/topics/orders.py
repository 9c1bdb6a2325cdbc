"""What the page on topics trains: both losses side by side, and a run for each further claim."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from core.experiment import LIMITS as ALL_LIMITS
from core.experiment import Between, Experiment, InvalidChoice, Limits, OneOf
from core.experiment.comparison import Comparison

KERAS = "2.2.4"  # of the question's days: the loss picks the accuracy, and is computed on probabilities
SMALL_EPOCHS, FULL_EPOCHS = 2, 5
CORPORA = ("20newsgroups", "synthetic_topics")
IMBALANCE = 5  # of the claim on class weights, where the reader chose none
DIGITS = 10  # the classes of the claim on a constant factor
SMALL = 0.001  # a factor on the loss so small that gradients come down to Adam's own ε
SEEDS = range(9)  # a verdict that one seed could turn is made from these
FIRST_EPOCHS = 2  # in which a net finds its first answers

LIMITS: dict[str, Limits] = {
    "corpus": OneOf(CORPORA),
    "topics": ALL_LIMITS["topics"],
    "imbalance": Between(int, 1, 20),
}
DEFAULTS: dict[str, Any] = {"corpus": CORPORA[0], "topics": 5, "imbalance": 1}


@dataclass(frozen=True)
class Choice:
    """What a reader chooses on this page: a corpus, how many topics, how unequal they are.

    Raises InvalidChoice for a value outside LIMITS.
    """

    corpus: str = DEFAULTS["corpus"]
    topics: int = DEFAULTS["topics"]
    imbalance: int = DEFAULTS["imbalance"]

    def __post_init__(self) -> None:
        for name, limits in LIMITS.items():
            try:
                object.__setattr__(self, name, limits.parse(getattr(self, name)))
            except InvalidChoice as problem:
                raise InvalidChoice(f"{name}={getattr(self, name)!r}: {problem}") from None

    def experiment(self, **others: Any) -> Experiment:
        """The question's net on these documents, as Keras 2.2.4 has it."""
        return Experiment(
            dataset=self.corpus,
            topics=self.topics,
            keras=KERAS,
            **({"imbalance": self.imbalance} | others),
        )


def both_losses(choice: Choice, epochs: int) -> Comparison:
    """The question itself: binary_crossentropy, then categorical_crossentropy, from one seed."""
    losses = {"binary": "binary_crossentropy", "categorical": "categorical_crossentropy"}
    return Comparison(
        {name: choice.experiment(loss=loss, epochs=epochs) for name, loss in losses.items()}
    )


def constant_factor(epochs: int = 10) -> Comparison:
    """categorical_crossentropy once and ten times, under adam and then under sgd, on the digits.

    And once with a factor of SMALL under adam.
    """
    return Comparison(
        {
            f"{optimizer}_{weight}": Experiment(
                dataset="digits",
                loss="categorical_crossentropy",
                optimizer=optimizer,
                learning_rate=rate,
                loss_weight=weight,
                epochs=epochs,
                keras=KERAS,
            )
            for optimizer, rate, weights in (
                ("adam", 0.001, (1, DIGITS, SMALL)),
                ("sgd", 0.01, (1, DIGITS)),
            )
            for weight in weights
        }
    )


def renormalised(corpus: str = CORPORA[0]) -> Comparison:
    """categorical_crossentropy on sigmoid outputs, then on softmax outputs."""
    return Comparison(
        {
            each: Choice(corpus).experiment(loss="categorical_crossentropy", activation=each, epochs=3)
            for each in ("sigmoid", "softmax")
        }
    )


def weighted(choice: Choice) -> Comparison:
    """Unequal topics without class weights, then with class_weight = 1 / frequency."""
    imbalance = choice.imbalance if choice.imbalance > 1 else IMBALANCE
    return Comparison(
        {
            name: choice.experiment(
                loss="categorical_crossentropy", class_weight=on, imbalance=imbalance, epochs=15
            )
            for name, on in (("plain", False), ("weighted", True))
        }
    )


def first_answers(choice: Choice, seeds: Iterable[int] = SEEDS) -> Comparison:
    """What unequal topics without class weights begin with, from each of the seeds."""
    plain = weighted(choice).member("plain")
    return Comparison(
        {f"seed_{seed}": replace(plain, seed=seed, epochs=FIRST_EPOCHS) for seed in seeds}
    )


def repeated(order: Comparison) -> Comparison:
    """The same, once from each of SEEDS."""
    return Comparison(order.members, SEEDS)


def refused(corpus: str = CORPORA[0]) -> Experiment:
    """Integer labels for categorical_crossentropy: what Keras refuses to train."""
    return Choice(corpus).experiment(loss="categorical_crossentropy", labels="integer", epochs=2)


def mends(corpus: str = CORPORA[0]) -> Comparison:
    """Its two mends: one-hot targets (`to_categorical`), and the sparse loss."""
    losses = {"one_hot": "categorical_crossentropy", "integer": "sparse_categorical_crossentropy"}
    return Comparison(
        {
            labels: Choice(corpus).experiment(loss=loss, labels=labels, epochs=2)
            for labels, loss in losses.items()
        }
    )
