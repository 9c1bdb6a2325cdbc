"""Each verdict, held to numbers that real installs of Keras gave, or that are computed here anew."""

import math
import re

import numpy as np
import pytest
from scipy import stats

from core.questions.claims import reading
from core.questions.diabetes import one_model
from core.reading import verdicts
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, UNTIL
from tests import shipped


def verdict(name):
    return next(claim for claim in reading.claims() if claim.id == name).verdict


def numbers(text):
    return [float(each) for each in re.findall(r"\d+(?:\.\d+)?", text)]


def test_every_claim_has_a_verdict_a_number_and_a_link():
    found = reading.claims()
    assert len({claim.id for claim in found}) == len(found)
    for claim in found:
        assert claim.verdict.kind in verdicts.VERDICTS
        assert numbers(claim.verdict.number), claim.id
        assert claim.words.endswith(".")
        assert reading.said_in_words(claim)
        assert claim.place
        assert claim.month in reading.dated(claim)
        assert claim.measured.versions
        assert claim.measured.backend
        assert claim.link_words
    stood = [claim for claim in found if claim.verdict.then == HOLDS]
    stand = [claim for claim in found if claim.verdict.now == HOLDS]
    assert numbers(reading.headline(found)) == [len(found), len(stood), len(stand)]
    assert len(stood) > len(stand)


def test_a_claim_is_judged_by_its_date_and_by_today():
    """The answer of 2017 was right, and is no more; the article of 2025 never was."""
    dates = {claim.id: claim.month for claim in reading.claims()}
    assert dates["guesses"] < "2020-05" < dates["infers"]
    assert (verdict("guesses").then, verdict("guesses").now) == (HOLDS, FAILS)
    assert (verdict("by_hand").then, verdict("by_hand").now) == (HOLDS, FAILS)
    assert (verdict("infers").then, verdict("infers").now) == (FAILS, FAILS)


def shares(text):
    """The percentages in a text, in its order."""
    return [float(each) for each in re.findall(r"(\d+\.\d)\N{NO-BREAK SPACE}%", text)]


def last(name):
    return tuple(shipped.load(name).snapshots[-1].members.values())


def in_percent(*values):
    return [math.floor(10 * round(100 * value, 4) + 0.5 + 1e-6) / 10 for value in values]  # halves up


def test_no_loss_is_always_better_on_mnist_and_none_stops_at_97():
    _binary, categorical = last("mnist_question")
    for name, kind in (("better", FAILS), ("ceiling", FAILS), ("in_principle", HOLDS)):
        assert verdict(name).kind == kind, name
    assert shares(verdict("ceiling").number) == in_percent(categorical.true_accuracy)
    assert categorical.true_accuracy > 0.97


def test_the_report_on_mnist_is_cells_counted():
    binary, categorical = last("mnist_question")
    reported, true = binary.accuracies["binary_accuracy"], binary.true_accuracy
    assert shares(verdict("by_hand").number) == in_percent(reported, true)
    assert verdict("by_hand").kind == UNTIL
    assert shares(verdict("ninety_nine").number) == in_percent(reported, true)
    assert (verdict("ninety_nine").kind == HOLDS) == (true >= 0.99)
    assert shares(verdict("ninety_nine").because)[0] == in_percent(categorical.true_accuracy)[0]
    assert shares(verdict("one_class").number) == in_percent(reported)
    assert verdict("one_class").kind == FAILS
    then = last("mnist_article")[0].accuracies["binary_accuracy"]
    now = last("mnist_article")[0].accuracies["categorical_accuracy"]
    assert shares(verdict("infers").number) == in_percent(then, now)
    assert verdict("infers").kind == FAILS
    assert "Keras 3.8.0, the newest when it was written" in verdict("infers").because
    assert "2020-05" in verdict("infers").because


def in_pairs(first, second):
    """Over nine pairs, in points: what one mean is above the other, as both are printed, and the 95 %
    interval of the mean difference; written out, for 8 degrees of freedom."""
    ahead = 100 * (np.asarray(first) - np.asarray(second))
    assert len(ahead) == 9
    half = 2.306 * ahead.std(ddof=1) / 3
    one, other = in_percent(np.mean(first), np.mean(second))
    return one - other, ahead.mean() - half, ahead.mean() + half


