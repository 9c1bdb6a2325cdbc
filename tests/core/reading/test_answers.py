"""Answers of one kind, and what each of their cells counts for."""

from dataclasses import replace
from itertools import product

import keras
import numpy as np
import pytest

from core.experiment import METRICS, Experiment
from core.experiment.presets import presets
from core.measures import accuracy
from core.measures.accuracy import KINDS
from core.measures.snapshot import Gallery
from core.questions.playground.recordings import SHELF
from core.reading import answers
from core.reading.answers import Answer, Counting
from core.reading.reading import read

KIND = {kind.id: kind for kind in KINDS}
RIGHT_SURE, RIGHT_UNSURE, WRONG_SURE, WRONG_UNSURE = (KIND[each] for each in KIND)


def spread(guess, top):
    """Ten softmax outputs with `top` on `guess`, the rest shared out."""
    row = np.full(10, (1 - top) / 9, dtype="float32")
    row[guess] = top
    return row


def answer(label, predictions, **by):
    return Answer(np.zeros((8, 8)), 16, label, np.array(predictions, "float32"), Counting(**by))


@pytest.mark.parametrize(
    ("label", "guess", "top", "wrong"),
    [(3, 3, 0.9, []), (3, 3, 0.4, [3]), (5, 3, 0.9, [3, 5]), (5, 3, 0.4, [5])],
    ids=["right_sure", "right_unsure", "wrong_sure", "wrong_unsure"],
)
def test_an_answer_knows_its_cells(label, guess, top, wrong):
    told = answer(label, spread(guess, top))
    assert told.guess == guess
    assert told.right == (label == guess)
    np.testing.assert_array_equal(np.flatnonzero(told.targets), [label])
    np.testing.assert_array_equal(told.truth, told.targets)
    np.testing.assert_array_equal(np.flatnonzero(told.answered), [guess])
    np.testing.assert_array_equal(np.flatnonzero(~told.counted), wrong)
    np.testing.assert_array_equal(np.flatnonzero(told.rounded), [guess] if top > 0.5 else [])


def test_the_cells_of_several_labels_and_of_a_logit():
    seven = answer(7, [0.1, 0.8, 0.3], task="multi_label", labels="multi_hot")
    assert answers.names("classes") == [*"0123456789"]
    assert answers.names("binary") == ["even"]
    assert answers.names("multi_label") == ["even", "prime", "> 4"]
    np.testing.assert_array_equal(seven.targets, [0, 1, 1])
    np.testing.assert_array_equal(seven.answered, [False, True, False])
    np.testing.assert_array_equal(seven.counted, [True, True, False])
    assert not seven.right
    assert answers.names("binary", 2) == ["odd", "even"]
    four = answer(4, [0.3], task="binary", labels="integer_column", threshold=accuracy.LOGIT_THRESHOLD)
    assert four.right
    assert four.answered.all()
    assert not four.counted.any(), "binary_accuracy holds the logit against 0.5"


def test_a_version_that_rounds_compares_what_it_rounded():
    told = answer(3, [0.4, 1.6, -0.3, 0.8, *[0.0] * 6], rounds=True)
    np.testing.assert_array_equal(told.rounded, [0, 2, 0, 1, *[0] * 6])
    np.testing.assert_array_equal(np.flatnonzero(~told.counted), [1])


def test_answers_are_those_of_one_kind_in_the_order_of_the_test_set():
    predictions = np.array(
        [spread(0, 0.9), spread(0, 0.4), spread(1, 0.9), spread(1, 0.4), spread(0, 0.8), spread(1, 0.3)]
    )
    images = np.stack([np.full((8, 8), place) for place in range(8)])
    gallery = Gallery(images, np.zeros(8, int), brightest=16)
    expected = {RIGHT_SURE: [0, 4], RIGHT_UNSURE: [1], WRONG_SURE: [2], WRONG_UNSURE: [3, 5]}
    for kind, places in expected.items():
        found = answers.of_kind(gallery, predictions, kind)
        assert [int(each.image[0, 0]) for each in found] == places
        for each, place in zip(found, places, strict=True):
            np.testing.assert_array_equal(each.predictions, predictions[place])
            assert each.right == kind.right
            assert (each.label, each.brightest) == (0, 16)


