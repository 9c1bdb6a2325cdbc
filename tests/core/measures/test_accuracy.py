"""Every accuracy against Keras's own functions, and its bounds against predictions that reach them."""

import numpy as np
import pytest

from core.measures import accuracy
from core.measures.accuracy import KINDS, expected_binary_accuracy, true_accuracy_bounds

LABEL, OTHER = 0, 1  # of the answers that are made by hand below


@pytest.fixture(scope="module")
def metrics():
    import keras

    return keras.metrics


def probabilities(rng, shape, activation="softmax", sharpness=1.0):
    logits = sharpness * rng.normal(size=shape)
    if activation == "sigmoid":
        return (1 / (1 + np.exp(-logits))).astype("float32")
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return (raised / raised.sum(axis=-1, keepdims=True)).astype("float32")


def tied(rng, shape):
    """Predictions of 0, 0.25, 0.5, 0.75 and 1: many stand at the threshold, many rows have two tops."""
    return (rng.integers(0, 5, shape) / 4).astype("float32")


def labels_for(rng, predictions, share_right):
    """Labels of which about `share_right` are the predictions' own answers."""
    examples, classes = predictions.shape
    answers = predictions.argmax(axis=-1)
    return np.where(rng.random(examples) < share_right, answers, rng.integers(0, classes, examples))


def one_hot(labels, classes):
    return np.eye(classes, dtype="float32")[labels]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("make", [probabilities, tied])
