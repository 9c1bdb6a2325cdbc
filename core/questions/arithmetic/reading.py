"""What a report allows, in words: its interval, why, and each step of the arithmetic."""

import math

from core.language import _, ngettext
from core.measures.bounds import Group
from core.questions.arithmetic.report import Report


def precise(share: float, decimals: int = 2) -> str:
    """A share as text, "97.94 %", no more zeros than it needs.

    What is not all is never printed as 100 %, nor what is not nothing as 0.
    """
    percents = 100 * share
    for places in range(decimals, 10):
        text = f"{percents:.{places}f}"
        whole = float(text) in (0, 100)
        if not whole or math.isclose(percents, float(text), abs_tol=1e-9):
            break
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}\N{NO-BREAK SPACE}%"


def as_read(report: Report) -> str:
    """The report as text, with all digits that it was printed with."""
    digits = report.printed.half_a_digit
    return precise(report.printed.share, max(0, round(-math.log10(2 * digits)) - 2) if digits else 0)


def number(value: float) -> str:
    """A number as text, without an exponent: at most seven digits that count."""
    text = f"{value:.7g}"
    return f"{value:.10f}".rstrip("0").rstrip(".") if "e" in text else text


def headline(report: Report) -> str:
    """The answer in one sentence."""
    reported = as_read(report)
    if not report.possible:
        return _("No predictions over {classes} classes report {reported}.").format(
            reported=reported, classes=report.classes
        )
    low, high = precise(report.allowed.low), precise(report.allowed.high)
    if low == high:
        return _("{reported} over {classes} classes: right {low} of the time.").format(
            reported=reported, classes=report.classes, low=low
        )
    return _("{reported} over {classes} classes: right {low} to {high} of the time.").format(
        reported=reported, classes=report.classes, low=low, high=high
    )


def meaning(report: Report) -> str:
    """Why, in a sentence or two: of the case that this report is."""
    if not report.possible:
        return impossible(report)
    if report.two_exclusive:
        return _(
            "With two classes behind a softmax, both cells are right or both are wrong. So the report "
            "is the true accuracy. Only outputs of exactly 0.5 are an exception: they count as one "
            "right cell of two."
        )
    if report.share == 1:
        return _("Every cell is right, so every answer is.")
    if report.at_floor:
        return _(
            "This is 1 − 1/{classes}, what a net reports that is sure of nothing: each of its answers, "
            "right or wrong, has one wrong cell. So this report says nothing about the true accuracy."
        ).format(classes=report.classes)
    if report.share > report.floor:
        return _(
            "An answer has {wrong} wrong cells on average. A wrong answer has one at the least, so at "
            "most {most} of the answers are wrong."
        ).format(wrong=number(report.wrong_cells), most=precise(1 - report.allowed.low))
    if report.activation == "softmax":
        return _(
            "This is below {floor}, what a net reports that is sure of nothing. It takes answers that "
            "are wrong and sure, with two wrong cells each: at least {share} of them."
        ).format(floor=precise(report.floor), share=precise(report.wrong_cells - 1))
    return _(
        "This is below {floor}, what a net reports that is sure of nothing. An answer has {wrong} "
        "wrong cells on average: other outputs than the label's are above 0.5. Even right answers can "
        "have those."
    ).format(floor=precise(report.floor), wrong=number(report.wrong_cells))


def impossible(report: Report) -> str:
    """Why no predictions give such a report."""
    return _(
        "Behind a softmax at most {wrong} of the {classes} cells of an answer can be wrong. So the "
        "least that can be reported is {least}. Is it a binary accuracy? Are there {classes} classes?"
    ).format(wrong=report.most_wrong, classes=report.classes, least=precise(report.least))


def rounding(report: Report) -> str:
    """What the digits that it was printed with leave open; "" where they leave nothing."""
    points = 100 * report.off_by_rounding
    if not report.possible or not points:
        return ""
    return _(
        "Its last digit is rounded. That alone may move these numbers by up to {points} points."
    ).format(points=f"{points:.2g}")


