"""Which accuracy a version reads, in which words; every number in a text is the number computed."""

import itertools
import math
import re
from dataclasses import replace

import numpy as np
import pytest

from core.experiment import ACTIVATIONS, LABELS, LOSSES, METRICS, Experiment
from core.experiment.nets import output_shape, target_shape
from core.keras_versions import ERAS, KerasRefuses, refusal
from core.reading import reading
from core.reading.reading import Point
from tests import shipped

TODAY = "3.15.1"
SPARSE = {"loss": "sparse_categorical_crossentropy", "labels": "integer"}


def point(reported=0.9, true=0.1, loss=0.5, loss_by_hand=0.5, epoch=1):
    return Point(epoch, 450, reported, true, loss, loss_by_hand)


def numbers(text):
    return [float(each) for each in re.findall(r"\d+\.\d+", text)]


@pytest.mark.parametrize(
    ("choices", "name"),
    [
        ({}, "binary_accuracy"),
        ({"keras": "tf-2.1.4"}, "binary_accuracy"),
        ({"keras": "tf-2.2.3"}, "categorical_accuracy"),
        ({"keras": TODAY}, "categorical_accuracy"),
        ({"loss": "categorical_crossentropy"}, "categorical_accuracy"),
        ({"loss": "categorical_crossentropy", "metric": "binary_accuracy"}, "binary_accuracy"),
        ({"metric": "categorical_accuracy"}, "categorical_accuracy"),
        (SPARSE, "sparse_categorical_accuracy"),
        ({**SPARSE, "keras": TODAY}, "sparse_categorical_accuracy"),
        ({**SPARSE, "keras": TODAY, "metric": "categorical_accuracy"}, "categorical_accuracy"),
        (
            {"loss": "mean_squared_error", "labels": "integer_column", "keras": TODAY},
            "sparse_categorical_accuracy",
        ),
    ],
)
def test_the_accuracy_that_a_version_picks(choices, name):
    experiment = Experiment(**choices)
    assert reading.refusal(experiment) is None
    assert reading.picked(experiment) == name


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"labels": "integer"}, "expected dense_1 to have shape (10,) but got array with shape (1,)"),
        ({"labels": "integer", "keras": TODAY}, "must have the same rank"),
        ({"labels": "integer_column", "keras": TODAY}, "must have the same shape"),
        ({"loss": SPARSE["loss"], "keras": TODAY}, "must have rank (ndim) `target.ndim - 1`"),
    ],
)
def test_what_a_version_refuses(choices, said):
    experiment = Experiment(**choices)
    refused = reading.refusal(experiment)
    assert said in refused.message
    for mend in refused.mends:
        assert reading.refusal(replace(experiment, **mend)) is None
    with pytest.raises(KerasRefuses) as raised:
        reading.picked(experiment)
    assert raised.value.message == refused.message


@pytest.mark.parametrize("version", [era.version for era in ERAS])
def test_refusals_are_those_of_the_chosen_activation(version):
    """tf.keras 2.2 refuses integers on the logits of a sigmoid, and broadcasts them over a softmax."""
    for loss in LOSSES:
        for labels in LABELS:
            for metric in METRICS:
                for activation in ACTIVATIONS:
                    experiment = Experiment(
                        keras=version, loss=loss, labels=labels, metric=metric, activation=activation
                    )
                    shapes = target_shape(experiment), output_shape(experiment)
                    expected = refusal(version, loss, *shapes, metric, activation)
                    refused = reading.refusal(experiment)
                    assert (refused and refused.message) == (expected and expected.message), experiment


