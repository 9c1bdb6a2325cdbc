"""The nets as data: what comes last, and which shapes go in and out."""

import numpy as np
import pytest

from core.experiment import ACTIVATIONS, OFFERED, Experiment, nets
from core.experiment.nets import Layer


@pytest.mark.parametrize("dataset", OFFERED["dataset"].options)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_last_layer_has_one_output_a_class_and_the_chosen_activation(dataset, activation):
    experiment = Experiment(dataset=dataset, activation=activation)
    *hidden, output = nets.layers(experiment)
    assert output == Layer.of("Dense", units=10, activation=activation)
    assert tuple(hidden) == nets.architecture(experiment).hidden
    assert nets.output_shape(experiment) == (None, 10)


@pytest.mark.parametrize(
    ("labels", "shape"),
    [("one_hot", (None, 10)), ("integer", (None,)), ("integer_column", (None, 1))],
)
def test_targets_have_the_shape_of_their_encoding(labels, shape):
    assert nets.target_shape(Experiment(labels=labels)) == shape


@pytest.mark.parametrize(
    ("task", "labels", "targets", "outputs"),
    [
        ("multi_label", "one_hot", (None, 3), (None, 3)),
        ("multi_label", "integer", (None, 3), (None, 3)),
        ("multi_label", "integer_column", (None, 3), (None, 3)),
        ("binary", "one_hot", (None, 2), (None, 1)),
        ("binary", "integer", (None,), (None, 1)),
        ("binary", "integer_column", (None, 1), (None, 1)),
    ],
)
def test_other_tasks_have_shapes_of_their_own(task, labels, targets, outputs):
    experiment = Experiment(task=task, labels=labels, keras="3.15.1")
    assert nets.target_shape(experiment) == targets
    assert nets.output_shape(experiment) == outputs
    assert nets.layers(experiment)[-1].units == nets.units(experiment) == outputs[-1]
    given = nets.targets(experiment, np.arange(10))
    assert given.shape == (10, *targets[1:])


def test_several_labels_are_zeros_and_ones_that_a_loss_can_take():
    targets = nets.targets(Experiment(task="multi_label"), np.array([7, 4]))
    np.testing.assert_array_equal(targets, [[0, 1, 1], [1, 0, 0]])
    assert targets.dtype == "float32"


@pytest.mark.parametrize("task", ["multi_label", "binary"])
def test_a_logit_says_yes_above_0_and_a_probability_above_a_half(task):
    outputs = Experiment(task=task, activation="linear")
    logits = Experiment(task=task, activation="linear", from_logits=True)
    ignored = Experiment(task=task, activation="sigmoid", from_logits=True)
    assert [nets.threshold(each) for each in (outputs, logits, ignored)] == [0.5, 0, 0.5]
    digits = np.array([2])
    predictions = np.array([[0.3, 0.3, -1.0]])[:, : nets.units(outputs)]
    assert nets.true_accuracy(outputs, digits, predictions) == 0
    assert nets.true_accuracy(logits, digits, predictions) == 1


def test_nets_take_what_their_data_sets_hold():
    shapes = {"digits": (64,), "mnist": (28, 28, 1), "20newsgroups": (200,), "pima": (8,)}
    for name, shape in shapes.items():
        experiment = Experiment(dataset=name)
        assert nets.input_shape(experiment) == shape
        assert nets.takes_tokens(experiment) == (name == "20newsgroups")
    mnist = nets.architecture(Experiment(dataset="mnist"))
    assert [layer.name for layer in mnist.hidden] == ["Conv2D", "MaxPooling2D", "Flatten", "Dense"]
