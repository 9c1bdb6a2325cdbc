"""What was true of a claim when it was made, and what is true of it today."""

import pytest

from core.reading import verdicts
from core.reading.verdicts import DEPENDS, FAILS, HOLDS, UNDECIDED, UNTIL, Verdict, decided


@pytest.mark.parametrize(
    ("then", "now", "kind"),
    [
        (HOLDS, HOLDS, HOLDS),
        (HOLDS, FAILS, UNTIL),
        (FAILS, FAILS, FAILS),
        (DEPENDS, DEPENDS, DEPENDS),
        (HOLDS, DEPENDS, DEPENDS),
        (FAILS, HOLDS, DEPENDS),
        (UNDECIDED, UNDECIDED, UNDECIDED),
    ],
)
def test_the_label_follows_from_then_and_now(then, now, kind):
    assert decided(then, "1", "So.", now=now).kind == kind


def test_a_verdict_without_a_date_is_the_same_then_and_now():
    verdict = Verdict(FAILS, "So.")
    assert (verdict.then, verdict.now, verdict.kind) == (FAILS, FAILS, FAILS)
    assert decided(HOLDS, "1", "So.") == Verdict(HOLDS, "So.", "1")


def test_both_are_said():
    said = verdicts.then_and_now(decided(HOLDS, "1", "So.", now=FAILS))
    assert said == "when said: ✓ holds; today: ✗ does not hold"
    assert verdicts.then_and_now(Verdict(FAILS, "So.")) == "when said, and today"
    assert Verdict(HOLDS, "So.", now=FAILS).in_words == "**◐ Held once.** So."
    assert Verdict(HOLDS, "So.", now=FAILS).with_number("1").now == FAILS
