"""What is recorded for the page on topics, and every sentence held against its numbers."""

import os
import re
from dataclasses import replace

import numpy as np
import pytest

from core import keras_versions
from core.experiment import InvalidChoice
from core.measures import accuracy
from core.measures.snapshot import Snapshot
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
    assert recording.snapshots[0].epoch == (recording.order.epochs if recording.order.seeds else 0)
    assert recording.snapshots[-1].epoch == recording.order.epochs
    assert os.path.getsize(SHELF.path(name)) < 300_000
    if recording.order.dataset == "20newsgroups" and not recording.order.seeds:
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


def test_every_moment_s_report_is_made_of_its_answers(moments):
    for each in moments:
        answers = each.answers
        assert answers.right_sure + answers.unsure + answers.wrong_sure == pytest.approx(1)
        assert each.reported_binary == pytest.approx(1 - answers.wrong_cells / 5, abs=1e-6)
        said = words.arithmetic_in_words(each, 5)
        assert percents(said) == [round(100 * each.reported_binary, 1)]
        assert ("No answer is sure" in said) == (answers.unsure == 1)
    assert moments[0].answers.unsure == 1, "the floor is no sure answer's doing"
    assert 0 < words.telling(moments).answers.unsure < 1
    assert moments[-1].answers.wrong_sure > moments[-1].answers.unsure


def test_answers_by_hand():
    right, sure = np.array([1, 1, 0, 0, 0], bool), np.array([1, 0, 1, 1, 0], bool)
    made = Snapshot(
        1, 5, 0, 0, {}, {}, 0.4, np.zeros((0, 5)), (), np.packbits(right), np.packbits(sure)
    )
    found = words.answers(made)
    assert (found.right_sure, found.unsure, found.wrong_sure) == (0.2, 0.4, 0.4)
    assert found.wrong_cells == pytest.approx(0.4 + 2 * 0.4)
    bare = Moment(1, 500, 0.8264, 0.5, 0.48, 0.5)
    assert words.answers(replace(made, sure=np.zeros(0))) is None
    assert "Of the 5 cells of a document 0.87 are wrong" in words.arithmetic_in_words(bare, 5)


def test_what_the_report_alone_allows():
    low, high = accuracy.true_accuracy_bounds(0.8264, 5)
    said = words.allowed_in_words(Moment(1, 500, 0.8264, 0.5, 0.48, 0.5), 5)
    assert percents(said) == [round(100 * low, 1), round(100 * high, 1), 48]
    assert "nothing parts" in words.allowed_in_words(Moment(1, 500, 0.7, 0.7, 0.7, 0.7), 2)


@pytest.mark.parametrize(("reported", "true"), [(0.8, 0.5), (0.9, 0.5), (0.8, 0.2)])
def test_topics_possible_are_those_that_some_answers_make(reported, true):
    """Every way in which 40 right or wrong, sure or unsure answers can come out, one by one."""
    documents, possible = 40, []
    right = round(true * documents)
    for classes in range(3, 21):
        wrong_cells = documents * classes * (1 - reported)
        ways = {
            (right - sure) + (documents - right - surely_wrong) + 2 * surely_wrong
            for sure in range(right + 1)
            for surely_wrong in range(documents - right + 1)
        }
        if any(abs(way - wrong_cells) < 1e-6 for way in ways):
            possible.append(classes)
    assert words.topics_possible(reported, true) == (min(possible), max(possible))


def test_the_page_says_what_the_question_leaves_open():
    said = words.question_in_words(5)
    assert "does not say how many topics" in said
    assert percents(said) == [80, 80, 50]
    assert "3 to 7 topics" in said
    assert percents(words.question_in_words(10))[0] == 90


def test_the_opening_moment_is_said_with_its_reason(moments):
    opening, last = words.telling(moments), moments[-1]
    said = words.opening_in_words(opening, last)
    assert f"epoch {opening.epoch:.1f}" in said
    assert "nearest to the question's" in said
    assert f"on {opening.examples} test documents" in said
    assert percents(said)[2:] == [
        round(100 * each, 1) for each in (last.reported_binary, last.reported_categorical, last.true)
    ]


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
    lines = rows["lines"].to_pandas()
    assert len(lines) == 4 * len(moments)
    assert rows["chosen"].to_pydict() == {"epoch": [found.epoch]}
    spec = charts.two_losses(5).to_dict()
    drawn = spec["layer"][-1]["encoding"]["color"]["scale"]["domain"]
    assert drawn == lines["line"].unique().tolist()
    values = lines.set_index(["line", "epoch"])["value"]
    assert values["reported, binary", found.epoch] == found.reported_binary
    assert values["true, categorical", found.epoch] == found.true_categorical
    assert charts.moment_rows([], None)["lines"].shape == (1, 3), "a live chart begins empty"


def test_pairs_stand_row_by_row():
    nets = ("without", "with")
    rows = charts.pair_rows(nets, ("a", "b"), (0.9, 0.0), (0.8, 0.5))["pairs"]
    assert rows.to_pydict() == {
        "row": ["a", "a", "b", "b"],
        "place": [0, 0, 1, 1],
        "net": ["without", "with", "without", "with"],
        "value": [0.9, 0.8, 0.0, 0.5],
    }
    assert charts.pair_rows(nets, (), (), ())["pairs"].shape == (1, 4), "a live chart begins empty"
    spec = charts.pairs(nets, "share", 9).to_dict()
    assert spec["layer"][1]["encoding"]["shape"]["scale"]["domain"] == list(nets)
    assert spec["height"] == charts.AROUND + 9 * charts.ROW, "each row's mark has room of its own"
