"""A lesson's pictures as HTML: marks where their values are, and nothing that is not escaped."""

import re

from core.reading.picture import Axis, Mark, Row
from core.ui import pictures


def test_marks_lie_where_their_values_do():
    rows = (
        Row("a run", (Mark("run", 0.65),)),
        Row("a guess", (Mark("guess", 0.3, 0.475),)),
        Row("both", (Mark("true", 0.9), Mark("guess", 0.4)), joined=True),
    )
    html = pictures.axis(Axis(rows, 'told "so"', 0.3, 1.0))
    assert '<i class="run" style="left:50.00%"></i>' in html
    assert '<i class="guess wide" style="left:0.00%;width:25.00%"></i>' in html
    assert '<i class="between" style="left:14.29%;width:71.43%"></i>' in html
    assert 'role="img" aria-label="told &quot;so&quot;"' in html
    ticks = re.findall(r"left:([\d.]+)%\">(\d+)\N{NO-BREAK SPACE}%<", html)
    assert ticks == [(f"{100 * place / 7:.2f}", f"{30 + 10 * place}") for place in range(8)]


def test_an_axis_of_things_counts_them():
    html = pictures.axis(Axis((Row("n", (Mark("true", 0.99),)),), "", of=1000))
    assert re.findall(r">([\d,]+)<", html) == ["0", "250", "500", "750", "1,000"]
