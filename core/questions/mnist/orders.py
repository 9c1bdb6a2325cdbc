"""The runs behind the page on MNIST: two nets, each with two losses from one seed."""

from dataclasses import replace
from typing import Any

from core.experiment import Experiment
from core.experiment.comparison import Comparison

LOSSES = {"binary": "binary_crossentropy", "categorical": "categorical_crossentropy"}
ALL_IMAGES, FEW_IMAGES, TEST_IMAGES = 60_000, 5000, 10_000
DATASET = "mnist"
INSTEAD = "digits_as_mnist"  # where MNIST is not on this machine
KERAS = "2.2.4"  # a version of the days of question and article
# What the question's answer printed: `model.evaluate` on its run, and the right answers counted.
ANSWER_REPORTED, ANSWER_COUNTED = 0.99794011611938471, 0.98999999999999999
RIGHT_METRIC = "categorical_accuracy"  # the mend that the question's answer gives

# The question names its optimizer only: 0.002 is what "adamax" meant in its Keras (1.x and 2.x), and
# 32 the batch size of a `fit` that is given none. The article names all.
CHOICES: dict[str, dict[str, Any]] = {
    "article": {"optimizer": "adam", "batch_size": 64},
    "question": {"optimizer": "adamax", "learning_rate": 0.002, "batch_size": 32},
}
# The question trained 10 epochs with the one loss and 30 with the other; both pass 97 % well before.
FULL_EPOCHS = {"article": 2, "question": 10}
FEW_EPOCHS = {"article": 2, "question": 1}
INSTEAD_EPOCHS = 5  # of 1,347 images
SEEDS = range(8)  # of the article's net: a verdict that one seed could turn is made from these


def full(net: str) -> Comparison:
    """Both losses on all of MNIST. net: one of NETS."""
    return _pair(net, DATASET, ALL_IMAGES, FULL_EPOCHS[net])


def repeated() -> Comparison:
    """The article's net on all of MNIST, with both losses once from each of SEEDS."""
    return Comparison(full("article").members, SEEDS)


def few(net: str) -> Comparison:
    """Both losses on the first images of MNIST, in seconds."""
    return _pair(net, DATASET, FEW_IMAGES, FEW_EPOCHS[net])


def instead(net: str) -> Comparison:
    """Both losses on the bundled digits, enlarged so that the same net takes them."""
    return _pair(net, INSTEAD, FEW_IMAGES, INSTEAD_EPOCHS)


def mended(experiment: Experiment) -> Experiment:
    """The same training with the metric named: `metrics=[categorical_accuracy]`."""
    return replace(experiment, metric=RIGHT_METRIC)


def _pair(net: str, dataset: str, train_size: int, epochs: int) -> Comparison:
    return Comparison(
        {
            name: Experiment(
                dataset=dataset,
                net=net,
                loss=loss,
                keras=KERAS,
                train_size=train_size,
                epochs=epochs,
                **CHOICES[net],
            )
            for name, loss in LOSSES.items()
        }
    )
