"""Every script for today's Keras, run as it stands, reports the accuracy that is true."""

import re
from itertools import product

import pytest

from core.keras_versions import TODAY
from core.questions.choose.case import RIGHT, Case, stored
from core.questions.choose.recommendation import recommended
from core.questions.choose.script import script

pytestmark = pytest.mark.slow

CASES = [
    Case(answers, classes, labels, from_logits, TODAY)
    for answers, from_logits in product(RIGHT, (False, True))
    for labels in stored(answers)
    for classes in ((2, 6) if answers == "one" else (6,))
]
CHANCE = {2: 0.5, 6: 1 / 6}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_reports_what_is_true(case, tmp_path, capsys):
    path = tmp_path / "choose.py"  # from a file: Keras reads a metric function's source
    path.write_text(script(recommended(case)), encoding="utf-8")
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), {"__name__": "__main__"})
    reported, true = map(
        float, re.findall(r"(?:accuracy|hand) +([\d.]+)$", capsys.readouterr().out, re.M)
    )
    assert reported == pytest.approx(true, abs=1e-4)
    assert CHANCE[case.classes] + 0.2 < true < 1, "it learns, and is wrong at times"
