"""The lesson's numbers, held against the recordings, the measures and the checker themselves."""

import re
from urllib.parse import urlencode

import numpy as np
import pytest

from core.check import check, pastes
from core.experiment import Experiment
from core.keras_versions import ERAS, TODAY, loss_computed_on
from core.measures import accuracy, losses
from core.questions.lesson.reading import lesson, what_to_write
from core.reading import picture
from core.reading.picture import Axis, Cells, Table
from tests import shipped

STEPS = {each.id: each for each in lesson().steps}


def numbers(text):
    """Every number in it, as written."""
    return re.findall(r"\d+(?:,\d{3})*(?:\.\d+)*", text)


def percent(share):
    return f"{100 * share:.1f}\N{NO-BREAK SPACE}%"


def test_one_image_of_ten_cells():
    step, recording = STEPS["cells"], shipped.load("classic")
    ((before,), (after,)) = step.before, step.after("4")
    assert isinstance(before, Cells)
    assert not before.counted
    assert after.counted
    answer = after.answer
    place = next(
        at
        for at, each in enumerate(recording.snapshots[0].predictions)
        if np.array_equal(each, answer.predictions)
    )
    label = recording.gallery.labels[place]
    targets = np.eye(10)[label]
    assert answer.label == label != answer.predictions.argmax()
    right = int(np.sum((answer.predictions > 0.5) == (targets > 0.5)))
    assert (right, step.asks.truth, step.asks.of) == (9, 9, 10)
    assert numbers(step.answer) == ["9", "10", "90"]


def test_an_untrained_net_is_reported_by_its_cells():
    step, first = STEPS["untrained"], shipped.load("classic").snapshots[0]
    assert step.asks.truth == first.accuracies["binary_accuracy"] == pytest.approx(0.9)
    assert [percent(first.accuracies["binary_accuracy"]), percent(first.true_accuracy)] == [
        f"{each}\N{NO-BREAK SPACE}%" for each in numbers(step.answer)
    ]
    assert f"here {percent(1 - 1 / 10)}." in step.why
    (axis,) = step.after(0.4)
    assert [each.marks[0].at for each in axis.rows] == [0.4, step.asks.truth, first.true_accuracy]
    assert axis.rows[0].name == "You guessed 40\N{NO-BREAK SPACE}%"
    assert [each.marks[0].kind for each in axis.rows] == [
        picture.GUESS,
        picture.REPORTED,
        picture.TRUE,
    ]


def test_what_is_sure_and_what_is_not():
    step = STEPS["sure"]
    sure = np.zeros((1000, 10))
    labels = np.arange(1000) % 10
    sure[np.arange(1000), np.where(np.arange(1000) < 990, labels, (labels + 1) % 10)] = 1
    reported = accuracy.binary_accuracy(np.eye(10)[labels], sure)
    assert f"{reported:.3f}" == "0.998"
    assert "0.998" in step.title
    assert accuracy.true_accuracy(labels, sure) == 0.99
    # As many wrong cells, all of answers without an output above 0.5: wrong ones, or right ones.
    for unsure_right, least in ((False, 980), (True, 1000)):
        outputs = np.eye(10)[labels].astype(float)
        for at in range(20):
            outputs[at] = 0.05
            outputs[at, labels[at] if unsure_right else (labels[at] + 1) % 10] = 0.4
        assert accuracy.binary_accuracy(np.eye(10)[labels], outputs) == pytest.approx(reported)
        assert accuracy.true_accuracy(labels, outputs) == least / 1000
    assert numbers(step.answer) == ["990", "980", "1,000"]
    assert (step.asks.truth, step.asks.low, step.asks.high) == (990, 980, 1000)
    assert 980 % step.asks.step == 990 % step.asks.step == 0, "the slider has the answers"
    assert numbers(step.why) == ["20", "0", "1", "10", "0.5"]
    assert [step.asks.right(each) for each in (970, 980, 990)] == [False, True, True]


