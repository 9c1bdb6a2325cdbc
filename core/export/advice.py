"""What to write today: the last layer, loss and metric that fit a task and its labels."""

from dataclasses import replace

from core.experiment import Experiment
from core.export import steps
from core.keras_versions import TODAY

_FITTING = {
    "one_hot": "categorical_crossentropy",
    "integer": "sparse_categorical_crossentropy",
    "integer_column": "sparse_categorical_crossentropy",
}


def advised(experiment: Experiment) -> Experiment:
    """The same data and training with what fits them, in today's Keras.

    Of classes and of a yes or no its `accuracy` is the true one, and its loss what the predictions
    give. Of several labels `binary_accuracy` counts labels; for whole examples Keras has no metric.
    """
    if experiment.task == "classes":
        fitting = {"loss": _FITTING[experiment.labels], "activation": "softmax", "metric": "accuracy"}
    else:
        several = experiment.task == "multi_label"
        column = "integer" if experiment.labels == "one_hot" else experiment.labels
        fitting = {
            "loss": "binary_crossentropy",
            "activation": "sigmoid",
            "metric": "binary_accuracy" if several else "accuracy",
            "labels": experiment.labels if several else column,
        }
    return replace(experiment, keras=TODAY, from_logits=False, **fitting)


def what_to_write(experiment: Experiment) -> str:
    """Python that builds and compiles the advised net, and nothing else: what a reader can copy."""
    own = advised(experiment)
    return f"import keras\n\n{steps.net(own)}\n{steps.compiled(own)}\n"
