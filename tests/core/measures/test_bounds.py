"""What a report leaves open: against every prediction on a grid, against random ones, against Keras."""

from itertools import combinations_with_replacement, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.measures import accuracy, bounds
from core.measures.accuracy import expected_binary_accuracy, true_accuracy_bounds
from core.measures.bounds import Group, allowed, least_reported, true_accuracy_if_sure

ACTIVATIONS = ("softmax", "sigmoid")
LABEL, OTHER = 0, 1  # of the rows that are made by hand
EVERY = [(activation, classes) for activation in ACTIVATIONS for classes in (2, 3, 4, 10, 1000)]


def one_hot(labels, classes):
    return np.eye(classes, dtype="float32")[labels]


def measured(predictions, labels=None):
    """(reported, true) of these predictions; without labels all are of the class LABEL."""
    labels = np.full(len(predictions), LABEL) if labels is None else labels
    targets = one_hot(labels, predictions.shape[-1])
    return (
        accuracy.binary_accuracy(targets, predictions),
        accuracy.true_accuracy(labels, predictions),
    )


def row(right, wrong_cells, classes, activation):
    """One row of predictions for the class LABEL: right or wrong, with exactly so many wrong cells."""
    if activation == "softmax":
        top = 0.9 if wrong_cells in (0, 2) else 0.5 if classes == 2 else 1.1 / classes
        outputs = np.full(classes, (1 - top) / (classes - 1))
        outputs[LABEL if right else OTHER] = top
        return outputs
    outputs = np.full(classes, 0.1)
    if right:
        outputs[LABEL], outputs[1 : 1 + wrong_cells] = 0.9, 0.8
    else:
        outputs[OTHER], outputs[1:wrong_cells] = 0.4, 0.9
    return outputs


def rows(groups, of, classes, activation):
    """`of` predictions in these groups, whose shares have to come out whole."""
    counts = [each.share * of for each in groups]
    assert counts == pytest.approx(np.round(counts), abs=1e-6)
    return np.array(
        [
            row(each.right, each.wrong_cells, classes, activation)
            for each, count in zip(groups, counts, strict=True)
            for _row in range(round(count))
        ]
    )


# Every prediction on a grid.


def on_a_grid(classes, activation):
    """Predictions whose outputs are at 0.5, right below and above it, and far; many with two tops."""
    if activation == "sigmoid":
        return np.array(list(product((0.2, 0.5, 0.6, 0.9), repeat=classes)))
    steps = 8
    found = [each for each in product(range(steps + 1), repeat=classes) if sum(each) == steps]
    return np.array(found) / steps


def kinds_on_a_grid(classes, activation):
    """A row and a label of each kind: by whether it is right, and how many of its cells are wrong."""
    found = {}
    for outputs in on_a_grid(classes, activation):
        for label in range(classes):
            reported, true = measured(outputs[np.newaxis], [label])
            found[bool(true), round(classes * (1 - reported))] = outputs, label
    return found


@pytest.mark.parametrize(
    ("activation", "classes", "right", "wrong"),
    [
        ("softmax", 3, {0, 1}, {1, 2}),
        ("softmax", 4, {0, 1}, {1, 2}),
        ("sigmoid", 2, {0, 1}, {1, 2}),
        ("sigmoid", 3, {0, 1, 2}, {1, 2, 3}),
        ("sigmoid", 4, {0, 1, 2, 3}, {1, 2, 3, 4}),
    ],
)
def test_the_wrong_cells_that_an_answer_can_have(activation, classes, right, wrong):
    kinds = kinds_on_a_grid(classes, activation)
    assert {cells for ok, cells in kinds if ok} == right
    assert {cells for ok, cells in kinds if not ok} == wrong


@pytest.mark.parametrize(
    ("activation", "classes"), [("softmax", 3), ("softmax", 4), ("sigmoid", 2), ("sigmoid", 3)]
)
def test_the_bounds_are_what_a_search_of_all_predictions_finds(activation, classes):
    kinds, truths = kinds_on_a_grid(classes, activation), {}
    for chosen in combinations_with_replacement(kinds.values(), 5):
        predictions, labels = (np.array(each) for each in zip(*chosen, strict=True))
        reported, true = measured(predictions, labels)
        truths.setdefault(round(reported, 9), []).append(true)
    assert min(truths) == pytest.approx(least_reported(classes, activation))
    for reported, found in truths.items():
        asked = allowed(reported, classes, activation)
        assert (min(found), max(found)) == pytest.approx((asked.low, asked.high), abs=1e-7)