def test_every_change_has_its_own_run():
    step = STEPS["mend"]
    runs = {
        "epochs": ("classic", -1, "binary_accuracy"),
        "activation": ("other_activation", 5, "binary_accuracy"),
        "metric": ("classic", 5, "categorical_accuracy"),
        "loss": ("fitting_loss", 5, "categorical_accuracy"),
    }
    (table,) = step.after("loss")
    assert list(step.asks.options) == list(runs)
    assert table.marked == 3
    assert step.asks.rights == ("metric", "loss")
    for (name, place, picked), row in zip(runs.values(), table.rows, strict=True):
        snapshot = shipped.load(name).snapshots[place]
        wanted = percent(snapshot.accuracies[picked]), percent(snapshot.true_accuracy)
        assert row[1:] == wanted, name
    assert shipped.RECORDED["other_activation"] == Experiment(activation="sigmoid")
    assert shipped.RECORDED["fitting_loss"] == Experiment(loss="categorical_crossentropy")
    before = shipped.load("classic").snapshots[5]
    assert before.epoch == 5
    assert percent(before.accuracies["binary_accuracy"]) in step.told
    assert percent(before.true_accuracy) in step.told
    assert all(each in step.answer for each in ("categorical_accuracy", "categorical_crossentropy"))


def test_who_picks_in_which_version():
    step = STEPS["who"]
    assert step.asks.rights == ("true",)
    (table,) = step.after("high")
    then, now = (shipped.load(name).snapshots[-1] for name in ("classic", "today"))
    counted = {"by_loss": "binary_accuracy"}
    assert len(table.rows) == len(ERAS)
    for era, (name, _who, reported, true) in zip(ERAS, table.rows, strict=True):
        snapshot = now if era.loss_rule == "cached_logits" else then
        picked = counted.get(era.accuracy_rule, "categorical_accuracy")
        assert (name, reported) == (era.name, percent(snapshot.accuracies[picked]))
        assert true == percent(snapshot.true_accuracy)
    assert [row[1] for row in table.rows] == [
        "the width of the output",
        "the loss",
        "the loss",
        "the shapes",
        "the shapes",
    ]
    assert numbers(step.answer) == ["91.8", "91.8"]


def test_todays_loss_is_not_that_of_the_predictions():
    step = STEPS["loss"]
    for name, loss in (
        ("today", "binary_crossentropy"),
        ("fitting_loss_today", "categorical_crossentropy"),
    ):
        recording = shipped.load(name)
        assert recording.versions["keras"] == TODAY
        last = recording.snapshots[-1]
        targets = np.eye(10)[recording.gallery.labels]
        by_hand = losses.BY_HAND[loss](targets, last.predictions)
        (table,) = step.after("less")
        (row,) = [each for each in table.rows if each[0] == f"`{loss}`"]
        assert row[1] == f"{last.loss:.3f}"
        assert row[2] == f"{last.loss_by_hand:.3f}"
        assert by_hand == pytest.approx(last.loss_by_hand, rel=0.2)  # on the gallery alone
        assert (row[1] == row[2]) == (loss == "categorical_crossentropy")
    assert step.asks.rights == ("more",)
    assert loss_computed_on(TODAY, "binary_crossentropy", "softmax") == "logits"
    assert numbers(step.answer) == ["0.096", "0.061"]


def test_a_spread_of_runs():
    step, recording = STEPS["spread"], shipped.load("diabetes")
    last = recording.snapshots[-1].members
    sigmoid, softmax = (last[name].true_accuracies for name in ("sigmoid", "softmax"))
    assert step.asks.values == tuple(sigmoid[5:15])
    assert all(percent(each) in step.told for each in sigmoid[:5])
    assert numbers(step.answer) == [
        f"{100 * each:.1f}" for each in (min(sigmoid[5:15]), max(sigmoid[5:15]))
    ]
    assert f"In {last['sigmoid'].constant[5:15].sum()} of the ten" in step.why
    # How often means of ten lie so far apart where nothing differs, drawn instead of computed.
    pooled, random = np.concatenate([sigmoid, softmax]), np.random.default_rng(0)
    one, two = (random.choice(pooled, (40_000, 10)).mean(axis=1) for _each in range(2))
    drawn = np.mean(abs(one - two) >= 0.072 - 1e-9)
    assert "9.7\N{NO-BREAK SPACE}% (3.4 to 17\N{NO-BREAK SPACE}%)" in step.why
    assert drawn == pytest.approx(0.097, abs=0.006)
    (axis,) = step.after((60, 80))
    guess, this, other = axis.rows
    assert (guess.marks[0].at, guess.marks[0].to) == (0.6, 0.8)
    assert "9 of 10 runs" in guess.name
    for row, head in ((this, sigmoid), (other, softmax)):
        *dots, mean = [each.at for each in row.marks]
        assert dots == list(head[5:15])
        assert mean == pytest.approx(head[5:15].mean())
    assert (axis.low, axis.high) == (0.3, 1.0)
    assert (step.asks.low, step.asks.high) == (30, 100), "the slider lies on the chart's own axis"
    assert step.before[0].low == axis.low
    assert min(sigmoid[:15].min(), softmax[5:15].min()) >= axis.low


