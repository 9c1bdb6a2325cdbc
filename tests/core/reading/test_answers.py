"""Answers of one kind, and what each of their cells counts for."""

import numpy as np
import pytest

from core.measures import accuracy
from core.measures.accuracy import KINDS
from core.measures.snapshot import Gallery
from core.reading import answers
from core.reading.answers import Answer

KIND = {kind.id: kind for kind in KINDS}
RIGHT_SURE, RIGHT_UNSURE, WRONG_SURE, WRONG_UNSURE = (KIND[each] for each in KIND)


def spread(guess, top):
    """Ten softmax outputs with `top` on `guess`, the rest shared out."""
    row = np.full(10, (1 - top) / 9, dtype="float32")
    row[guess] = top
    return row


def answer(label, predictions, **task):
    return Answer(np.zeros((8, 8)), 16, label, np.array(predictions, "float32"), **task)


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
    np.testing.assert_array_equal(np.flatnonzero(told.answered), [guess])
    np.testing.assert_array_equal(np.flatnonzero(~told.cells_right), wrong)
    np.testing.assert_array_equal(np.flatnonzero(told.rounded), [guess] if top > 0.5 else [])


def test_the_cells_of_several_labels_and_of_a_logit():
    seven = answer(7, [0.1, 0.8, 0.3], task="multi_label")
    assert answers.names("classes") == [*"0123456789"]
    assert answers.names("binary") == ["even"]
    assert answers.names("multi_label") == ["even", "prime", "> 4"]
    np.testing.assert_array_equal(seven.targets, [0, 1, 1])
    np.testing.assert_array_equal(seven.answered, [False, True, False])
    np.testing.assert_array_equal(seven.cells_right, [True, True, False])
    assert not seven.right
    four = answer(4, [0.3], task="binary", threshold=accuracy.LOGIT_THRESHOLD)
    assert four.right
    assert four.answered.all()
    assert not four.cells_right.any(), "binary_accuracy holds the logit against 0.5"


def test_a_version_that_rounds_compares_what_it_rounded():
    told = answer(3, [0.4, 1.6, -0.3, 0.8, *[0.0] * 6], rounds=True)
    np.testing.assert_array_equal(told.rounded, [0, 2, 0, 1, *[0] * 6])
    np.testing.assert_array_equal(np.flatnonzero(~told.cells_right), [1])
    assert (answers.threshold(True), answers.threshold(False)) == (None, 0.5)


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
    found = {
        kind: answers.of_kind(gallery, predictions, kind, task=task, threshold=threshold)
        for kind in accuracy.kinds(task, threshold)
    }
    assert sum(map(len, found.values())) == 60
    for kind, those in found.items():
        assert those
        for each in those:
            assert each.right == kind.right
            if kind.counted is not None:
                assert each.cells_right.all() == kind.counted