def worded(points):
    """With its sign, as it stands on the page."""
    return (f"{points:+.1f}" if round(points, 1) else "0.0").replace("-", "\N{MINUS SIGN}")


def signed(text):
    found = re.findall(r"[+\N{MINUS SIGN}]\d+\.\d", text)
    return [float(each.replace("\N{MINUS SIGN}", "-")) for each in found]


def test_eighty_and_fifty_are_one_quality():
    binary, categorical = (each.true_accuracies for each in last("topics_seeds"))
    found = verdict("eighty_fifty")
    assert shares(found.number) == in_percent(binary.mean(), categorical.mean())
    mean, low, high = in_pairs(binary, categorical)
    assert signed(found.because)[-2:] == pytest.approx([low, high], abs=0.06)
    assert f"by {worded(mean)} points" in found.because
    assert (found.kind == FAILS) == (low > -5 and high < 5)
    reports = [
        in_percent(one.accuracies["binary_accuracy"], other.accuracies["categorical_accuracy"])
        for one, other in (moment.members.values() for moment in shipped.load("topics").snapshots)
    ]
    reported = shares(found.because)
    assert reported in reports
    assert abs(reported[0] - 80) + abs(reported[1] - 50) < 5


def test_no_start_is_caught_or_some_are():
    _binary, categorical = (each.true_accuracies for each in last("topics_seeds"))
    assert shares(verdict("restart").number) == in_percent(categorical.min(), categorical.max())
    gain = categorical.max() - categorical.mean()
    assert f"gains {100 * gain:.1f} points" in verdict("restart").because
    assert (verdict("restart").kind == HOLDS) == (gain > 0.05)


def test_the_ratio_of_the_losses_is_not_k():
    recording = shipped.load("topics")
    ratios = []
    for moment in recording.snapshots:
        kept = np.clip(moment.member("binary").predictions.astype(float), 1e-7, 1 - 1e-7)
        targets = np.eye(5)[recording.gallery.labels]
        binary = (-targets * np.log(kept) - (1 - targets) * np.log(1 - kept)).mean()
        categorical = -(targets * np.log(kept / kept.sum(axis=1, keepdims=True))).sum(axis=1).mean()
        ratios.append(binary / categorical)
    assert verdict("ratio").kind == FAILS
    assert numbers(verdict("ratio").number) == [
        pytest.approx(value, abs=0.006) for value in (min(ratios), max(ratios))
    ]


def test_a_factor_cancels_under_adam_and_not_under_sgd():
    moments = [tuple(moment.members.values()) for moment in shipped.load("topics_factor").snapshots]
    apart = [
        max(abs(each[first].true_accuracy - each[first + 1].true_accuracy) for each in moments)
        for first in (0, 3)
    ]
    assert numbers(verdict("factor").number) == [round(100 * value, 1) for value in apart]
    assert verdict("factor").kind == FAILS
    assert apart[0] < 0.01 < apart[1]


def test_softmax_rows_have_nothing_to_be_divided_by():
    rows = [
        moment.member("categorical").predictions.sum(axis=1)
        for moment in shipped.load("topics").snapshots
    ]
    most = max(abs(each - 1).max() for each in rows)
    assert numbers(verdict("renormalising_harms").number)[-1] < 1e3  # written as 2e-07
    assert f"{most:.0e}" in verdict("renormalising_harms").number
    assert verdict("renormalising_harms").kind == FAILS
    one, times, other = numbers(verdict("renormalises").number)
    assert (one, times) == (other, 3)
    assert verdict("renormalises").kind == HOLDS


def test_weights_are_judged_by_the_smallest_topic_of_nine_pairs():
    plain, weighted = (each.recalls for each in last("topics_weighted_seeds"))
    mean, low, high = in_pairs(weighted[:, -1], plain[:, -1])
    assert verdict("class_weight").number == f"smallest topic: {worded(mean)} points"
    assert f"({worded(mean)} points" in verdict("class_weight").because
    of_all, *bounds = in_pairs(weighted.mean(axis=1), plain.mean(axis=1))
    assert signed(verdict("class_weight").because) == pytest.approx(
        [low, high, of_all, *bounds], abs=0.06
    )
    expected = HOLDS if low > 0 else FAILS if high < 0 else DEPENDS
    assert verdict("class_weight").kind == expected