def test_two_classes_under_softmax_part_in_ties_alone():
    kinds = kinds_on_a_grid(2, "softmax")
    tied = {kind for kind, (outputs, _label) in kinds.items() if (outputs == 0.5).all()}
    assert tied == {(True, 1), (False, 1)}
    assert kinds.keys() - tied == {(True, 0), (False, 2)}
    asked = allowed(0.8, 2)
    assert (asked.low, asked.high) == (0.8, 0.8)
    assert asked.sure == pytest.approx(0.8)


# Random predictions.


@st.composite
def predictions_and_labels(draw, activation):
    classes = draw(st.integers(3 if activation == "softmax" else 2, 6))
    examples = draw(st.integers(1, 8))
    steps = st.integers(0, 12)
    weights = draw(
        st.lists(
            st.lists(steps, min_size=classes, max_size=classes), min_size=examples, max_size=examples
        )
    )
    labels = draw(st.lists(st.integers(0, classes - 1), min_size=examples, max_size=examples))
    outputs = np.array(weights) / 12
    if activation == "softmax":
        outputs[outputs.sum(axis=-1) == 0] = 1
        outputs = outputs / outputs.sum(axis=-1, keepdims=True)
    return outputs.astype("float32"), np.array(labels)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_predictions_leave_the_bounds(activation, data):
    predictions, labels = data.draw(predictions_and_labels(activation))
    classes = predictions.shape[-1]
    reported, true = measured(predictions, labels)
    asked = allowed(reported, classes, activation)
    assert asked.low - 1e-9 <= true <= asked.high + 1e-9
    assert reported >= least_reported(classes, activation) - 1e-9
    if ((predictions > accuracy.THRESHOLD).sum(axis=-1) == 1).all():  # sure of every answer
        answers = np.argmax(predictions, axis=-1)
        assert (predictions[np.arange(len(answers)), answers] > accuracy.THRESHOLD).all()
        assert asked.sure == pytest.approx(true)


@settings(max_examples=60, deadline=None)
@given(classes=st.integers(2, 6), threshold=st.integers(1, 11), data=st.data())
def test_no_softmax_has_more_outputs_above_a_threshold(classes, threshold, data):
    weights = data.draw(st.lists(st.integers(0, 12), min_size=classes, max_size=classes))
    outputs = bounds.shares(weights, 120) / 120
    most = bounds.most_on(classes, threshold / 12)
    assert (outputs > threshold / 12 + 1e-12).sum() <= most
    even = np.r_[np.full(most, 1 / max(most, 1)), np.zeros(classes - most)]
    assert (even > threshold / 12).sum() == most


@pytest.mark.parametrize(
    ("threshold", "most"),
    [(0.5, 1), (0.99, 1), (0.49, 2), (1 / 3, 2), (0.3, 3), (0.1, 5), (0, 5), (1, 0)],
)
def test_how_many_outputs_a_threshold_lets_on(threshold, most):
    assert bounds.most_on(5, threshold) == most


# Predictions that reach each bound.


@pytest.mark.parametrize("end", ["least", "most"])
@pytest.mark.parametrize(("activation", "classes"), EVERY)
def test_each_bound_is_reached(activation, classes, end):
    of = 12
    most_wrong = of * (2 if activation == "softmax" else classes)
    for wrong_cells in {*range(min(most_wrong, 60) + 1), most_wrong - 1, most_wrong}:
        if activation == "softmax" and classes == 2 and wrong_cells % 2:
            continue  # no answer has one wrong cell
        reported = 1 - wrong_cells / (of * classes)
        asked = allowed(reported, classes, activation)
        groups = getattr(asked, end)
        assert sum(each.share for each in groups) == pytest.approx(1)
        again, true = measured(rows(groups, of, classes, activation))
        assert again == pytest.approx(reported)
        assert true == pytest.approx(asked.low if end == "least" else asked.high)


@pytest.mark.parametrize(("activation", "classes"), EVERY)
def test_a_net_that_is_sure_is_reached_too(activation, classes):
    of = 12
    for right in range(of + 1):
        groups = [Group(right / of, True, 0), Group(1 - right / of, False, 2)]
        predictions = rows([each for each in groups if each.share], of, classes, activation)
        reported, true = measured(predictions)
        assert true == right / of
        assert true_accuracy_if_sure(reported, classes) == pytest.approx(true)
        assert expected_binary_accuracy(true, classes) == pytest.approx(reported)


