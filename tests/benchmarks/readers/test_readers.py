"""What the benchmark says of a class: who saw nothing is counted, and a target is met or missed."""

import pytest

from tests.benchmarks.readers.loads import Class, late
from tests.benchmarks.readers.reader import Seen
from tests.benchmarks.readers.report import Line, formatted


def test_who_sees_no_page_or_no_end_is_counted():
    seen = (Seen(1.0, 12.0, done=True), Seen(1.5, 15.0), Seen(errors=["OSError: gone"]))
    found = Class(seen, began=10.0)
    assert found.errors == ["OSError: gone", "1 readers saw no page", "1 readers saw no end"]
    assert found.first == [1.0, 1.5]
    assert found.until_all == 5.0
    assert found.ends_apart == 3.0


def test_the_slowest_twentieth_is_what_counts():
    assert late([1.0] * 19 + [21.0]) == pytest.approx(2.0)
    assert late([1.0] * 18 + [21.0] * 2) == pytest.approx(21.0)


def test_a_line_is_held_to_its_ratio_or_to_its_own_figure():
    ratio = Line("last served", beside=4.0, ours=3.0, most=0.5)
    assert not ratio.is_met
    assert ratio.cells() == ("last served", "4.000 s", "3.000 s", "0.75×", "≤ 0.5×", "MISSED")
    figure = Line("CPU", beside=0.1, ours=0.03, most=0.04, absolute=True)
    assert figure.is_met
    assert figure.cells()[3:] == ("0.30×", "≤ 0.040 s", "met")
    assert Line("memory", None, 240, 250, unit="").cells()[2:] == ("240", "", "≤ 250", "met")
    assert not Line("nothing came", None, float("nan"), 3).is_met
    assert len({len(line) for line in formatted([ratio, figure]).splitlines()}) == 1
