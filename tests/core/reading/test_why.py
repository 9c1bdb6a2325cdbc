"""The path to the metric and what is made of `from_logits`, in words."""

import itertools

import pytest

from core.experiment import ACTIVATIONS, LABELS, LOSSES, Experiment
from core.keras_versions import ERAS, TODAY, VERSIONS, KerasRefuses
from core.reading import told_logits
from core.reading.reading import read
from core.reading.why import path_in_words


def path(**choices):
    return path_in_words(read(Experiment(**choices)))


def test_the_famous_case_asks_for_the_width_then_for_the_loss():
    assert path() == [
        "Does the metric name a function? `accuracy` does not, so one is picked.",
        "How wide is the output? 10 units, so it asks on.",
        "Which loss? `binary_crossentropy`: `binary_accuracy`.",
    ]


def test_today_asks_for_the_shapes():
    assert path(keras=TODAY)[1:] == [
        "How wide is the output? 10 units, so it asks on.",
        "Which shape have the targets? (N, 10), a row an example: `categorical_accuracy`.",
    ]
    sparse = {"loss": "sparse_categorical_crossentropy", "labels": "integer"}
    told = "one number an example: `sparse_categorical_accuracy`."
    assert path(keras=TODAY, **sparse)[-1].endswith(f"(N,), {told}")
    assert path(keras="tf-2.2.3", **sparse)[-1].endswith(f"(N, 1), {told}")  # made a column before


def test_a_named_metric_is_the_whole_path():
    assert path(metric="binary_accuracy") == [
        "Does the metric name a function? `binary_accuracy` does: it is taken as it is."
    ]


def test_one_unit_ends_it():
    one = {"task": "binary", "activation": "sigmoid", "labels": "integer"}
    assert {path(keras=each.version, **one)[-1] for each in ERAS} == {
        "How wide is the output? One unit: `binary_accuracy`."
    }


def test_the_last_step_names_what_is_picked_in_every_version():
    for version, loss, labels in itertools.product(VERSIONS, LOSSES, LABELS):
        reading = read(Experiment(keras=version, loss=loss, labels=labels))
        if reading.refused:
            assert reading.behaviour.path == ()
            with pytest.raises(KerasRefuses):
                path_in_words(reading)
        else:
            *others, last = path_in_words(reading)
            assert last.endswith(f"`{reading.picked}`.")
            assert not any("_accuracy`." in each for each in others)


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        (
            {"keras": TODAY},
            "the same loss. It warns: “`binary_crossentropy` received `from",
        ),
        ({"keras": "tf-2.6.5"}, "produced by a sigmoid or softmax activation"),
        ({"keras": "tf-2.4.4"}, "the same loss. It does not warn."),
        ({"keras": "tf-2.2.3"}, "takes the softmax outputs for logits and puts a sigmoid on them"),
        (
            {"keras": TODAY, "backend": "jax"},
            "Keras 3.15.1 on JAX takes the softmax outputs for",
        ),
        ({"keras": TODAY, "activation": "linear"}, "on the outputs, as it should."),
    ],
)
def test_what_is_made_of_from_logits(choices, says):
    told = told_logits.in_words(read(Experiment(from_logits=True, **choices)))
    assert says in told
    assert told_logits.in_words(read(Experiment(**choices))) == ""


def test_what_is_said_of_from_logits_is_what_is_trained():
    for version, loss, activation in itertools.product(VERSIONS, LOSSES[:3], ACTIVATIONS[:2]):
        labels = "integer" if loss.startswith("sparse") else "one_hot"
        plain = Experiment(keras=version, loss=loss, activation=activation, labels=labels)
        told = Experiment(**plain.as_dict() | {"from_logits": True})
        words = told_logits.in_words(read(told))
        assert bool(words) == (read(told).refused is None)
        assert ("the same loss" in words) == bool(words and told.training_key == plain.training_key)