def test_more_predictions_than_the_gallery_shows_are_left_out():
    gallery = Gallery(np.zeros((2, 8, 8)), np.zeros(2, int), brightest=16)
    assert len(answers.of_kind(gallery, np.tile(spread(0, 0.9), (450, 1)), RIGHT_SURE)) == 2


def test_a_net_that_broke_has_answers_of_one_kind():
    gallery = Gallery(np.zeros((1, 8, 8)), np.zeros(1, int), brightest=16)
    kinds = [answers.of_kind(gallery, np.full((1, 10), np.nan), kind) for kind in KINDS]
    assert sum(map(len, kinds)) == 1


@pytest.mark.parametrize(
    ("task", "threshold"), [("binary", 0.0), ("binary", 0.5), ("multi_label", 0.5)]
)
def test_answers_of_other_tasks_are_of_their_kind(task, threshold):
    units = 3 if task == "multi_label" else 1
    predictions = np.random.default_rng(0).normal(size=(60, units)).astype("float32")
    gallery = Gallery(np.zeros((60, 8, 8)), np.arange(60) % 10, brightest=16)
    labels = "multi_hot" if task == "multi_label" else "integer"
    by = Counting(task=task, labels=labels, threshold=threshold)
    found = {
        kind: answers.of_kind(gallery, predictions, kind, by)
        for kind in accuracy.kinds(task, threshold)
    }
    assert sum(map(len, found.values())) == 60
    assert answers.counts(gallery, predictions, by) == {each: len(found[each]) for each in found}
    for kind, those in found.items():
        assert those
        for each in those:
            assert each.right == kind.right
            if kind.counted is not None:
                assert each.counted.all() == kind.counted


RECORDINGS = {SHELF.find(each.apply(Experiment())).order.training_key: each for each in presets()}


def readings():
    """Each recording by every metric of two versions, but where one refuses it or reports another."""
    for preset in RECORDINGS.values():
        for metric, version in product(METRICS, ("2.2.4", "3.15.1")):
            recording = SHELF.find(preset.apply(Experiment()))
            reading = read(replace(recording.order, metric=metric, keras=version))
            if not reading.refused and reading.reported_name in recording.snapshots[0].accuracies:
                yield pytest.param(recording, reading, id=f"{preset.id}-{metric}-{version}")


@pytest.mark.parametrize(("recording", "reading"), readings())
def test_the_answers_add_up_to_what_keras_measured(recording, reading):
    """Its own metric objects measured each recording; a one-hot row shown for a column would not do."""
    by = answers.counting(reading)
    for snapshot in (recording.snapshots[0], recording.snapshots[-1]):
        found = [
            each
            for kind in accuracy.kinds(by.task, by.threshold)
            for each in answers.of_kind(recording.gallery, snapshot.predictions, kind, by)
        ]
        assert len(found) == snapshot.examples
        shares = [each.counted.mean() for each in found]
        measured = snapshot.accuracies[reading.reported_name]
        assert np.mean(shares) == pytest.approx(measured, abs=1e-6)
        assert np.mean([each.right for each in found]) == pytest.approx(snapshot.true_accuracy)


def test_of_flat_labels_keras_takes_one_argmax_a_batch():
    labels = np.random.default_rng(0).permutation(100) % 10
    predictions = np.random.default_rng(1).random((100, 10)).astype("float32")
    by = Counting(picked="categorical_accuracy", labels="integer")
    metric = keras.metrics.CategoricalAccuracy()
    for start in range(0, 100, 32):
        metric.update_state(labels[start : start + 32], predictions[start : start + 32])
    assert by.counted(labels, predictions).mean() == pytest.approx(float(metric.result()))
    assert list(by.wanted(labels)[[0, 31, 32, 99]]) == [
        *(labels[:32].argmax(), labels[:32].argmax(), labels[32:64].argmax(), labels[96:].argmax())
    ]


def test_an_output_is_called_p_only_where_it_is_a_probability():
    """A linear layer's outputs are none, whatever the loss takes them for."""
    called = {
        (activation, logits): answers.counting(
            read(Experiment(activation=activation, from_logits=logits, keras="3.15.1"))
        ).outputs
        for activation in ("softmax", "sigmoid", "linear")
        for logits in (False, True)
    }
    assert called == {
        **{
            (each, logits): "probability" for each in ("softmax", "sigmoid") for logits in (False, True)
        },
        ("linear", False): "output",
        ("linear", True): "logit",
    }
