"""Which accuracy a version reads, what it refuses, and what mends it."""

import itertools
from dataclasses import replace
from operator import attrgetter

import pytest

from core import keras_versions, language
from core.experiment import ACTIVATIONS, LABELS, LOSSES, METRICS, Experiment
from core.experiment.nets import output_shape, target_shape
from core.keras_versions import ERAS, KerasRefuses, Setup, behaviour
from core.reading import reading
from core.reading.reading import read
from tests import shipped

TODAY = "3.15.1"
SPARSE = {"loss": "sparse_categorical_crossentropy", "labels": "integer"}


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
    assert read(experiment).refused is None
    assert read(experiment).picked == name


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
    refused = read(experiment).refused
    assert said in refused.message
    for mend in refused.mends:
        assert read(replace(experiment, **mend)).refused is None
    for ask in (attrgetter("picked"), attrgetter("reported_name"), lambda found: found.points([])):
        with pytest.raises(KerasRefuses) as raised:
            ask(read(experiment))
        assert raised.value.message == refused.message
        assert raised.value.mends == refused.mends


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
                    expected = behaviour(
                        Setup(version, loss, *shapes, metric, activation=activation)
                    ).refused
                    refused = read(experiment).refused
                    assert (refused and refused.message) == (expected and expected.message), experiment


@pytest.mark.parametrize("metric", ["accuracy", "binary_accuracy", "categorical_accuracy"])
@pytest.mark.parametrize("version", ["2.2.4", "tf-2.2.3"])
def test_points_are_the_snapshots_by_the_picked_metric(version, metric):
    experiment = Experiment(keras=version, metric=metric)
    recording = shipped.load("classic")
    points = read(experiment).points(recording.snapshots)
    assert len(points) == 16
    for each, snapshot in zip(points, recording.snapshots, strict=True):
        assert each.reported == snapshot.accuracies[read(experiment).picked]
        assert (each.true, each.epoch) == (snapshot.true_accuracy, snapshot.epoch)
        assert (each.loss, each.loss_by_hand) == (snapshot.loss, snapshot.loss_by_hand)
        assert each.examples == 450
    assert (points[-1].reported > 0.98) == (read(experiment).picked == "binary_accuracy")


def test_a_snapshot_without_that_accuracy_is_left_out():
    experiment = Experiment(**SPARSE)
    assert read(experiment).points(shipped.load("classic").snapshots) == []


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
            refused = read(experiment).refused
            if refused:
                assert refused.mends, experiment
                for mend in refused.mends:
                    mended = replace(experiment, **mend)
                    assert read(mended).refused is None, (experiment, mend)
                    assert task != "multi_label" or "labels" not in mend
                    assert refused.mends.count(mend) == 1, experiment


def test_a_version_without_from_logits_says_so_in_a_sentence():
    experiment = Experiment(activation="linear", from_logits=True)
    refused = read(experiment).refused
    assert refused.exception_type == ""
    assert refused.message.startswith("Keras 2.2.4 has no from_logits in compile: ")
    assert refused.mends == ({"from_logits": False}, {"keras": TODAY})
    assert read(replace(experiment, loss="mean_squared_error")).refused is None  # ignored there
    assert read(replace(experiment, activation="softmax")).refused.message == refused.message
    assert read(replace(experiment, keras="2.3.0")).refused is None


def test_accuracy_of_the_tasks_as_the_versions_pick_it():
    multi = Experiment(task="multi_label", activation="sigmoid")
    assert read(multi).picked == "binary_accuracy"
    assert read(replace(multi, keras=TODAY)).picked == "categorical_accuracy"
    for version in ("1.0.5", "2.2.4", "tf-2.2.3", TODAY):
        binary = Experiment(task="binary", activation="sigmoid", labels="integer", keras=version)
        assert read(binary).picked == "binary_accuracy"


@pytest.mark.parametrize(
    ("choices", "name"),
    [
        ({"activation": "linear"}, "rounded_binary_accuracy"),
        ({"activation": "linear", "keras": "tf-2.1.4"}, "binary_accuracy"),
        ({"activation": "sigmoid"}, "binary_accuracy"),  # between 0 and 1 both rules are one
        ({"activation": "linear", "loss": "categorical_crossentropy"}, "categorical_accuracy"),
    ],
)
def test_a_version_that_rounds_reports_a_binary_accuracy_of_its_own(choices, name):
    found = read(Experiment(**choices))
    assert found.reported_name == name
    assert found.rounds == (choices["activation"] == "linear" and "keras" not in choices)
    assert found.picked == name.removeprefix("rounded_")


@pytest.mark.parametrize(
    ("choices", "counts"),
    [
        ({}, True),
        ({"keras": TODAY}, False),
        ({"keras": TODAY, "metric": "binary_accuracy"}, True),
        ({"loss": "categorical_crossentropy"}, False),
        ({"task": "multi_label", "activation": "sigmoid"}, False),
        ({"task": "binary", "activation": "sigmoid", "labels": "integer"}, False),
    ],
)
def test_cells_are_counted_of_one_hot_labels_alone(choices, counts):
    assert read(Experiment(**choices)).counts_cells == counts


def test_the_loss_takes_what_is_trained_on():
    for version, loss, activation in itertools.product(
        ("2.2.4", "tf-2.1.4", TODAY), LOSSES, ACTIVATIONS
    ):
        experiment = Experiment(keras=version, loss=loss, activation=activation)
        assert read(experiment).loss_computed_on == experiment.loss_rule


@pytest.fixture
def asked(monkeypatch):
    """The setups that keras_versions is asked about from here on; no reading is kept from before."""
    setups, behaviour = [], keras_versions.behaviour
    monkeypatch.setattr(
        keras_versions, "behaviour", lambda each: setups.append(each) or behaviour(each)
    )
    reading._kept.cache_clear()
    return setups


def test_a_reading_is_made_once_and_asks_once(asked):
    recording = shipped.load("classic")
    for _time in range(3):
        found = read(Experiment())
        assert (found.refused, found.mends, found.rounds) == (None, (), False)
        assert found.picked == found.reported_name == "binary_accuracy"
        assert len(found.points(recording.snapshots)) == 16
    assert read(Experiment()) is found
    assert asked == [found.behaviour.setup]


def test_a_reading_is_made_in_each_language(asked, monkeypatch):
    for code in ("en", "de", "en"):
        monkeypatch.setattr(language, "_chosen", lambda code=code: code)
        read(Experiment())
    assert len(asked) == 2


def test_mends_of_a_task_are_its_own_and_sought_only_when_looked_at(asked):
    found = read(Experiment(task="multi_label", loss=SPARSE["loss"], keras=TODAY))
    refused = found.refused
    assert len(asked) == 1
    assert refused.mends == ({"loss": "binary_crossentropy"},)
    looked = len(asked)
    assert looked > 1
    assert found.refused.mends == refused.mends
    assert len(asked) == looked
    # what keras_versions keeps of the setup knows nothing of the task
    assert found.behaviour.mends == found.behaviour.refused.mends != refused.mends
    assert refused.mend == "This version accepts it with loss=binary_crossentropy."