@pytest.mark.slow
@pytest.mark.parametrize("end", ["least", "most"])
@pytest.mark.parametrize(
    ("reported", "classes", "of"), [(0.99794, 10, 5000), (0.8, 5, 10), (0.7, 5, 10), (0.85, 10, 10)]
)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_keras_reports_it_of_predictions_that_reach_the_bounds(activation, reported, classes, of, end):
    import keras

    asked = allowed(reported, classes, activation)
    predictions = rows(getattr(asked, end), of, classes, activation).astype("float32")
    targets = one_hot(np.full(of, LABEL), classes)
    binary, true = keras.metrics.BinaryAccuracy(), keras.metrics.CategoricalAccuracy()
    binary.update_state(targets, predictions)
    true.update_state(targets, predictions)
    assert float(binary.result()) == pytest.approx(reported, abs=1e-6)
    assert float(true.result()) == pytest.approx(asked.low if end == "least" else asked.high, abs=1e-6)


@pytest.mark.slow
def test_keras_takes_an_output_of_exactly_the_threshold_for_off():
    import keras

    for threshold in (0.5, 0.25, 0.75):
        metric = keras.metrics.BinaryAccuracy(threshold=threshold)
        metric.update_state([[1.0, 0.0]], [[threshold, threshold]])
        assert float(metric.result()) == 0.5


# The numbers of the page, and its ends.


@pytest.mark.parametrize(
    ("reported", "classes", "activation", "low", "sure", "high"),
    [
        (0.99794, 10, "softmax", 0.9794, 0.9897, 1),
        (0.8, 5, "softmax", 0, 0.5, 1),
        (0.8, 5, "sigmoid", 0, 0.5, 1),
        (0.65, 5, "softmax", 0, 0.125, 0.25),
        (0.6, 5, "softmax", 0, 0, 0),
        (0.5, 5, "sigmoid", 0, None, 1),
        (0.1, 5, "sigmoid", 0, None, 0.5),
        (0.9, 2, "sigmoid", 0.8, 0.9, 1),
        (1, 1000, "softmax", 1, 1, 1),
        (0.999, 1000, "softmax", 0, 0.5, 1),
    ],
)
def test_reports_worked_out(reported, classes, activation, low, sure, high):
    asked = allowed(reported, classes, activation)
    assert (asked.low, asked.high) == pytest.approx((low, high))
    assert asked.sure is None if sure is None else asked.sure == pytest.approx(sure)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_what_no_predictions_report_is_refused(activation):
    with pytest.raises(ValueError, match="2 or more"):
        allowed(0.9, 1, activation)
    with pytest.raises(ValueError, match="2 or more"):
        least_reported(1, activation)
    with pytest.raises(ValueError, match="between 0 and 1"):
        allowed(1.1, 10, activation)
    if activation == "softmax":
        with pytest.raises(ValueError, match=r"the least is 0\.8"):
            allowed(0.79, 10, activation)


@pytest.mark.parametrize(("activation", "classes"), EVERY)
def test_the_band_is_straight_between_its_corners(activation, classes):
    least = least_reported(classes, activation)
    for lowest in (least, (least + 1) / 2):
        corners = bounds.band(classes, activation, lowest)
        assert corners[0][0] == lowest
        assert corners[-1].tolist() == [1, 1, 1]
        for share in np.linspace(lowest, 1, 201):
            drawn = [np.interp(share, corners[:, 0], corners[:, side]) for side in (1, 2)]
            assert drawn == pytest.approx(true_accuracy_bounds(share, classes, activation), abs=1e-6)


@settings(max_examples=100, deadline=None)
@given(
    outputs=st.lists(st.integers(0, 100), min_size=2, max_size=6),
    moved=st.integers(0, 5),
)
def test_outputs_sum_to_one_whichever_is_moved(outputs, moved):
    moved %= len(outputs)
    found = bounds.rescaled(outputs, moved, 100)
    assert found.sum() == 100
    assert found[moved] == outputs[moved]
    assert (found >= 0).all()
    exact = np.delete(outputs, moved) * (100 - outputs[moved])
    if exact.sum():
        off = np.delete(found, moved) - exact / np.delete(outputs, moved).sum()
        assert np.abs(off).max() < 1 + 1e-9


def test_outputs_that_were_all_nothing_share_alike():
    assert bounds.rescaled([100, 0, 0, 0, 0], 0, 100).tolist() == [100, 0, 0, 0, 0]
    assert bounds.rescaled([40, 0, 0, 0, 0], 0, 100).tolist() == [40, 15, 15, 15, 15]
    assert bounds.shares([1, 1, 1], 100).tolist() == [34, 33, 33]
