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


# Keras 3.15.1 has no metric of its own for it.
EXACT_MATCH = """\
def exact_match(y_true, y_pred):
    return keras.ops.all((y_pred > 0.5) == (y_true > 0.5), axis=-1)
"""


def advised(experiment: Experiment) -> Experiment:
    """The same data and training with what fits them, in today's Keras.

    Of classes and of a yes or no its `accuracy` is the true one, and its loss what the predictions
    give. Of several labels `binary_accuracy` counts labels; what counts exact matches, which are true,
    `what_to_write` adds.
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
    own = replace(advised(experiment), backend="tensorflow")  # the same for every backend
    if own.task != "multi_label":
        return f"import keras\n\n{steps.net(own)}\n{steps.compiled(own)}\n"
    compiled = steps.compiled(own, also="exact_match")
    return f"import keras\n\n\n{EXACT_MATCH}\n\n{steps.net(own)}\n{compiled}\n"
