"""Links to the playground: to setups that Keras refuses, to those that it takes, and to none at all."""

from core.experiment import METRICS

REFUSED = (
    {"labels": "integer", "keras": "3.15.1"},
    {"labels": "integer"},
    {"loss": "categorical_crossentropy", "labels": "integer", "keras": "tf-2.3.4"},
    {"task": "multi_label", "activation": "sigmoid", "metric": "sparse_categorical_accuracy"},
    {"task": "multi_label", "loss": "sparse_categorical_crossentropy"},
    {"task": "binary", "labels": "one_hot"},
    {"activation": "linear", "from_logits": "true"},
    {"activation": "linear", "from_logits": "true", "keras": "tf-1.13.2"},
    {"metric": "binary_accuracy", "keras": "1.0.0"},
)
TAKEN = (
    {"activation": "linear", "task": "binary", "labels": "integer", "keras": "3.15.1"},
    {"activation": "linear", "task": "multi_label", "from_logits": "true", "keras": "3.15.1"},
    {"task": "multi_label", "activation": "sigmoid"},
    {"loss": "sparse_categorical_crossentropy", "labels": "integer", "keras": "1.0.5"},
    {"loss": "mean_squared_error", "activation": "linear", "epochs": 1},
    *({"metric": metric} for metric in METRICS[1:3]),
    *({"keras": version} for version in ("1.0.5", "tf-2.1.4", "tf-2.2.3", "2.1.6")),
)
UNUSABLE = (
    {"loss": "hinge", "dataset": "`<b>`", "task": ""},
    {"epochs": "abc", "seed": "1.5", "batch_size": 7, "learning_rate": 0},
    {"keras": "2.2.4.1", "from_logits": "perhaps"},
    {"keras": "4.0"},
)
