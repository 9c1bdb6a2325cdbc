"""What the page says of a report: every case, every number of it worked out again."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.measures.accuracy import true_accuracy_bounds
from core.questions.arithmetic import charts, reading
from core.questions.arithmetic.reading import precise
from core.questions.arithmetic.report import ACTIVATIONS, EXAMPLES, Report
from core.reading.printed import PrintedShare

PERCENT = "\N{NO-BREAK SPACE}%"


def report(reported, classes=10, activation="softmax"):
    return Report(PrintedShare().parse(reported), classes, activation)


MNIST, TOPICS = (report(each.reported, each.classes) for each in EXAMPLES)


def plain(text):
    return text.replace(PERCENT, " %")


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.97940, "97.94 %"),
        (0.5, "50 %"),
        (1, "100 %"),
        (0, "0 %"),
        (0.99999, "99.999 %"),
        (0.0000123, "0.001 %"),
        (0.00001, "0.001 %"),
        (1 - 1e-17, "100 %"),
        (1 / 3, "33.33 %"),
        (0.1, "10 %"),
    ],
)
def test_a_share_is_printed_as_all_or_nothing_only_where_it_is(share, text):
    assert plain(precise(share)) == text


def test_the_two_reports_that_are_one_click_away():
    assert plain(reading.headline(MNIST)) == (
        "99.794 % over 10 classes: right 97.94 % to 100 % of the time."
    )
    assert plain(reading.sure(MNIST)) == "98.97 %"
    assert [plain(each) for each in reading.steps(MNIST)] == [
        "E, the wrong cells of an answer on average: K × (1 − r) = 10 × (1 − 0.99794) = 0.0206.",
        "At least: a = 1 − E = 1 − 0.0206 = 97.94 %.",
        "At most: 2 − E = 2 − 0.0206 is not below 1, so 100 %.",
        "Sure of every answer: a = 1 − E/2 = 1 − 0.0103 = 98.97 %.",
    ]
    assert plain(reading.headline(TOPICS)) == "80 % over 5 classes: right 0 % to 100 % of the time."
    assert plain(reading.sure(TOPICS)) == "50 %"
    assert "= 5 × (1 − 0.8) = 1." in reading.steps(TOPICS)[0]
    assert "says nothing" in reading.meaning(TOPICS)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (MNIST, "at most 2.06 % of the answers are wrong"),
        (report("1"), "Every cell is right"),
        (report("0.85"), "at least 50 % of them"),
        (report("0.9"), "1 − 1/10"),
        (report("0.9", 10, "sigmoid"), "1 − 1/10"),
        (report("0.5", 10, "sigmoid"), "5 wrong cells on average"),
        (report("0.97", 2), "the report is the true accuracy"),
        (report("0.97", 2, "sigmoid"), "at most 6 % of the answers are wrong"),
        (report("0.5"), "the least that can be reported is 80 %"),
        (report("0.999", 1000), "1 − 1/1000"),
        (report("0.9985", 1000), "at least 50 % of them"),
    ],
)
def test_every_case_has_its_sentence(asked, said):
    assert said in plain(reading.meaning(asked))


def test_two_classes_behind_a_softmax_leave_one_number():
    asked = report("0.97", 2)
    assert plain(reading.headline(asked)) == "97 % over 2 classes: right 97 % of the time."
    assert plain(reading.steps(asked)[-1]).endswith("a = 1 − E/2 = 97 %.")
    assert len(reading.reached(asked)) == 4


def test_what_no_net_reports_is_said_and_nothing_else():
    asked = report("50 %")
    assert plain(reading.headline(asked)) == "No predictions over 10 classes report 50 %."
    assert reading.sure(asked) == "–"
    assert reading.rounding(asked) == ""


def test_a_report_that_is_below_the_least_by_its_rounding_alone_is_the_least():
    assert report("0.33", 3).possible
    assert report("0.33", 3).share == pytest.approx(1 / 3)
    assert not report("0.330", 3).possible


def test_rounding_counts_once_for_each_class():
    assert "0.005 points" in reading.rounding(MNIST)
    assert "2.5 points" in reading.rounding(TOPICS)
    assert reading.rounding(report("1")) == ""
    assert reading.as_read(report("0.9980")) == f"99.8{PERCENT}"


@settings(max_examples=200, deadline=None)
@given(
    share=st.integers(0, 100_000),
    classes=st.one_of(st.integers(2, 12), st.just(1000)),
    activation=st.sampled_from(ACTIVATIONS),
)
def test_every_report_is_answered_with_the_bounds(share, classes, activation):
    asked = report(f"{share / 100_000:.5f}", classes, activation)
    said = [reading.headline(asked), reading.meaning(asked), reading.sure(asked)]
    if asked.possible:
        low, high = true_accuracy_bounds(asked.share, classes, activation)
        assert precise(low) in said[0]
        assert precise(high) in said[0]
        reached = reading.reached(asked)
        said += reading.steps(asked) + [text for row in reached for text in row.values()]
        assert len(reading.steps(asked)) == (2 if asked.two_exclusive else 4)
        shares = [float(row["share of answers"].split("\N{NO-BREAK SPACE}")[0]) for row in reached]
        assert sum(shares) == pytest.approx(200, abs=0.05)
    for text in said:
        assert not re.search(r"nan|inf|\{|-\d|e-", text), text
    for whole in (False, True):
        drawn = charts.rows(asked, whole)
        assert all(np.isfinite(table.column(0).to_numpy()).all() for table in drawn.values())


# The chart.


def column(table, name):
    return table.column(name).to_pylist()


def test_the_chart_has_the_band_and_the_reader_s_own_numbers():
    drawn = charts.rows(MNIST, whole=True)
    assert column(drawn[charts.BAND], "reported") == pytest.approx([0.8, 0.9, 1])
    assert column(drawn[charts.BAND], "low") == pytest.approx([0, 0, 1])
    assert column(drawn[charts.BAND], "high") == pytest.approx([0, 1, 1])
    assert column(drawn[charts.ENDS], "true") == pytest.approx([0.9794, 1, 0.9897])
    near = charts.rows(MNIST, whole=False)
    texts = [plain(each) for each in column(near[charts.ENDS], "before")]
    assert texts == ["97.94 %", "100 %", "98.97 %"]
    assert column(near[charts.BAND], "reported")[0] == pytest.approx(1 - 2.5 * 0.00206)


def test_texts_that_would_overlap_are_left_out():
    texts = column(charts.rows(MNIST, whole=True)[charts.ENDS], "before")
    assert [bool(each) for each in texts] == [True, False, False]


def test_of_what_no_net_reports_the_chart_marks_where_it_would_be():
    drawn = charts.rows(report("0.5"), whole=False)
    assert column(drawn[charts.YOURS], "reported") == [0.5]
    assert column(drawn[charts.ENDS], "shape") == [""]


def test_the_chart_is_valid_and_says_its_takeaway():
    spec = charts.allowed().to_dict()  # held against Vega-Lite's schema
    assert [each["mark"]["type"] for each in spec["layer"]][:2] == ["area", "line"]
    assert "every report from 80 % to 100 %" in plain(charts.takeaway(MNIST, "Point."))
