"""What does not go together is seen, and honest nets are left alone."""

import numpy as np
import pytest

from core.questions.predictions import examples, words
from core.questions.predictions.mismatches import mismatches, order
from core.reading.words import percent
from tests.core.questions.predictions.arrays import net, of, sigmoid, softmax

SEEDS = range(40)


def ids(case):
    return [each.id for each in mismatches(case)]


def sentence(case):
    return words.sentence(mismatches(case)[0]).replace("\N{NO-BREAK SPACE}", " ")


def shuffled(values, seed=0):
    return np.random.default_rng(1000 + seed).permutation(values)


# In another order: seen.


@pytest.mark.parametrize(
    ("rows", "classes", "signal", "sharpness"),
    [(450, 10, 6, 2), (10_000, 10, 5, 2), (100, 3, 4, 2), (60, 2, 4, 3), (200, 50, 6, 2)],
)
def test_sure_predictions_in_another_order_are_seen(rows, classes, signal, sharpness):
    seen = 0
    for seed in SEEDS:
        labels, logits = net(rows, classes, signal, sharpness, seed)
        seen += "another_order" in ids(of(labels, shuffled(softmax(logits), seed)))
    # Of two standard errors: an order in twenty or so agrees better than that by chance.
    assert seen >= 0.8 * len(SEEDS)


def test_one_output_and_several_labels_in_another_order_are_seen():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 2, 300)
    outputs = sigmoid(8 * labels - 4 + rng.normal(size=300))
    assert "another_order" in ids(of(labels, shuffled(outputs)))
    assert ids(of(labels, outputs)) == []
    targets = rng.integers(0, 2, (300, 4))
    outputs = sigmoid(8 * targets - 4 + rng.normal(size=(300, 4)))
    assert "another_order" in ids(of(targets, shuffled(outputs)))
    assert ids(of(targets, outputs)) == []


def test_it_says_what_was_seen_and_by_which_turn_they_fit():
    labels, logits = net(500, 10, 6, 2)
    case = of(labels, softmax(logits)[::-1])
    seen = order(case)
    said = sentence(case)
    for number in (seen.agreement.share, seen.agreement.expected, seen.expected):
        assert f"{100 * number:.1f} %" in said
    assert f"± {100 * seen.agreement.error:.1f} would (one standard error)" in said
    assert said.endswith(f"Reversed, they agree in {100 * np.mean(logits.argmax(1) == labels):.1f} %.")
    assert "one row later" in sentence(of(labels, np.roll(softmax(logits), -1, axis=0)))
    assert "one row earlier" in sentence(of(labels, np.roll(softmax(logits), 1, axis=0)))


# Honest nets: left alone.


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "honest",
    [
        {"rows": 10, "classes": 2, "signal": 1.0},  # a small test set
        {"rows": 25, "classes": 3, "signal": 1.5},
        {"rows": 30, "classes": 10, "signal": 3.0},
        {"rows": 500, "classes": 10, "signal": 0.3},  # a weak net
        {
            "rows": 500,
            "classes": 10,
            "signal": 0.0,
        },  # one that has learnt nothing, and does not claim to
        {"rows": 200, "classes": 2, "signal": 0.7},  # two classes
        {"rows": 300, "classes": 2, "signal": 1.5, "shares": (0.95, 0.05)},  # an imbalanced one
        {"rows": 300, "classes": 4, "signal": 1.0, "shares": (0.9, 0.05, 0.03, 0.02)},
    ],
    ids=str,
)
def test_honest_predictions_are_not_called_shuffled(honest, seed):
    shares = honest.get("shares") or np.full(honest["classes"], 1 / honest["classes"])
    labels, logits = net(**honest, seed=seed)
    # The probabilities that Bayes gives for outputs made so: as sure as the net is right.
    outputs = softmax(honest["signal"] * logits + np.log(shares))
    assert "another_order" not in ids(of(labels, outputs))


def test_no_recording_but_the_shuffled_one_is_called_shuffled():
    for example in examples.BY_ID:
        assert ("another_order" in ids(examples.case(example))) == (example == "shuffled")


def test_predicted_classes_are_only_said_to_agree_no_better_than_chance():
    labels, logits = net(400, 5, 5)
    answers = logits.argmax(axis=1)
    assert ids(of(labels, shuffled(answers))) == ["no_better_than_chance"]
    assert not mismatches(of(labels, shuffled(answers)))[0].grave
    assert ids(of(labels, answers)) == []


# Constant, logits, rounded, no indices.


def test_a_constant_prediction_has_its_class_s_share():
    labels = np.array([0] * 30 + [1] * 60 + [2] * 10)
    case = of(labels, np.tile([0.2, 0.5, 0.3], (100, 1)))
    assert ids(case) == ["constant"]
    assert "every answer is class 1. The accuracy is that class's share: 60.0 %." in sentence(case)
    logits = np.random.default_rng(0).normal(size=100) - 9
    assert ids(of(labels % 2, sigmoid(logits))) == ["one_answer"]
    assert ids(of(labels % 2, np.full(100, 0.7))) == ["constant"]
    assert ids(of(labels, np.full(100, 1))) == ["one_answer"]
    assert ids(of([1] * 30, np.tile([0.1, 0.9], (30, 1)))) == ["one_class"]
    assert ids(of([[1, 1], [0, 1]] * 20, np.tile([0.1, 0.9], (40, 1)))) == ["constant_labels"]


def test_logits_are_told_from_probabilities():
    labels, logits = net(200, 4, 4)
    case = of(labels, logits)
    assert ids(case) == ["logits"]
    outside = np.mean((case.predictions < 0) | (case.predictions > 1))
    assert f"from {case.predictions.min():.3g} to {case.predictions.max():.3g}" in sentence(case)
    assert f"and {percent(outside)} of them are not".replace("\N{NO-BREAK SPACE}", " ") in sentence(
        case
    )
    assert ids(of(labels, softmax(logits))) == []
    assert ids(of(labels, np.round(softmax(logits), 2))) == []  # pasted, so rounded
    assert ids(of(labels, sigmoid(logits))) == ["no_softmax"]
    assert ids(of(labels, np.eye(4)[logits.argmax(axis=1)])) == ["rounded"]


def test_labels_that_are_no_class_index_are_seen():
    labels, logits = net(200, 4, 4)
    case = of(labels + 1, softmax(logits))
    assert ids(case)[0] == "count_from_1"
    right = np.mean(logits.argmax(axis=1) == labels)
    as_they_are = np.mean(logits.argmax(axis=1) == labels + 1)
    assert (
        f"run from 1 to 4, and the outputs from 0 to 3. As they are, {100 * as_they_are:.1f} %"
        in sentence(case)
    )
    assert sentence(case).endswith(f"with `labels - 1` it is {100 * right:.1f} %.")
    far = of(np.where(labels == 3, 7, labels), softmax(logits))
    assert ids(far)[0] == "no_indices"
    assert f"from 0 to 3: {100 * np.mean(labels == 3):.1f} % of the labels" in sentence(far)
    assert ids(of(labels - 1, softmax(logits)))[0] == "no_indices"
