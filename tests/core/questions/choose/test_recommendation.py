"""Every combination of answers has advice that its Keras accepts, and that reports the truth."""

import math
from itertools import product

import pytest

from core import export
from core.experiment import Experiment
from core.keras_versions import TODAY
from core.questions.choose import reading
from core.questions.choose.alternatives import alternatives
from core.questions.choose.case import KERAS, RIGHT, Case, stored
from core.questions.choose.recommendation import (
    EXACT_MATCH,
    THRESHOLD_AT_ZERO,
    asked,
    experiment,
    recommended,
)
from core.questions.choose.script import script

CASES = [
    Case(answers, classes, labels, from_logits, keras)
    for answers, keras, from_logits in product(RIGHT, KERAS, (False, True))
    for labels in stored(answers)
    for classes in ((2,) if answers == "yes_no" else (2, 3, 10))
]
# Which accuracy is the true one, and which loss and activation the task calls for.
TRUE = {
    ("one", "one_hot"): "categorical_accuracy",
    ("one", "integer"): "sparse_categorical_accuracy",
    ("one", "integer_column"): "sparse_categorical_accuracy",
}
LOSS = {
    ("one", "one_hot"): "categorical_crossentropy",
    ("one", "integer"): "sparse_categorical_crossentropy",
    ("one", "integer_column"): "sparse_categorical_crossentropy",
}


def named(case):
    return " ".join(map(str, (case.answers, case.classes, case.labels, case.from_logits, case.keras)))


@pytest.mark.parametrize("case", CASES, ids=named)
def test_it_is_accepted_and_counts_what_is_true(case):
    advice = recommended(case)
    of = (case.answers, case.labels)
    assert advice.behaviour.said is None
    assert advice.behaviour.picked == TRUE.get(of, "binary_accuracy")
    assert advice.loss == LOSS.get(of, "binary_crossentropy")
    assert advice.units == (1 if case.answers == "yes_no" else case.classes)
    if case.from_logits and case.keras != "2.2.4":
        assert advice.activation == "linear"
        assert advice.layer == f"keras.layers.Dense({advice.units})"
        assert "from_logits=True" in advice.loss_written
    else:
        assert advice.activation == ("softmax" if case.answers == "one" else "sigmoid")
        assert "from_logits" not in advice.compile_call


@pytest.mark.parametrize("case", CASES, ids=named)
def test_its_loss_looks_at_nothing_but_what_fits_the_activation(case):
    """Whether a loss takes the outputs or the logits behind them, they are the matching ones."""
    advice = recommended(case)
    assert (advice.loss == "binary_crossentropy") == (case.answers != "one")
    matching = {"softmax": "logits", "sigmoid": "logits", "linear": "outputs_as_logits"}
    expected = "probabilities" if case.keras == "2.2.4" else matching[advice.activation]
    assert advice.behaviour.loss_computed_on == expected


@pytest.mark.parametrize("case", CASES, ids=named)
def test_the_metric_is_named_exactly_where_the_plain_word_is_wrong(case):
    advice = recommended(case)
    if case.answers == "several":
        assert advice.metrics[-1] == advice.true_metric == EXACT_MATCH
        assert (advice.metrics[0] == THRESHOLD_AT_ZERO) == case.logits
        assert not advice.plain_is_true
    elif case.answers == "yes_no" and case.logits:
        assert advice.metrics == (THRESHOLD_AT_ZERO,)
        assert not advice.plain_is_true
    else:
        assert advice.metrics == ('"accuracy"',)
        assert advice.plain_is_true
        assert reading.naming_is_safe(advice), "the page says that the name does no harm"


@pytest.mark.parametrize("case", [each for each in CASES if each.keras == TODAY], ids=named)
def test_what_to_write_elsewhere_agrees(case):
    advice = recommended(case)
    of_playground = "one_hot" if case.answers == "several" else case.labels
    elsewhere = export.advised(Experiment(task=case.task, labels=of_playground))
    assert elsewhere.loss == advice.loss
    if not case.from_logits:
        assert elsewhere.activation == advice.activation
        assert f'"{elsewhere.metric}"' == advice.metrics[0]
    if case.answers != "several":
        assert elsewhere.labels == advice.labels == experiment(advice).labels


@pytest.mark.parametrize("case", CASES, ids=named)
def test_its_script_is_python_in_the_words_of_its_version(case):
    text = script(recommended(case))
    compile(text, "choose.py", "exec")
    tensorflow, today = case.keras.startswith("tf-"), case.keras == TODAY
    assert ("from tensorflow import keras" in text) == tensorflow
    assert ("\nimport keras\n" in text) == (not tensorflow)
    assert ("keras.Input(" in text) == today
    assert ("input_shape=" in text) == (not today)
    assert ("keras.ops" in text) == (today and case.answers == "several")
    assert recommended(case).compile_call in text
    assert ("to_categorical" in text) == (case.labels == "one_hot")
    assert ("y = y.argmax(axis=1)" in text) == ((case.answers, case.labels) == ("yes_no", "one_hot"))


@pytest.mark.parametrize("case", CASES, ids=named)
def test_no_alternative_is_the_recommendation_and_none_depends_on_the_number_of_classes(case):
    advice = recommended(case)
    for each in alternatives(advice):
        state = each.state
        plain = state.metric == "accuracy" and case.answers == "several"
        assert state != experiment(advice) or plain or each.id == "plain_accuracy"
        if case.answers == "several" or each.id == "one_hot_rows":
            continue
        own = asked(
            advice,
            loss=state.loss,
            activation=state.activation,
            from_logits=state.uses_from_logits,
            metric=state.metric,
        )
        assert (own.said is None) == (each.reading.refused is None)
        assert own.picked == each.reading.behaviour.picked


def test_labels_that_do_not_go_with_the_answers_are_no_case():
    with pytest.raises(ValueError, match="labels=one_hot, answers=several"):
        Case("several", 3, "one_hot")


def test_the_threshold_in_words_is_the_one_of_a_logit_of_a_half():
    words = reading.why_metric(recommended(Case("yes_no", 2, "integer", True)))
    assert f"{1 / (1 + math.exp(-0.5)):.3f}" == "0.622"
    assert "above 0.5, a probability of 0.622" in words


@pytest.mark.parametrize(
    ("keras", "picked"),
    [
        ("2.2.4", "binary_accuracy"),
        ("tf-2.1.4", "binary_accuracy"),
        ("tf-2.2.3", "categorical_accuracy"),
        (TODAY, "categorical_accuracy"),
    ],
)
def test_of_several_labels_it_says_what_the_plain_word_would_be(keras, picked):
    words = reading.why_metric(recommended(Case("several", 5, "multi_hot", keras=keras)))
    assert f"would take `accuracy` for `{picked}`" in words