@pytest.mark.parametrize("metric", ["accuracy", "binary_accuracy", "categorical_accuracy"])
@pytest.mark.parametrize("version", ["2.2.4", "tf-2.2.3"])
def test_points_are_the_snapshots_by_the_picked_metric(version, metric):
    experiment = Experiment(keras=version, metric=metric)
    recording = shipped.load("classic")
    points = reading.points(experiment, recording.snapshots)
    assert len(points) == 16
    for each, snapshot in zip(points, recording.snapshots, strict=True):
        assert each.reported == snapshot.accuracies[reading.picked(experiment)]
        assert (each.true, each.epoch) == (snapshot.true_accuracy, snapshot.epoch)
        assert (each.loss, each.loss_by_hand) == (snapshot.loss, snapshot.loss_by_hand)
        assert each.examples == 450
    assert (points[-1].reported > 0.98) == (reading.picked(experiment) == "binary_accuracy")


@pytest.mark.parametrize(("epoch", "text"), [(8 / 79, "0.1"), (12.0, "12"), (0, "0"), (199.96, "200")])
def test_a_moment_is_told_to_a_tenth_of_an_epoch(epoch, text):
    assert reading.moment(epoch) == text


def test_a_snapshot_without_that_accuracy_is_left_out():
    experiment = Experiment(**SPARSE)
    assert reading.points(experiment, shipped.load("classic").snapshots) == []


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.953, "95.3 %"), (0.0, "0.0 %"), (1.0, "100.0 %"), (0.99794, "99.8 %"), (0.10222, "10.2 %")],
)
def test_percent_cannot_be_parted(share, text):
    assert reading.percent(share) == text.replace(" ", "\N{NO-BREAK SPACE}")


def test_an_accuracy_prints_alike_as_float32_and_as_float64():
    for right in range(10_001):
        share = right / 10_000
        assert reading.percent(float(np.float32(share))) == reading.percent(share)


def test_the_gap_in_words():
    assert reading.gap_in_words(point(0.9871, 0.9378)) == "4.9 points too high"
    assert reading.gap_in_words(point(0.85, 0.9)) == "5.0 points too low"
    assert reading.gap_in_words(point(0.9, 0.9)) == "no gap"


def test_two_numbers_that_print_alike_do_not_part_and_others_do():
    assert reading.same(point(0.94951, 0.95049))
    assert not reading.same(point(0.95049, 0.95051))
    rng = np.random.default_rng(0)
    for true in rng.random(500):
        at = point(float(np.clip(true + rng.normal(scale=0.001), 0, 1)), float(true))
        alike = reading.percent(at.reported) == reading.percent(at.true)
        assert reading.same(at) == alike
        assert (reading.gap_in_words(at) == "no gap") == alike
        if not alike:
            (gap,) = numbers(reading.gap_in_words(at))
            assert gap == pytest.approx(100 * abs(at.reported - at.true), abs=0.11)
            assert gap >= 0.1
            assert reading.gap_in_words(at).endswith("high" if at.reported > at.true else "low")


def test_the_sentence_states_the_gap_first_and_else_the_loss():
    apart = reading.in_words(point(0.9871, 0.9378, loss=1, loss_by_hand=0.5))
    assert numbers(apart) == [98.7, 93.8]
    assert apart.startswith("Keras says 98.7")
    assert apart.endswith("It is right 93.8\N{NO-BREAK SPACE}% of the time.")

    off = reading.in_words(point(0.9, 0.9, loss=1.0528, loss_by_hand=0.5166))
    assert numbers(off) == [90.0, 90.0, 1.053, 0.517]
    assert "But its loss, 1.053, is not what its predictions give: 0.517." in off

    fine = reading.in_words(point(0.9, 0.9))
    assert fine == "Keras says 90.0 %, and is right 90.0 % of the time.".replace(
        " %", "\N{NO-BREAK SPACE}%"
    )
    untrained = reading.in_words(point(epoch=0))
    assert untrained == "Before learning anything: " + reading.in_words(point())


