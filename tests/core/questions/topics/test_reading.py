"""What is recorded for the page on topics, and every sentence held against its numbers."""

import os
import re

import numpy as np
import pytest

from core import keras_versions
from core.experiment import InvalidChoice
from core.measures import accuracy
from core.questions.topics import charts, orders
from core.questions.topics import reading as words
from core.questions.topics.orders import Choice
from core.questions.topics.reading import Moment
from core.questions.topics.recordings import SHELF


@pytest.fixture(scope="module")
def shipped():
    return SHELF.load("topics")


@pytest.fixture(scope="module")
def moments(shipped):
    return words.moments(shipped.order, shipped.snapshots)


def percents(text):
    return [float(each) for each in re.findall(r"(\d+(?:\.\d+)?)\s%", text)]


def test_the_recording_is_the_question_on_real_posts(shipped):
    binary, categorical = shipped.order.members.values()
    assert (binary.dataset, binary.topics, binary.imbalance) == ("20newsgroups", 5, 1)
    assert (binary.loss, categorical.loss) == ("binary_crossentropy", "categorical_crossentropy")
    assert binary.seed == categorical.seed
    assert shipped.order == orders.both_losses(Choice(), orders.FULL_EPOCHS)
    assert SHELF.find(shipped.order) is shipped
    one, other = (each.predictions for each in shipped.snapshots[0].members.values())
    np.testing.assert_array_equal(one, other)
    assert keras_versions.loss_computed_on(binary.keras, binary.loss, "softmax") == "probabilities"


@pytest.mark.parametrize("name", sorted(SHELF.orders))
def test_every_recording_is_what_is_ordered_and_small(name):
    recording = SHELF.load(name)
    assert recording.order == SHELF.orders[name]
    assert recording.snapshots[0].epoch == 0
    assert recording.snapshots[-1].epoch == recording.order.epochs
    assert os.path.getsize(SHELF.path(name)) < 300_000
    if recording.order.dataset == "20newsgroups":
        assert len(recording.gallery.texts) == len(recording.gallery.labels)


def test_the_reports_lie_far_apart_and_the_truths_together(moments):
    assert moments[0].reported_binary == pytest.approx(0.8)
    for each in moments:
        assert each.reported_categorical == pytest.approx(each.true_categorical, abs=1e-6)
        assert abs(each.true_binary - each.true_categorical) < words.TOGETHER
        assert each.reported_binary - each.reported_categorical > 0.15
        assert each.reported_binary == pytest.approx(
            accuracy.expected_binary_accuracy(each.true_binary, 5), abs=0.15
        )


def test_the_telling_moment_is_the_question_s(moments):
    found = words.telling(moments)
    assert found.epoch > 0
    assert found.reported_binary == pytest.approx(0.80, abs=0.05)
    assert found.reported_categorical == pytest.approx(0.50, abs=0.03)
    distance = [
        abs(each.reported_binary - 0.8) + abs(each.reported_categorical - 0.5) for each in moments
    ]
    assert moments.index(found) == distance.index(min(distance))


def test_the_sentence_says_the_moment_s_numbers(moments):
    found = words.telling(moments)
    said = words.in_words(found, "2.2.4")
    binary, categorical, both = percents(said)
    assert (binary, categorical) == (
        round(100 * found.reported_binary, 1),
        round(100 * found.reported_categorical, 1),
    )
    assert both == round(50 * (found.true_binary + found.true_categorical))
    assert "Both nets" in said


def test_truths_that_part_are_not_called_one():
    said = words.in_words(Moment(1, 500, 0.9, 0.5, 0.7, 0.5), "2.2.4")
    assert "Both nets" not in said
    assert percents(said) == [90, 50, 70, 50]
    assert words.in_words(Moment(0, 500, 0.8, 0.2, 0.2, 0.2), "2.2.4").startswith("Before learning")


@pytest.mark.parametrize(("classes", "half"), [(5, 80), (10, 90), (20, 95)])
def test_the_arithmetic_is_that_of_a_sure_net(classes, half):
    reported = 1 - 1 / classes
    said = words.arithmetic_in_words(Moment(1, 500, reported, 0.5, 0.45, 0.5), classes)
    low, high = accuracy.true_accuracy_bounds(reported, classes)
    assert percents(said) == [half, half, round(100 * low, 1), round(100 * high, 1), 45]


def test_two_topics_part_nothing():
    said = words.arithmetic_in_words(Moment(1, 500, 0.7, 0.7, 0.7, 0.7), 2)
    assert "nothing parts" in said


def test_choices_have_limits():
    assert Choice("synthetic_topics", "7", "3") == Choice("synthetic_topics", 7, 3)
    for wrong in ({"corpus": "mnist"}, {"topics": 21}, {"topics": 1}, {"imbalance": 0}):
        with pytest.raises(InvalidChoice, match=next(iter(wrong))):
            Choice(**wrong)
    members = orders.both_losses(Choice("synthetic_topics", 7, 3), 2).members.values()
    assert {(each.dataset, each.topics, each.imbalance) for each in members} == {
        ("synthetic_topics", 7, 3.0)
    }


def test_the_chart_draws_every_moment_of_four_lines(moments):
    found = words.telling(moments)
    rows = charts.moment_rows(moments, found)
    assert len(rows["lines"]) == 4 * len(moments)
    assert rows["chosen"]["epoch"].tolist() == [found.epoch]
    spec = charts.two_losses(5).to_dict()
    drawn = spec["layer"][-1]["encoding"]["color"]["scale"]["domain"]
    assert drawn == rows["lines"]["line"].unique().tolist()
    values = rows["lines"].set_index(["line", "epoch"])["value"]
    assert values["reported, binary", found.epoch] == found.reported_binary
    assert values["true, categorical", found.epoch] == found.true_categorical
    assert charts.moment_rows([], None)["lines"].shape == (1, 3), "a live chart begins empty"


def test_bars_stand_by_topic():
    rows = charts.recall_rows(("a", "b"), (0.9, 0.0), (0.8, 0.5))["bars"]
    assert rows.to_dict("list") == {
        "topic": ["a", "b", "a", "b"],
        "net": ["without weights", "without weights", "with weights", "with weights"],
        "recall": [0.9, 0.0, 0.8, 0.5],
    }
    charts.recalls(("a", "b")).to_dict()
