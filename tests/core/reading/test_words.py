"""Every number in a text is the number computed."""

import re
from dataclasses import replace

import numpy as np
import pytest

from core.experiment import Experiment
from core.keras_versions import VERSIONS, KerasRefuses
from core.reading import words
from core.reading.point import Point
from core.reading.reading import read

TODAY = "3.15.1"


def point(reported=0.9, true=0.1, loss=0.5, loss_by_hand=0.5, epoch=1):
    return Point(epoch, 450, reported, true, loss, loss_by_hand)


def numbers(text):
    return [float(each) for each in re.findall(r"\d+\.\d+", text)]


def plain(text):
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


@pytest.mark.parametrize(("epoch", "text"), [(8 / 79, "0.1"), (12.0, "12"), (0, "0"), (199.96, "200")])
def test_a_moment_is_told_to_a_tenth_of_an_epoch(epoch, text):
    assert words.moment(epoch) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.953, "95.3 %"), (0.0, "0.0 %"), (1.0, "100.0 %"), (0.99794, "99.8 %"), (0.10222, "10.2 %")],
)
def test_percent_cannot_be_parted(share, text):
    assert words.percent(share) == text.replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("share", "others"), [(0.9825, "1.7"), (0.98, "2.0"), (1, "0.0"), (0.11805, "88.2")]
)
def test_what_a_share_leaves_makes_100_beside_it(share, others):
    left = words.missing(share)
    assert left == f"{others}\N{NO-BREAK SPACE}%"
    assert sum(numbers(words.percent(share) + left)) == pytest.approx(100)


def test_an_accuracy_prints_alike_as_float32_and_as_float64():
    for right in range(10_001):
        share = right / 10_000
        assert words.percent(float(np.float32(share))) == words.percent(share)


def test_the_gap_in_words():
    assert words.gap_in_words(point(0.9871, 0.9378)) == "4.9 points too high"
    assert words.gap_in_words(point(0.85, 0.9)) == "5.0 points too low"
    assert words.gap_in_words(point(0.9, 0.9)) == "no gap"
    rng = np.random.default_rng(0)
    for true in rng.random(500):
        at = point(float(np.clip(true + rng.normal(scale=0.001), 0, 1)), float(true))
        alike = words.percent(at.reported) == words.percent(at.true)
        assert (words.gap_in_words(at) == "no gap") == alike
        if not alike:
            (gap,) = numbers(words.gap_in_words(at))
            assert gap == pytest.approx(100 * abs(at.reported - at.true), abs=0.11)
            assert gap >= 0.1
            assert words.gap_in_words(at).endswith("high" if at.reported > at.true else "low")


def test_the_loss_by_hand_is_told_where_it_is_another():
    assert words.loss_gap_in_words(point(loss=1.0528, loss_by_hand=0.5166)) == "by hand: 0.517"
    assert words.loss_gap_in_words(point(loss=0.5, loss_by_hand=0.5004)) == "by hand: the same"


def test_the_sentence_states_the_gap_first_and_else_the_loss():
    today = read(Experiment(keras=TODAY))
    apart = words.in_words(today, point(0.9871, 0.9378, loss=1, loss_by_hand=0.5))
    assert apart == plain("Keras 3.15.1 reports 98.7 %. The net is right 93.8 % of the time.")

    off = words.in_words(today, point(0.9, 0.9, loss=1.0528, loss_by_hand=0.5166))
    assert numbers(off.removeprefix("Keras 3.15.1")) == [90.0, 90.0, 1.053, 0.517]
    assert "But its loss, 1.053, is not what its predictions give: 0.517." in off

    fine = words.in_words(today, point(0.9, 0.9))
    assert fine == plain("Keras 3.15.1 reports 90.0 %, and the net is right 90.0 % of the time.")
    untrained = words.in_words(today, point(epoch=0))
    assert untrained == "Before training: " + words.in_words(today, point())


@pytest.mark.parametrize(
    "at", [point(), point(0.9, 0.9), point(0.9, 0.9, loss=1)], ids=["apart", "same", "loss"]
)
@pytest.mark.parametrize(
    ("version", "name"), [("2.2.4", "Keras 2.2.4"), ("tf-2.2.3", "tf.keras 2.2.3")]
)
def test_what_another_keras_says_is_what_it_would_report(version, name, at):
    """Today's Keras trains; no other was asked."""
    own = words.in_words(read(Experiment(keras=TODAY)), at)
    assert own.startswith("Keras 3.15.1 reports")
    told = words.in_words(read(Experiment(keras=version)), at)
    assert told == own.replace("Keras 3.15.1 reports", f"{name} would report")


