"""Each number against scikit-learn's, on random arrays with ties, rare classes and missing ones."""

from itertools import permutations

import numpy as np
import pytest
from sklearn import metrics
from sklearn.calibration import calibration_curve

from core.measures import classification as ours


def arrays(seed, rows=97, classes=5):
    """Labels, outputs of two decimals (so that many are equal) and answers."""
    rng = np.random.default_rng(seed)
    labels = rng.choice(classes, rows, p=[0.6, 0.2, 0.15, 0.05, 0.0][:classes])
    outputs = np.round(rng.dirichlet(np.ones(classes), rows) + 0.3 * np.eye(classes)[labels], 2)
    return labels, outputs, outputs.argmax(axis=1)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(5))
def test_of_classes_it_is_what_scikit_learn_says(seed):
    labels, _outputs, answers = arrays(seed)
    theirs = metrics.confusion_matrix(labels, answers, labels=range(5))
    assert np.array_equal(ours.confusion(labels, answers, 5), theirs)
    found = ours.per_class(labels, answers, 5)
    theirs = metrics.precision_recall_fscore_support(labels, answers, labels=range(5), zero_division=0)
    for mine, other in zip(
        (found.precision, found.recall, found.f1, found.support), theirs, strict=True
    ):
        assert mine == pytest.approx(other)
    assert ours.balanced_accuracy(labels, answers) == pytest.approx(
        metrics.balanced_accuracy_score(labels, answers)
    )


@pytest.mark.filterwarnings("ignore")
def test_of_several_labels_it_is_what_scikit_learn_says():
    rng = np.random.default_rng(0)
    targets, on = rng.random((50, 4)) > 0.7, rng.random((50, 4)) > [0.5, 0.8, 1.0, 0.2]
    found = ours.per_label(targets, on)
    theirs = metrics.precision_recall_fscore_support(targets, on, zero_division=0)
    for mine, other in zip(
        (found.precision, found.recall, found.f1, found.support), theirs, strict=True
    ):
        assert mine == pytest.approx(other)


@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_the_top_k_are_those_of_keras(k):
    keras = pytest.importorskip("keras")
    labels, outputs, _answers = arrays(3)
    metric = keras.metrics.SparseTopKCategoricalAccuracy(k)
    metric.update_state(labels, outputs.astype("float32"))
    assert ours.top_k_accuracy(labels, outputs.astype("float32"), k) == pytest.approx(
        float(metric.result()), abs=1e-6
    )


@pytest.mark.parametrize("seed", range(5))
def test_curves_and_their_areas_are_scikit_learn_s(seed):
    labels, outputs, _answers = arrays(seed)
    truth, scores = labels == 0, outputs[:, 0]
    roc = ours.roc(truth, scores)
    x, y, _thresholds = metrics.roc_curve(truth, scores, drop_intermediate=False)
    assert roc.x == pytest.approx(x)
    assert roc.y == pytest.approx(y)
    assert roc.area == pytest.approx(metrics.roc_auc_score(truth, scores))
    pr = ours.precision_recall(truth, scores)
    precision, recall, _thresholds = metrics.precision_recall_curve(truth, scores)
    assert pr.x == pytest.approx(recall[::-1])
    assert pr.y == pytest.approx(precision[::-1])
    assert pr.area == pytest.approx(metrics.average_precision_score(truth, scores))


@pytest.mark.parametrize("truth", [[True] * 3, [False] * 3])
def test_a_curve_of_one_kind_is_refused(truth):
    with pytest.raises(ValueError, match="both kinds"):
        ours.roc(truth, [0.1, 0.2, 0.3])


def test_calibration_has_scikit_learn_s_bins():
    rng = np.random.default_rng(0)
    sure = np.concatenate([rng.random(200), np.linspace(0, 1, 11)])  # some on the bins' edges
    right = rng.random(len(sure)) < sure
    found = ours.calibration(sure, right)
    share, mean = calibration_curve(right, sure, n_bins=10)
    assert found.right == pytest.approx(share)
    assert found.confidence == pytest.approx(mean)
    assert found.count.sum() == len(sure)
    assert found.error == pytest.approx(np.average(abs(share - mean), weights=found.count))


def test_a_short_last_batch_weighs_more_in_a_mean_of_batches():
    counted = np.array([True] * 32 + [False] * 8)
    assert ours.mean_of_batches(counted, 32) == 0.5
    assert np.mean(counted) == 0.8
    assert ours.mean_of_batches(np.array([[True, False]] * 32 + [[False, False]]), 32) == 0.25


def test_agreement_by_chance_is_that_of_all_orders():
    labels, answers = np.array([0, 0, 0, 1, 1, 2, 2]), np.array([0, 1, 0, 1, 2, 2, 0])
    shares = [np.mean(labels == np.array(order)) for order in permutations(answers)]
    found = ours.agreement(labels, answers, 3)
    assert found.share == pytest.approx(np.mean(labels == answers))
    assert found.expected == pytest.approx(np.mean(shares))
    assert found.error == pytest.approx(np.std(shares))
