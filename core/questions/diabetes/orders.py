"""The question's two nets for a yes or a no: one sigmoid output, or two softmax outputs."""

from itertools import product

from core.experiment import Experiment
from core.experiment.comparison import Comparison
from core.keras_versions import TODAY

THEN, NOW = "2.2.4", TODAY  # a Keras of the question's time, and today's
VERSIONS = (THEN, NOW)
DATASET = "pima"
EPOCHS = 150
FEW, MANY = 10, 100  # runs a head: the question's ten, and enough to see the spread
# What the question reports: means of ten runs a head, on the rows that were trained on.
ASKED_SIGMOID, ASKED_SOFTMAX = 0.7412760416666666, 0.6692708333333334
LUCK, ONE_MODEL, PARTING = "luck", "one-model", "parting"  # places of the page, for links


def order(
    runs: int,
    version: str = THEN,
    scaled: bool = False,
    holdout: bool = False,
) -> Comparison:
    """Both nets, each trained with the seeds 0 to `runs` − 1: first one sigmoid, then two softmax.

    version: the Keras whose loss is trained on. scaled, holdout: see `Experiment`.
    """
    shared = {
        "dataset": DATASET,
        "epochs": EPOCHS,
        "keras": version,
        "scaled": scaled,
        "holdout": holdout,
    }
    sigmoid = Experiment(
        task="binary",
        loss="binary_crossentropy",
        activation="sigmoid",
        labels="integer",
        **shared,
    )
    softmax = Experiment(
        task="classes",
        loss="categorical_crossentropy",
        activation="softmax",
        labels="one_hot",
        **shared,
    )
    return Comparison({"sigmoid": sigmoid, "softmax": softmax}, range(runs))


def recorded() -> dict[str, Comparison]:
    """The shipped recordings by name: either version, raw or scaled, with or without a split."""
    return {
        _name(version, scaled, holdout): order(MANY, version, scaled, holdout)
        for version, scaled, holdout in product(VERSIONS, (False, True), (False, True))
    }


def _name(version: str, scaled: bool, holdout: bool) -> str:
    parts = ["diabetes", version, *["scaled"] * scaled, *["holdout"] * holdout]
    return "_".join(parts).replace(f"_{THEN}", "")