def test_whose_rules_a_run_goes_by_is_said_where_they_are_not_its_own():
    assert words.emulated_in_words(read(Experiment()), TODAY) == (
        "Keras 3.15.1 trains it by Keras 2.2.4's rules for loss and accuracy."
    )
    assert words.emulated_in_words(read(Experiment(keras=TODAY)), TODAY) == ""


def test_labels_counted_one_by_one_are_no_wrong_report():
    """Of several labels exact match is true; the share of labels right is another question."""
    several = {"task": "multi_label", "activation": "sigmoid", "keras": TODAY}
    by_label = read(Experiment(**several, metric="binary_accuracy"))
    by_largest = read(Experiment(**several))
    assert (by_label.counts_labels, by_largest.counts_labels) == (True, False)
    at = point(0.932, 0.824)
    assert words.in_words(by_label, at) == plain(
        "Keras 3.15.1 reports 93.2 % of the labels right. 82.4 % of the images are right in all."
    )
    assert words.gap_in_words(at, by_label.counts_labels) == "of labels, not images"
    assert "reports 93.2" in words.in_words(by_largest, at)
    assert words.gap_in_words(at, by_largest.counts_labels) == "10.8 points too high"
    assert numbers(words.label_by_label_in_words(0.932)) == [93.2]
    assert not read(Experiment(metric="binary_accuracy")).counts_labels


def test_rules_in_words():
    said = words.rule_in_words(read(Experiment()))
    assert said == "Keras 2.2.4 picks by the loss: here `accuracy` means `binary_accuracy`."
    said = words.rule_in_words(read(Experiment(keras=TODAY)))
    assert said == (
        "Keras 3.15.1 picks by the shapes of targets and predictions: "
        "here `accuracy` means `categorical_accuracy`."
    )
    assert "by the number of outputs" in words.rule_in_words(read(Experiment(keras="1.0.5")))
    named = words.rule_in_words(read(Experiment(metric="binary_accuracy")))
    assert named == (
        "You named `binary_accuracy`, so every Keras version that takes this setup reports it: "
        f"{len(VERSIONS) - 1} of the {len(VERSIONS)} measured. The other refuses it."
    )
    refusing = [
        version
        for version in VERSIONS
        if read(Experiment(metric="binary_accuracy", keras=version)).refused
    ]
    assert refusing == ["1.0.0"]
    column = Experiment(metric="binary_accuracy", loss="mean_squared_error", labels="integer_column")
    taking = [each for each in VERSIONS if not read(replace(column, keras=each)).refused]
    assert 1 < len(VERSIONS) - len(taking) < len(VERSIONS)
    said = words.rule_in_words(read(replace(column, keras=TODAY)))
    assert f"{len(taking)} of the {len(VERSIONS)} measured. The others refuse it." in said
    with pytest.raises(KerasRefuses):
        words.rule_in_words(read(Experiment(labels="integer")))


def test_courses_tell_the_first_and_the_last_moment():
    run = [point(0.9, 0.1, 1.5, 0.4, epoch=0), point(0.5, 0.5), point(0.95, 0.8, 0.25, 0.125, epoch=2)]
    accuracies, losses = words.course_in_words(run), words.loss_course_in_words(run)
    assert numbers(accuracies) == [90.0, 95.0, 10.0, 80.0]
    assert numbers(losses) == [1.5, 0.25, 0.4, 0.125]
    assert accuracies.startswith("From epoch 0 to 2 the reported accuracy goes from 90.0")
    assert losses.startswith("From epoch 0 to 2 the reported loss goes from 1.500")


def test_right_is_defined_for_each_task():
    logits = {"activation": "linear", "from_logits": True}
    setups = [
        *(Experiment(), Experiment(**logits)),
        *(Experiment(task=task, **more) for task in ("multi_label", "binary") for more in ({}, logits)),
    ]
    told = [words.truth_in_words(each) for each in setups]
    assert told[0] == told[1] == "K = 10 classes. Right: the largest output is the label's."
    several = "K = 3 labels. Right, by exact match: all three {} exactly where the label is 1."
    assert told[2] == several.format("outputs above 0.5")
    assert told[3] == several.format("logits above 0")
    assert told[4] == "One yes or no. Right: the output is above 0.5 exactly if the digit is even."
    assert told[5] == "One yes or no. Right: the logit is above 0 exactly if the digit is even."
