"""One answer's cells: each sentence against the count, and the count against Keras's."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.measures import accuracy, bounds
from core.questions.arithmetic import example
from core.questions.arithmetic.example import CLASSES, MADE, WHOLE, Example

OUTPUTS = st.lists(st.integers(0, WHOLE), min_size=CLASSES, max_size=CLASSES).map(tuple)
LABELS = st.integers(0, CLASSES - 1)


@pytest.mark.parametrize(
    ("made", "right", "wrong_cells"),
    [
        ("right_sure", True, 0),
        ("right_unsure", True, 1),
        ("wrong_unsure", False, 1),
        ("wrong_sure", False, 2),
        ("at_threshold", False, 1),
        ("right_and_more", True, 2),
        ("all_wrong", False, 5),
    ],
)
def test_what_is_one_click_away_is_what_it_is_called(made, right, wrong_cells):
    shown = next(each for each in MADE if each.id == made)
    assert (shown.example.right, shown.example.wrong_cells) == (right, wrong_cells)
    assert shown.id in example.names()
    if "softmax" in shown.activations:
        assert sum(shown.example.outputs) == WHOLE
    for kind in accuracy.KINDS:
        if kind.id == made:
            labels, predictions = [shown.example.label], shown.example.predictions[None]
            assert accuracy.by_kind((kind,), labels, predictions)[kind].all()


@settings(max_examples=200, deadline=None)
@given(outputs=OUTPUTS, label=LABELS, threshold=st.integers(1, 19))
def test_the_sentences_are_of_the_cells(outputs, label, threshold):
    shown = Example(outputs, label, 5 * threshold)
    targets = np.eye(CLASSES)[[label]]
    reported = accuracy.binary_accuracy(targets, shown.predictions[None], shown.held_against)
    assert f"= {100 * reported:.0f}\N{NO-BREAK SPACE}%" in example.counted(shown)
    said = example.why(shown)
    wrong = round(CLASSES * (1 - reported))
    assert said.startswith("No cell" if wrong == 0 else f"{wrong} cell{'s' if wrong > 1 else ''} ")
    assert ("is not above" in said or "nothing is above" in said) == (outputs[label] <= 5 * threshold)
    assert ("not above it" in example.at_the_edge(shown)) == (5 * threshold in outputs)


@settings(max_examples=100, deadline=None)
@given(outputs=OUTPUTS, label=LABELS, threshold=st.integers(1, 19))
def test_no_softmax_has_more_wrong_cells_than_is_said(outputs, label, threshold):
    shown = Example(tuple(bounds.shares(outputs, WHOLE)), label, 5 * threshold)
    said = example.most_wrong("softmax", shown.threshold)
    (most,) = re.findall(r"at most (\d) cells", said)
    assert shown.wrong_cells <= int(most)


def test_equal_numbers_are_explained():
    (tied,) = [each.example for each in MADE if each.id == "at_threshold"]
    said = example.at_the_edge(tied)
    assert "exactly 0.5 is not above it" in said
    assert "here class 1" in said
    assert example.at_the_edge(example.FIRST) == ""


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(outputs=OUTPUTS, label=LABELS, threshold=st.integers(1, 19))
def test_keras_counts_the_same_cells(outputs, label, threshold):
    import keras

    shown = Example(outputs, label, 5 * threshold)
    metric = keras.metrics.BinaryAccuracy(threshold=shown.held_against)
    metric.update_state(shown.targets[None], shown.predictions[None].astype("float32"))
    assert float(metric.result()) == pytest.approx(1 - shown.wrong_cells / CLASSES)