def test_mends_and_mismatch_say_what_their_runs_say():
    ends = [each.true_accuracy for each in last("topics_mends")]
    assert shares(verdict("mends").number) == in_percent(*ends)
    assert abs(ends[0] - ends[1]) < 0.03
    assert verdict("mends").kind == HOLDS
    sigmoid, softmax = (each.true_accuracies for each in last("topics_renormalised_seeds"))
    assert shares(verdict("mismatch").number) == in_percent(sigmoid.mean(), softmax.mean())
    mean, low, high = in_pairs(softmax, sigmoid)
    assert signed(verdict("mismatch").because)[-2:] == pytest.approx([low, high], abs=0.06)
    assert f"by {worded(mean)} points" in verdict("mismatch").because
    assert (verdict("mismatch").kind == HOLDS) == (low > 0)


def test_the_means_of_both_heads_decide_the_diabetes_claims():
    means = {
        name: [each.true_accuracies.mean() for each in last(name)]
        for name in ("diabetes", "diabetes_3.15.1")
    }
    assert shares(verdict("sigmoid_wins").number) == in_percent(*means["diabetes"])
    assert verdict("sigmoid_wins").kind == FAILS
    for name in means:  # by SciPy, in pairs: the question's 7.2 points lie outside
        sigmoid, softmax = (each.true_accuracies for each in last(name))
        low, high = stats.ttest_rel(sigmoid, softmax).confidence_interval(0.95)
        assert high < 0.072
        one, two = in_percent(*means[name])
        for end in (one - two, 100 * low, 100 * high):
            assert f"{end:.1f}".replace("-0.0", "0.0").replace("-", "−") in (
                verdict("sigmoid_wins").because
            )
    assert shares(verdict("both_74").number) == [
        value for found in means.values() for value in in_percent(*found)
    ]
    assert (verdict("both_74").then, verdict("both_74").now) == (DEPENDS, HOLDS)
    one_answer = [sum(each.constant.sum() for each in last(name)) for name in means]
    assert f"{one_answer[0]} of 200 runs" in verdict("both_74").because
    assert f"1.14 on, {one_answer[1]}." in verdict("both_74").because


def test_luck_makes_the_question_s_gap_this_often():
    gap = 0.7412760416666666 - 0.6692708333333334
    rng = np.random.default_rng(1)

    def drawn(one, two):
        groups = rng.choice(np.concatenate([one, two]), (100_000, 2, 10)).mean(axis=2)
        return np.mean(abs(groups[:, 0] - groups[:, 1]) >= gap - 1e-9)

    share, low, high = numbers(verdict("chance").number)
    then = drawn(*(each.true_accuracies for each in last("diabetes")))
    assert share == pytest.approx(100 * then, abs=0.3)
    assert low < 5 < high, "neither ruled out nor easily made"
    learnt = drawn(*(each.true_accuracies[~each.constant] for each in last("diabetes")))
    (without,) = re.findall(r"same answer it is ([\d.]+)", verdict("chance").because)
    assert float(without) == pytest.approx(100 * learnt, abs=0.06)
    assert drawn(*(each.true_accuracies for each in last("diabetes_3.15.1"))) == 0
    assert "< 0.001" in verdict("chance").because
    assert (verdict("chance").then, verdict("chance").now) == (DEPENDS, FAILS)


def test_the_heads_can_say_the_same_and_do_not_end_the_same():
    sigmoid, softmax = (each.true_accuracies for each in last("diabetes_scaled"))
    its = stats.ttest_rel(softmax, sigmoid)
    assert its.pvalue < 1e-6
    low, high = its.confidence_interval(0.95)
    told = f"{100 * low:.1f} to {100 * high:.1f} points, in {np.sum(softmax > sigmoid)} of 100 pairs"
    assert told in verdict("alike").because
    assert f"trained: {100 * np.mean(softmax - sigmoid):.1f} points" in verdict("alike").number
    assert verdict("alike").kind == DEPENDS


def test_two_softmax_outputs_are_one_sigmoid_of_their_difference():
    found = one_model.load()
    logits = one_model.logits(found.weights, found.rows)
    by_hand = 1 / (1 + np.exp(logits[:, 0] - logits[:, 1]))
    assert by_hand == pytest.approx(found.softmax[:, 1], abs=1e-5)
    assert by_hand == pytest.approx(np.ravel(found.sigmoid), abs=1e-5)
    assert f"{found.largest_difference:.0e}" in verdict("alike").number
