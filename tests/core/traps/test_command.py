"""`python -m core.traps`: the list, and one trap run."""

import json

import pytest

from core.questions.traps.trap import traps
from core.traps.__main__ import main


def test_the_list_is_of_the_recordings(capsys):
    assert main(["--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [each["id"] for each in listed] == list(traps())
    (order,) = [each for each in listed if each["id"] == "order"]
    assert order["reported"] < 0.2 < 0.9 < order["true"] == pytest.approx(order["mended"])


def test_a_line_for_each(capsys):
    assert main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(traps())
    assert lines[list(traps()).index("equality")].startswith("equality     reported 0.000  true 0.9")


def test_what_is_no_trap(capsys):
    assert main(["nonsense"]) == 2
    assert "no trap nonsense" in capsys.readouterr().err


@pytest.mark.slow
def test_one_is_run_here(capsys):
    assert main(["equality", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["reported"] == 0
    assert found["true"] > 0.9
