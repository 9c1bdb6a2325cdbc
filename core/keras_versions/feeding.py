"""What `accuracy` is of a generator or a dataset, by what is known of the shapes."""

from dataclasses import replace

from core.keras_versions.eras import era, since
from core.keras_versions.rules import loss_computed_on, picked_accuracy
from core.keras_versions.setup import Setup

SOURCES = (
    "generator",
    "dataset",
    "unknown_width",
    "unknown_rank",
)  # the last two: of a dataset's labels


def accuracy_from(setup: Setup, source: str) -> str | None:
    """The Keras function that the metric stands for; None where the version refuses the source.

    source: one of SOURCES. "generator" is a Python generator of batches; "unknown_width" a `tf.data`
    dataset that knows of its labels how many axes they have, "unknown_rank" one that does not. The
    setup is one that works with arrays.
    """
    if source not in SOURCES:
        raise ValueError(f"unknown source {source!r}: one of {', '.join(SOURCES)}")
    version, column = setup.version, len(setup.target_shape) == 2
    if source == "unknown_rank" or (source != "generator" and not since(version, "tf-1.12.0")):
        return None
    if source == "generator" and since(version, "3.0.0"):
        return picked_accuracy(setup)  # which looks at the first batch
    if source != "dataset" and column and era(version).accuracy_rule == "by_shapes":
        if setup.sparse and since(version, "3.0.0"):
            return None  # the loss then misses an axis of the outputs
        setup = replace(setup, target_shape=(None, None))
    return picked_accuracy(setup)


def has_run_eagerly(version: str) -> bool:
    """Whether `compile` takes `run_eagerly=True` as the version is installed."""
    return since(version, "tf-2.0.0")


def eager_loss_computed_on(version: str, loss: str, activation: str) -> str:
    """The same as `loss_computed_on` with `run_eagerly=True`, where a version has that."""
    if era(version).loss_rule == "matching_logits":
        return "probabilities"  # it looked for the graph's operation, and eagerly there is none
    return loss_computed_on(version, loss, activation)