@pytest.mark.parametrize(
    ("loss", "by_hand", "parts"),
    [
        (0.5, 0.5, False),
        (0.33908551931381226, 0.33908551882462934, False),
        (0.5, 0.5004, False),
        (0.5, 0.501, True),
        (1.0528, 0.5166, True),
        (0.0, 1e-7, False),
        (math.inf, math.inf, False),
        (math.nan, math.nan, False),
        (math.nan, 0.5, True),
    ],
)
def test_losses_part_beyond_rounding_only(loss, by_hand, parts):
    at = point(loss=loss, loss_by_hand=by_hand)
    assert reading.loss_parts(at) == parts
    assert reading.loss_gap_in_words(at) == (
        f"by hand: {by_hand:.3f}" if parts else "by hand: the same"
    )


def test_rules_in_words():
    said = reading.rule_in_words(Experiment())
    assert said == "Keras 2.2.4 picks by the loss: here `accuracy` means `binary_accuracy`."
    said = reading.rule_in_words(Experiment(keras=TODAY))
    assert said == (
        "Keras 3.15.1 picks by the shapes of targets and predictions: "
        "here `accuracy` means `categorical_accuracy`."
    )
    assert "by the number of outputs" in reading.rule_in_words(Experiment(keras="1.0.5"))
    named = reading.rule_in_words(Experiment(metric="binary_accuracy"))
    assert named == "You named `binary_accuracy`, so every Keras version reports it."


def test_right_is_defined_for_each_task():
    logits = {"activation": "linear", "from_logits": True}
    setups = [
        *(Experiment(), Experiment(**logits)),
        *(Experiment(task=task, **more) for task in ("multi_label", "binary") for more in ({}, logits)),
    ]
    told = [reading.truth_in_words(each) for each in setups]
    assert told[0] == told[1] == "right: the largest output is the label's"
    assert told[2] == "right: all three outputs above 0.5 exactly where the label is 1"
    assert told[3] == "right: all three logits above 0 exactly where the label is 1"
    assert told[4] == "right: the output is above 0.5 exactly if the digit is even"
    assert told[5] == "right: the logit is above 0 exactly if the digit is even"


@pytest.mark.parametrize("task", ["classes", "multi_label", "binary"])
@pytest.mark.parametrize("version", ["1.0.5", "2.2.4", "tf-1.13.2", "tf-2.2.3", TODAY])
def test_every_refusal_of_every_task_has_a_mend_that_works(task, version):
    for loss, activation, labels, metric in itertools.product(LOSSES, ACTIVATIONS, LABELS, METRICS):
        for from_logits in (False, True):
            experiment = Experiment(
                task=task,
                keras=version,
                loss=loss,
                activation=activation,
                labels=labels,
                metric=metric,
                from_logits=from_logits,
            )
            refused = reading.refusal(experiment)
            if refused:
                assert refused.mends, experiment
                for mend in refused.mends:
                    mended = replace(experiment, **mend)
                    assert reading.refusal(mended) is None, (experiment, mend)
                    assert task != "multi_label" or "labels" not in mend


def test_a_version_without_from_logits_says_so_in_a_sentence():
    experiment = Experiment(activation="linear", from_logits=True)
    refused = reading.refusal(experiment)
    assert refused.exception_type == ""
    assert refused.message.startswith("Keras 2.2.4 has no from_logits: ")
    assert refused.mends == ({"from_logits": False}, {"keras": TODAY})
    assert reading.refusal(replace(experiment, activation="softmax")) is None  # ignored there
    assert reading.refusal(replace(experiment, keras="2.3.0")) is None


def test_accuracy_of_the_tasks_as_the_versions_pick_it():
    multi = Experiment(task="multi_label", activation="sigmoid")
    assert reading.picked(multi) == "binary_accuracy"
    assert reading.picked(replace(multi, keras=TODAY)) == "categorical_accuracy"
    for version in ("1.0.5", "2.2.4", "tf-2.2.3", TODAY):
        binary = Experiment(task="binary", activation="sigmoid", labels="integer", keras=version)
        assert reading.picked(binary) == "binary_accuracy"