def test_the_checker_says_which_snippet_lies():
    step = STEPS["snippets"]
    (table,) = step.after("A")
    for (name, text), (marked, said) in zip(pastes.THREE.items(), table.rows, strict=True):
        (model,) = check(text, {"keras": "2.2.4"}).models
        assert marked == f"{name} {'✗' if model.problems else '✓'}"
        assert said.startswith(model.then.says)
    assert [row[0] for row in table.rows] == ["A ✓", "B ✗", "C ✓"]
    assert step.asks.rights == ("B",)


def test_the_five_questions_can_be_answered_from_what_the_lesson_says():
    """Also by who guesses all of it right, and so is told less."""
    for reason in ("why", "briefly"):
        said = {id: f"{each.answer} {getattr(each, reason)}" for id, each in STEPS.items()}
        # Why 90 %?
        assert "90.0\N{NO-BREAK SPACE}%" in said["untrained"]
        assert "1 − 1/K" in said["untrained"]
        assert "counts cells here, not answers" in said["untrained"]
        assert "`binary_accuracy`" in said["untrained"]
        # Which versions?
        assert "From Keras 1.0.6 to tf.keras 2.1.4 the loss picked" in said["who"]
        assert "since TensorFlow 2.2, and in Keras 3" in said["who"].replace("Since", "since")
        # What to write?
        assert "categorical_accuracy" in said["mend"]
        assert "categorical_crossentropy" in said["loss"]
        # Sure and unsure? 0.998 of ten classes: how many right?
        assert "A sure wrong answer costs two" in said["sure"]
        assert "990, if the net is sure of every answer" in said["sure"]
        assert "from 980 to 1,000" in said["sure"]
    rows = [row[1:] for row in what_to_write().rows]
    assert rows[0] == ("`softmax`", "`categorical_crossentropy`", "`categorical_accuracy`")
    assert rows[1] == (
        "`softmax`",
        "`sparse_categorical_crossentropy`",
        "`sparse_categorical_accuracy`",
    )
    assert rows[2] == rows[3] == ("`sigmoid`", "`binary_crossentropy`", "`binary_accuracy`")


@pytest.mark.parametrize("name", ["integer", "lower", "logits", "fitting_loss_today"])
def test_a_state_of_the_playground_is_a_step(name):
    recording = shipped.load(name)
    order = recording.order
    (step,) = lesson(f"?{urlencode(order.changes())}").steps
    last = recording.snapshots[-1]
    picked = {
        "integer": "categorical_accuracy",
        "lower": "binary_accuracy",
        "logits": "binary_accuracy",
        "fitting_loss_today": "categorical_accuracy",
    }[name]
    assert step.asks.truth == last.accuracies[picked]
    assert percent(last.true_accuracy) in step.answer
    assert step.link == f"playground?{urlencode(order.changes())}"


def test_whose_rules_a_run_is_read_by_is_said():
    then, now = STEPS["untrained"].source, STEPS["loss"].source
    assert f"Keras {TODAY}" in then
    assert "trained and read by the rules of Keras 2.2.4" in then
    assert now == f"A recorded run of Keras {TODAY} on bundled digits."


def test_pictures_say_what_they_show():
    guesses = {
        "cells": "3",
        "untrained": 0.3,
        "sure": 500,
        "mend": "epochs",
        "who": "high",
        "loss": "less",
        "spread": (60, 80),
        "snippets": "A",
    }
    for id, guess in guesses.items():
        for shown in (*STEPS[id].before, *STEPS[id].after(guess)):
            if isinstance(shown, Axis):
                assert all(row.name in shown.told for row in shown.rows if len(shown.rows) > 1)
                ends = [end for row in shown.rows for each in row.marks for end in (each.at, each.to)]
                assert all(shown.low <= end <= shown.high for end in ends if end is not None), id
            if isinstance(shown, Table):
                assert {len(row) for row in shown.rows} == {len(shown.head)}
