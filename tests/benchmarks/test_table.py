from tests.benchmarks.table import HEADINGS, Row, Share, Speedup, formatted


def test_medians_ratio_and_verdict():
    row = Row("whole run", Speedup(5), plain=[6.0, 7.0, 60.0], ours=[1.0, 1.4, 1.0])
    assert row.cells() == ("whole run", "7.00 s", "1.00 s", "7.00×", "≥ 5× faster", "met")


def test_a_share_is_a_percentage_and_a_missed_target_says_so():
    row = Row("first point", Share(0.15), plain=[2.0], ours=[0.5])
    assert row.cells()[2:] == ("0.50 s", "25 %", "≤ 15 %", "MISSED")


def test_a_row_that_could_not_run_says_why():
    row = Row("MNIST", Speedup(1), missing="not run")
    assert row.cells() == ("MNIST", "", "", "", "no slower", "not run")


def test_columns_line_up():
    rows = [Row("a", Share(0.02), [1.0], [0.001]), Row("a longer one", Speedup(1), missing="no")]
    lines = formatted(rows).splitlines()
    assert len(lines) == 2 + len(rows)
    assert len({len(line) for line in lines}) == 1
    assert all(line.count("|") == len(HEADINGS) + 1 for line in lines)