def sure(report: Report) -> str:
    """The true accuracy of a net that is sure of every answer, as text."""
    if not report.possible or report.allowed.sure is None:
        return "–"
    return precise(report.allowed.sure)


def steps(report: Report) -> list[str]:
    """The arithmetic with this report's numbers, line by line. Only where it is possible."""
    found, cells = report.allowed, number(report.wrong_cells)
    first = _(
        "E, the wrong cells of an answer on average: K × (1 − r) = {classes} × (1 − {reported}) "
        "= {cells}."
    ).format(classes=report.classes, reported=number(report.share), cells=cells)
    if report.two_exclusive:
        only = _("A wrong answer has two wrong cells, a right one none: a = 1 − E/2 = {low}.")
        return [first, only.format(low=precise(found.low))]
    return [first, _low_step(report, cells), _high_step(report, cells), _sure_step(report)]


def _low_step(report: Report, cells: str) -> str:
    low = precise(report.allowed.low)
    if report.wrong_cells > 1:
        return _("At least: 1 − E is below 0, so {low}.").format(low=low)
    return _("At least: a = 1 − E = 1 − {cells} = {low}.").format(cells=cells, low=low)


def _high_step(report: Report, cells: str) -> str:
    words = _("At most: a = {limit} − E = {limit} − {cells} = {high}.")
    if report.most_wrong - report.wrong_cells >= 1:
        words = _("At most: {limit} − E = {limit} − {cells} is not below 1, so {high}.")
    return words.format(limit=report.most_wrong, cells=cells, high=precise(report.allowed.high))


def _sure_step(report: Report) -> str:
    share = report.allowed.sure
    if share is None:
        return _("Sure: 1 − E/2 is below 0. A net that is sure of every answer reports more.")
    return _("Sure of every answer: a = 1 − E/2 = 1 − {half} = {sure}.").format(
        half=number(report.wrong_cells / 2), sure=precise(share)
    )


def derivation(activation: str) -> list[str]:
    """Four lines that lead to the bounds."""
    if activation == "softmax":
        return [
            _(
                "Outputs sum to 1, so at most one is above 0.5. An answer then has 0 wrong cells "
                "(right and sure), 1 (sure of nothing) or 2 (wrong and sure)."
            ),
            _("A wrong answer has at least 1 wrong cell: 1 − a ≤ E, so **a ≥ 1 − E**."),
            _(
                "A right answer has at most 1, a wrong one at most 2: E ≤ a + 2(1 − a), so "
                "**a ≤ 2 − E**."
            ),
            _("Sure of every answer, only wrong ones cost, 2 each: E = 2(1 − a), so **a = 1 − E/2**."),
        ]
    return [
        _(
            "Outputs are free, so any number of them can be above 0.5. A right answer then has 0 to "
            "K − 1 wrong cells, a wrong one 1 to K."
        ),
        _("A wrong answer has at least 1 wrong cell: 1 − a ≤ E, so **a ≥ 1 − E**."),
        _(
            "A right answer has at most K − 1, a wrong one at most K: E ≤ a(K − 1) + (1 − a)K, so "
            "**a ≤ K − E**."
        ),
        _(
            "Sure of every answer, and of that alone, is as under softmax: E = 2(1 − a), so "
            "**a = 1 − E/2**."
        ),
    ]


def reached(report: Report) -> list[dict[str, str]]:
    """Answers that report just this and reach either end: a row for each group. Only where possible."""
    found = report.allowed
    ends = (
        (_("at least: {share}").format(share=precise(found.low)), found.least),
        (_("at most: {share}").format(share=precise(found.high)), found.most),
    )
    return [
        {
            _("reaches"): name,
            _("share of answers"): precise(each.share),
            _("each of them"): _group(each),
        }
        for name, groups in ends
        for each in groups
    ]


def _group(group: Group) -> str:
    if group.right:
        words = ngettext("right, {n} wrong cell", "right, {n} wrong cells", group.wrong_cells)
    else:
        words = ngettext("wrong, {n} wrong cell", "wrong, {n} wrong cells", group.wrong_cells)
    return words.format(n=group.wrong_cells)
