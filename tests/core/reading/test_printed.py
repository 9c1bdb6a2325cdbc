"""Shares as people paste them."""

import pytest

from core.experiment.limits import InvalidChoice
from core.reading.printed import Printed, PrintedShare


@pytest.mark.parametrize(
    ("text", "share", "half_a_digit"),
    [
        ("0.99794", 0.99794, 0.000005),
        ("0,99794", 0.99794, 0.000005),
        (" .998 ", 0.998, 0.0005),
        ("99.794 %", 0.99794, 0.000005),
        ("99,8%", 0.998, 0.0005),
        ("99.8\N{NO-BREAK SPACE}%", 0.998, 0.0005),
        ("80", 0.80, 0.005),
        ("1", 1, 0),
        ("0", 0, 0),
        ("1.0000", 1, 0.00005),
        ("1 %", 0.01, 0.005),
        ("100 %", 1, 0.005),
        ("9.9794e-01", 0.99794, 0.000005),
        ("val_binary_accuracy: 0.9979", 0.9979, 0.00005),
        ("loss: 0.0123 - acc: 0.9979", 0.9979, 0.00005),
    ],
)
def test_a_share_is_read_with_its_digits(text, share, half_a_digit):
    found = PrintedShare().parse(text)
    assert found.share == share
    assert found.half_a_digit == pytest.approx(half_a_digit)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ".", "%", ",%", "abc", "nan", "inf", "-0.5", "−1", "100.1", "101 %", "1e99"),
        *("0.9.9", "1_0", "٠٫٩", "0.9 0.8", "<b>0.9</b>", "9" * 400, "acc" * 200, None),
    ],
)
def test_what_is_no_share_is_refused_in_a_sentence(text):
    with pytest.raises(InvalidChoice, match="a share from 0 to 1"):
        PrintedShare().parse(text)


def test_a_share_reads_like_itself():
    assert str(Printed(0.998, 0.0005)) == "0.998"
