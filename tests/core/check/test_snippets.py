"""Labelled snippets of every age and style: what is found, and how many correct ones are blamed."""

import json
from functools import cache
from pathlib import Path

import pytest

from core.check import RULES, check, measured

FOLDER = Path(__file__).parent / "snippets"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
QUESTIONS = Path(__file__).parents[4] / "shared" / "questions"


@cache
def report(name):
    return check((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))


def problems(name):
    return {problem.id for problem in report(name).problems}


def test_there_are_many_and_half_of_them_are_correct():
    assert len(EXPECTED) >= 80
    correct = [name for name, each in EXPECTED.items() if not each["problems"]]
    assert 0.4 < len(correct) / len(EXPECTED) < 0.6
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(EXPECTED)


def test_every_rule_has_a_snippet():
    assert {id for each in EXPECTED.values() for id in each["problems"]} == {rule.id for rule in RULES}


def test_nearly_all_problems_are_found_and_hardly_any_correct_code_is_blamed():
    wanted = [(name, id) for name, each in EXPECTED.items() for id in each["problems"]]
    found = [id in problems(name) for name, id in wanted]
    blamed = [bool(problems(name)) for name, each in EXPECTED.items() if not each["problems"]]
    assert sum(found) / len(found) >= 0.95
    assert sum(blamed) / len(blamed) <= 0.03
    assert (sum(found), len(found)) == (measured.FOUND, measured.PROBLEMS)
    assert (sum(blamed), len(blamed)) == (measured.BLAMED, measured.CORRECT)
    assert len(EXPECTED) == measured.SNIPPETS


@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_is_said_that_is_not_so(name):
    assert problems(name) <= set(EXPECTED[name]["problems"])


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_seen(name):
    model = report(name).models[0]
    seen = {
        "keras": model.keras,
        "task": model.task,
        "units": model.units,
        "labels": model.labels,
        "from_logits": model.from_logits,
        "accuracy_then": model.then.accuracy,
        "accuracy_today": model.today.accuracy,
        "models": len(report(name).models),
        "problems": EXPECTED[name]["problems"],
    }
    assert {key: seen[key] for key in EXPECTED[name]} == EXPECTED[name]


@pytest.mark.skipif(not QUESTIONS.is_dir(), reason="the questions' texts are not here")
@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("mnist", [["metric_counts_cells"], []]),
        ("topics", [[], ["metric_counts_cells"], []]),
        ("diabetes", [[], []]),
        ("article", [[], ["metric_counts_cells"], ["metric_counts_cells"], []]),
    ],
)
def test_the_four_questions(name, wanted):
    models = check((QUESTIONS / f"{name}.txt").read_text(encoding="utf-8")).models
    assert [[each.id for each in model.problems] for model in models] == wanted
    assert all(model.today.accuracy != "binary_accuracy" or model.units == 1 for model in models)
