"""The alternatives: all were trained, and what is said of each is what its run and its Keras say."""

import pytest

from core import training
from core.keras_versions import TODAY
from core.questions.choose import reading
from core.questions.choose.alternatives import alternatives, cases, trained
from core.questions.choose.case import Case
from core.questions.choose.recommendation import experiment, recommended
from core.questions.choose.recordings import end
from core.reading.reading import read
from core.reading.words import percent


def named(*of, **options):
    return {each.id: each for each in alternatives(recommended(Case(*of, **options)))}


def test_every_run_was_shipped():
    for state in trained().values():
        assert 0 <= end(state).true_accuracy <= 1


@pytest.mark.parametrize("case", cases(), ids=str)
def test_the_recommended_net_reported_what_is_true(case):
    advice = recommended(case)
    state = experiment(advice)
    ended = end(state)
    if case.answers != "several" and not (case.answers == "yes_no" and case.logits):
        assert ended.accuracies[read(state).reported_name] == pytest.approx(ended.true_accuracy)
    assert percent(ended.true_accuracy) in reading.trained(advice)


@pytest.mark.parametrize("case", cases(), ids=str)
def test_what_is_said_to_train_alike_came_to_the_same_loss(case):
    for each in alternatives(recommended(case)):
        if each.same_as and not each.reading.refused and case.answers == "one":
            assert end(each.state).loss == end(each.same_as).loss


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_report_is_called_true_exactly_where_it_is(case):
    for each in alternatives(recommended(case)):
        words = reading.came_to(each)
        if each.reading.refused:
            assert words.endswith("refuses it.")
            continue
        ended = end(each.state)
        reported = ended.accuracies[each.reading.reported_name]
        same = abs(reported - ended.true_accuracy) < 1e-6
        assert ("which is true" in words) == same
        assert f"**{percent(ended.true_accuracy)}**" in words
        assert (f"**{percent(reported)}** where" in words) == (not same)


def test_the_famous_case_then_and_today():
    then, today = (named(keras=each)["binary_loss"] for each in ("2.2.4", TODAY))
    assert reading.came_to(then).startswith("Reports **98.7\N{NO-BREAK SPACE}%** where **93.8")
    assert "`binary_accuracy`" in reading.came_to(then)
    assert "which is true" in reading.came_to(today)
    assert "trains exactly as with `sigmoid`" in reading.why_not(today)


def test_of_two_classes_it_says_that_nothing_parts_and_of_others_what_a_sure_net_reports():
    of = {k: named("one", k, keras="2.2.4")["binary_loss"] for k in (2, 10, 100)}
    assert "both cells are right or wrong together" in reading.with_your_classes(of[2])
    assert reading.with_your_classes(of[10]) == ""
    true = end(of[100].state).true_accuracy
    assert percent(1 - 2 * (1 - true) / 100) in reading.with_your_classes(of[100])
    assert reading.with_your_classes(named("one", 100, keras=TODAY)["binary_loss"]) == ""


def test_one_softmax_output_says_yes_to_everything_even_where_its_loss_is_a_good_one():
    one, best = named("yes_no", 2, "integer")["softmax"], recommended(Case("yes_no", 2, "integer"))
    assert end(one.state).loss == end(experiment(best)).loss
    assert end(one.state).true_accuracy < 0.55
    assert end(experiment(best)).true_accuracy > 0.9


@pytest.mark.parametrize("labels", ["integer", "integer_column"])
def test_class_numbers_are_refused_by_the_categorical_loss(labels):
    assert named("one", 10, labels)["categorical_loss"].reading.refused


def test_a_link_has_every_choice_of_its_state():
    one = named("yes_no", 2, "integer", True)["plain_accuracy"]
    assert reading.in_playground(one) == {
        "task": "binary",
        "loss": "binary_crossentropy",
        "activation": "linear",
        "labels": "integer",
        "metric": "accuracy",
        "keras": TODAY,
        "from_logits": True,
    }


@pytest.mark.slow
def test_a_shipped_run_is_what_training_gives():
    state = named("yes_no", 2, "integer")["softmax"].state
    *_before, last = training.train(state)
    assert last.true_accuracy == pytest.approx(end(state).true_accuracy, abs=0.02)
    assert last.loss == pytest.approx(end(state).loss, rel=0.05)
