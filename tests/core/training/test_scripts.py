"""A script is run as Python runs it, and tells on the way."""

import subprocess
import sys

import pytest

from core.experiment import Script
from core.questions.traps.trap import traps
from core.training import scripts

LOOP = """\
import warnings

TURNS = 3
total = 0
for turn in range(TURNS):
    total += turn
    print("turn", turn)
warnings.warn("mind this", UserWarning, stacklevel=1)
shares = [total, turn]
"""


@pytest.fixture
def loop(tmp_path, monkeypatch):
    monkeypatch.setattr("core.experiment.script._ROOT", tmp_path)
    (tmp_path / "loop.py").write_text(LOOP)
    return Script("loop.py", {"TURNS": 4}, ("total", "shares"))


def test_each_turn_of_a_loop_is_told(loop):
    told = list(scripts.run(loop))
    assert [each.numbers.get("total") for each in told] == [0, 0, 1, 3, 6, 6, 6, 6]
    assert [each.epoch for each in told][1:5] == [4.75, 5.5, 6.25, 7]  # of lines 5 to 7
    assert told[-1].lines == ("turn 0", "turn 1", "turn 2", "turn 3", "UserWarning: mind this")
    assert told[-1].arrays["shares"].tolist() == [6, 3]
    assert told[-1].epoch == loop.epochs == 9


def test_it_can_be_stopped_between_statements(loop):
    run = scripts.run(loop)
    assert next(run).lines == ()
    run.close()


@pytest.mark.slow
def test_it_prints_what_python_prints(tmp_path):
    script = traps()["threshold"].script({"EPOCHS": 3})
    *_, end = scripts.run(script)
    (tmp_path / "script.py").write_text(script.text)
    printed = subprocess.run(
        [sys.executable, str(tmp_path / "script.py")], capture_output=True, text=True, check=True
    )
    assert printed.stdout.splitlines() == list(end.lines)