@pytest.mark.parametrize("threshold", [0.5, 0.3, 0.75])
def test_binary_accuracy_is_keras_own(metrics, make, seed, threshold):
    rng = np.random.default_rng(seed)
    predictions, labels = make(rng, (200, 4)), rng.integers(0, 4, 200)
    for targets in (one_hot(labels, 4), labels[:, np.newaxis]):
        keras_own = np.mean(metrics.binary_accuracy(targets, predictions, threshold))
        ours = accuracy.binary_accuracy(targets, predictions, threshold)
        assert ours == pytest.approx(keras_own, abs=1e-6)
        assert 0 < ours < 1
    unit, yes = predictions[:, :1], labels % 2
    keras_own = np.mean(metrics.binary_accuracy(yes[:, np.newaxis], unit, threshold))
    for targets in (yes, yes[:, np.newaxis]):
        assert accuracy.binary_accuracy(targets, unit, threshold) == pytest.approx(keras_own, abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("make", [probabilities, tied])
def test_categorical_accuracies_are_keras_own(metrics, make, seed):
    rng = np.random.default_rng(seed)
    predictions, labels = make(rng, (200, 4)), rng.integers(0, 4, 200)
    column, targets = labels[:, np.newaxis], one_hot(labels, 4)
    expected = {
        (accuracy.categorical_accuracy, each.shape): np.mean(
            metrics.categorical_accuracy(each, predictions)
        )
        for each in (targets, column, labels)
    } | {
        (accuracy.sparse_categorical_accuracy, each.shape): np.mean(
            metrics.sparse_categorical_accuracy(each, predictions)
        )
        for each in (column, labels)
    }
    for (measure, shape), keras_own in expected.items():
        given = next(each for each in (targets, column, labels) if each.shape == shape)
        assert measure(given, predictions) == pytest.approx(keras_own, abs=1e-6)


def test_the_threshold_itself_is_off_and_the_first_of_equals_is_the_answer():
    half = [[0.5, 0.5]]
    assert accuracy.binary_accuracy([[0, 0]], half) == 1
    assert accuracy.true_accuracy([0], half) == 1
    assert accuracy.true_accuracy([1], half) == 0


def test_shapes_that_keras_refuses():
    predictions = np.full((3, 4), 0.25)
    with pytest.raises(ValueError, match="do not fit"):
        accuracy.binary_accuracy([0, 1, 2], predictions)
    with pytest.raises(ValueError, match="class indices"):
        accuracy.sparse_categorical_accuracy(np.eye(4)[:3], predictions)


@pytest.mark.parametrize(
    ("labels", "predictions", "right"),
    [
        ([0, 2, 1], [[0.4, 0.3, 0.3], [0.1, 0.2, 0.7], [0.9, 0.1, 0.0]], 2 / 3),
        ([[0], [2], [1]], [[0.4, 0.3, 0.3], [0.1, 0.2, 0.7], [0.9, 0.1, 0.0]], 2 / 3),
        ([0, 1, 1, 0], [[0.5], [0.51], [0.2], [0.9]], 2 / 4),
        ([[1], [0]], [[0.7], [0.7]], 1 / 2),
        ([[1, 0, 1], [0, 0, 0], [1, 1, 0]], [[0.9, 0.1, 0.8], [0.2, 0.6, 0.1], [0.7, 0.6, 0.5]], 2 / 3),
    ],
    ids=["classes", "column", "one unit", "one unit, column", "multi-label: exact match"],
)
def test_true_accuracy_is_right_answers_over_examples(labels, predictions, right):
    assert accuracy.true_accuracy(np.array(labels), np.array(predictions)) == pytest.approx(right)


def test_the_untrained_and_the_confident_net():
    assert accuracy.floor(10) == pytest.approx(0.9)
    assert accuracy.floor(5) == pytest.approx(0.8)
    assert expected_binary_accuracy(0.99, 10) == pytest.approx(0.998)
    assert expected_binary_accuracy(0.5, 10) == pytest.approx(0.9)
    assert expected_binary_accuracy(0.7, 2) == pytest.approx(0.7)

    untrained = probabilities(np.random.default_rng(0), (500, 10), sharpness=0.1)
    targets = one_hot(np.arange(500) % 10, 10)
    assert accuracy.binary_accuracy(targets, untrained) == pytest.approx(accuracy.floor(10))

    confident = one_hot(np.r_[np.zeros(99, int), 1], 10)  # one of a hundred is wrong
    targets = one_hot(np.zeros(100, int), 10)
    assert accuracy.binary_accuracy(targets, confident) == pytest.approx(0.998)


@pytest.mark.parametrize("sharpness", [0.2, 1.0, 3.0, 30.0])
@pytest.mark.parametrize("classes", [3, 5, 10])
def test_kinds_part_the_examples_and_fix_the_wrong_cells_under_softmax(classes, sharpness):
    rng = np.random.default_rng(classes)
    predictions = probabilities(rng, (400, classes), sharpness=sharpness)
    labels = labels_for(rng, predictions, 0.5)
    wrong = (~accuracy.cells_right(one_hot(labels, classes), predictions)).sum(axis=-1)
    expected = {"right_sure": 0, "right_unsure": 1, "wrong_unsure": 1, "wrong_sure": 2}
    memberships = list(accuracy.by_kind(KINDS, labels, predictions).values())
    assert (np.sum(memberships, axis=0) == 1).all()
    for kind, those in zip(KINDS, memberships, strict=True):
        assert (wrong[those] == expected[kind.id]).all()
        assert (accuracy.answers_right(labels, predictions)[those] == kind.right).all()


@pytest.mark.parametrize("activation", ["softmax", "sigmoid"])
@pytest.mark.parametrize("classes", [2, 3, 5, 10])
@pytest.mark.parametrize("sharpness", [0.1, 1.0, 5.0, 50.0])
def test_bounds_hold_for_random_predictions(activation, classes, sharpness):
    rng = np.random.default_rng(int(10 * classes + sharpness))
    for _ in range(150):
        predictions = probabilities(rng, (12, classes), activation, sharpness)
        labels = labels_for(rng, predictions, rng.random())
        reported = accuracy.binary_accuracy(one_hot(labels, classes), predictions)
        low, high = true_accuracy_bounds(reported, classes, activation)
        assert low - 1e-9 <= accuracy.true_accuracy(labels, predictions) <= high + 1e-9


def answer(right, wrong_cells, classes, activation):
    """One row of predictions for the class LABEL, right or wrong, with so many wrong cells."""
    if activation == "softmax":
        top = 0.9 if wrong_cells in (0, 2) else 0.4
        row = np.full(classes, (1 - top) / (classes - 1))
        row[LABEL if right else OTHER] = top
        return row
    row = np.full(classes, 0.1)
    if right:
        row[LABEL], row[1 : 1 + wrong_cells] = 0.9, 0.8
    else:
        row[OTHER], row[1:wrong_cells] = 0.4, 0.9
    return row


def shared_out(total, rows, least):
    """`total` wrong cells over so many rows, as evenly as it goes, `least` at the least."""
    cells = np.full(rows, least)
    for place in range(total - least * rows):
        cells[place % rows] += 1
    return cells


def answers(right, of, wrong_cells, classes, activation, most):
    """Predictions of `of` rows, `right` of them right, with `wrong_cells` in all."""
    wrong = of - right
    in_wrong_rows = min(wrong * most, max(wrong, wrong_cells))
    rows = [(False, each) for each in (shared_out(in_wrong_rows, wrong, 1) if wrong else [])]
    in_right_rows = wrong_cells - in_wrong_rows
    rows += [(True, each) for each in (shared_out(in_right_rows, right, 0) if right else [])]
    return np.array([answer(*row, classes, activation) for row in rows])


@pytest.mark.parametrize("end", [0, 1], ids=["low", "high"])
@pytest.mark.parametrize(
    ("activation", "classes", "most"),
    [("softmax", 3, 2), ("softmax", 10, 2), ("sigmoid", 2, 2), ("sigmoid", 3, 3), ("sigmoid", 10, 10)],
)
def test_bounds_are_reached(activation, classes, most, end):
    of = 20
    for wrong_cells in range(of * most + 1):
        right = (max(0, of - wrong_cells), min(of, of * most - wrong_cells))[end]
        predictions = answers(right, of, wrong_cells, classes, activation, most)
        reported = accuracy.binary_accuracy(one_hot(np.full(of, LABEL), classes), predictions)
        assert reported == pytest.approx(1 - wrong_cells / (of * classes))
        reached = accuracy.true_accuracy(np.full(of, LABEL), predictions)
        assert reached == right / of
        assert true_accuracy_bounds(reported, classes, activation)[end] == pytest.approx(reached)


def test_nothing_parts_for_two_classes_under_softmax():
    rng = np.random.default_rng(2)
    predictions = probabilities(rng, (300, 2), sharpness=2)
    labels = labels_for(rng, predictions, 0.4)
    reported = accuracy.binary_accuracy(one_hot(labels, 2), predictions)
    assert reported == accuracy.true_accuracy(labels, predictions)
    assert true_accuracy_bounds(reported, 2) == (reported, reported)
    assert true_accuracy_bounds(reported, 2, "sigmoid") == pytest.approx((2 * reported - 1, 1))


@pytest.mark.parametrize(
    ("reported", "true", "classes", "bounds"),
    [(0.99794, 0.9900, 10, (0.9794, 1)), (0.8205, 0.6002, 5, (0.1025, 1)), (0.85, 0.4, 10, (0, 0.5))],
)
def test_bounds_of_reports_in_the_wild(reported, true, classes, bounds):
    assert true_accuracy_bounds(reported, classes) == pytest.approx(bounds)
    assert bounds[0] <= true <= bounds[1]


def test_a_linear_output_is_as_free_as_a_sigmoid():
    for reported in np.linspace(0, 1, 21):
        linear, sigmoid = (
            true_accuracy_bounds(reported, 5, activation) for activation in ("linear", "sigmoid")
        )
        assert linear == sigmoid


@pytest.mark.parametrize(
    ("reported", "classes", "activation", "said"),
    [
        (0.79, 10, "softmax", "the least is 0.8"),
        (0.3, 3, "softmax", "the least is 0.3333"),
        (1.01, 10, "softmax", "between 0 and 1"),
        (-0.01, 10, "sigmoid", "between 0 and 1"),
        (float("nan"), 10, "softmax", "between 0 and 1"),
        (0.9, 1, "softmax", "2 or more"),
        (0.9, 10, "relu", "'relu'"),
    ],
)
def test_impossible_reports_are_explained(reported, classes, activation, said):
    with pytest.raises(ValueError, match=said):
        true_accuracy_bounds(reported, classes, activation)


def test_the_least_report_is_possible_even_as_float32_rounds_it():
    assert true_accuracy_bounds(0.8, 10) == pytest.approx((0, 0))
    assert true_accuracy_bounds(0.0, 10, "sigmoid") == (0, 0)
    just_below = float(np.nextafter(np.float32(0.8), np.float32(0)))
    assert true_accuracy_bounds(just_below, 10) == pytest.approx((0, 0), abs=1e-5)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_no_net_is_right_more_often_than_always(share):
    with pytest.raises(ValueError, match="true_accuracy must be between 0 and 1"):
        expected_binary_accuracy(share, 10)


@pytest.mark.parametrize(
    ("task", "threshold", "labels", "count"),
    [
        ("multi_label", 0.5, 3, 2),
        ("binary", 0.5, 1, 2),
        ("binary", 0.0, 1, 4),
        ("multi_label", 0, 3, 4),
    ],
)
def test_kinds_of_other_tasks_part_the_examples(task, threshold, labels, count):
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 2, (200, labels))
    truth = truth[:, 0] if task == "binary" else truth
    predictions = rng.normal(size=(200, labels))
    kinds = accuracy.kinds(task, threshold)
    those = list(accuracy.by_kind(kinds, truth, predictions, threshold).values())
    assert len(kinds) == count
    assert np.sum(those, axis=0).tolist() == [1] * 200
    right = sum(each.mean() for kind, each in zip(kinds, those, strict=True) if kind.right)
    assert right == pytest.approx(accuracy.true_accuracy(truth, predictions, threshold))
    counted = sum(each.mean() for kind, each in zip(kinds, those, strict=True) if kind.counted)
    if count == 4:
        assert counted == pytest.approx(accuracy.true_accuracy(truth, predictions))


def test_classes_come_out_in_four_ways():
    assert accuracy.kinds("classes") == KINDS


def test_a_logit_is_held_against_0():
    logits = np.array([[0.3], [-0.3], [0.7]])
    assert accuracy.true_accuracy([1, 0, 1], logits, accuracy.LOGIT_THRESHOLD) == 1
    assert accuracy.true_accuracy([1, 0, 1], logits) == pytest.approx(2 / 3)
