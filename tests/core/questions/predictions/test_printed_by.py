"""What each era prints, by the measured rules; and losses by hand against Keras's own."""

import numpy as np
import pytest

from core import keras_versions
from core.keras_versions import ERAS, LOSSES
from core.questions.predictions import examples, printed_by
from core.questions.predictions.definitions import definitions
from tests.core.questions.predictions.arrays import net, of, sigmoid, softmax


def spans(case, loss, labels="one_hot"):
    (row,) = [each for each in printed_by.printed(case) if (each.loss, each.labels) == (loss, labels)]
    return [(span.eras[0].id, span.eras[-1].id, span.definition) for span in row.spans]


def test_the_famous_case_through_the_eras():
    assert spans(examples.case("famous"), "binary_crossentropy") == [
        ("by_width", "by_width", "largest"),
        ("by_loss", "matching_logits", "cells"),
        ("by_shapes", "cached_logits", "largest"),
    ]
    assert spans(examples.case("famous"), "categorical_crossentropy") == [
        ("by_width", "cached_logits", "largest")
    ]


def test_logits_were_rounded_once():
    assert spans(examples.case("logits"), "binary_crossentropy", "integer_column") == [
        ("by_width", "by_loss", "rounded"),
        ("matching_logits", "cached_logits", "half"),
    ]


@pytest.mark.parametrize("activation", [softmax, sigmoid, np.asarray])
@pytest.mark.parametrize("encoding", ["one_hot", "integer", "integer_column"])
def test_every_row_is_what_the_versions_pick_and_refuse(encoding, activation):
    labels, logits = net(40, 4, 2)
    brought = {"one_hot": np.eye(4)[labels], "integer": labels, "integer_column": labels[:, None]}
    case = of(brought[encoding], activation(logits))
    shapes = {"one_hot": (None, 4), "integer": (None,), "integer_column": (None, 1)}
    known = {each.id for each in definitions(case)} | {"rounded"}
    rows = printed_by.printed(case)
    assert {row.loss for row in rows} == set(LOSSES)
    for row in rows:
        assert [era for span in row.spans for era in span.eras] == list(ERAS)
        for span in row.spans:
            assert span.definition is None or span.definition in known
            for era in span.eras:
                try:
                    picked = keras_versions.resolve_accuracy(
                        era.version,
                        row.loss,
                        shapes[row.labels],
                        (None, 4),
                        activation=case.activation,
                    )
                except keras_versions.KerasRefuses:
                    assert span.definition is None
                    continue
                if span.definition == "largest":
                    assert "categorical" in picked
                elif span.definition in ("cells", "broadcast", "rounded"):
                    assert picked == "binary_accuracy"
                else:
                    assert picked == "categorical_accuracy"


def test_a_definition_knows_which_keras_prints_it():
    rows = printed_by.printed(examples.case("famous"))
    found = printed_by.eras_that_print(rows, "cells")
    assert {loss: [era.id for era in eras] for loss, eras in found.items()} == {
        "binary_crossentropy": ["by_loss", "matching_logits"]
    }
    assert printed_by.eras_that_print(rows, "exact") == {}


@pytest.mark.parametrize("activation", [softmax, sigmoid, np.asarray])
@pytest.mark.parametrize("task", ["classes", "multi_label", "binary"])
def test_losses_are_keras_s_own(task, activation):
    import keras

    rng = np.random.default_rng(0)
    labels, logits = net(50, 4, 2)
    targets = {
        "classes": np.eye(4)[labels],
        "multi_label": rng.integers(0, 2, (50, 4)),
        "binary": (labels % 2)[:, None],
    }[task].astype("float32")
    outputs = activation(logits)[:, : targets.shape[1]].astype("float32")
    case = of(targets, outputs)
    assert case.task == task
    found = {each.name: each for each in printed_by.losses_of(case)}
    losses = {
        "binary_crossentropy": keras.losses.BinaryCrossentropy,
        "categorical_crossentropy": keras.losses.CategoricalCrossentropy,
        "sparse_categorical_crossentropy": keras.losses.SparseCategoricalCrossentropy,
    }
    assert set(found) - set(losses) == {"mean_squared_error"}
    assert found["mean_squared_error"].as_probabilities == pytest.approx(
        float(keras.losses.MeanSquaredError()(targets, outputs)), rel=1e-5
    )
    for name in found.keys() & losses.keys():
        wanted = labels if name.startswith("sparse") else targets
        logit = float(losses[name](from_logits=True)(wanted, outputs))
        assert found[name].as_logits == pytest.approx(logit, rel=1e-4)
        if activation is not np.asarray:  # of logits as they are, clipping to 1e-7 magnifies rounding
            plain = float(losses[name]()(wanted, outputs))
            assert found[name].as_probabilities == pytest.approx(plain, rel=1e-4)


def test_the_loss_behind_a_sigmoid_is_the_one_of_its_logits():
    import keras

    labels, logits = net(50, 4, 2)
    case = of(labels, sigmoid(logits))
    by_keras = keras.losses.CategoricalCrossentropy(from_logits=True)(
        np.eye(4, dtype="float32")[labels], logits.astype("float32")
    )
    assert printed_by.behind_sigmoid(case) == pytest.approx(float(by_keras), rel=1e-4)
    assert printed_by.behind_sigmoid(of(labels, softmax(logits))) is None


def test_predicted_classes_have_no_losses_and_no_table():
    case = of([0, 1, 2], [0, 2, 2])
    assert printed_by.losses_of(case) == ()
    assert printed_by.printed(case) == ()
