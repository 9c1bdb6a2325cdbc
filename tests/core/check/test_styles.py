"""The same code pasted in other ways: what is found stays, on the lines where it stands."""

import html
import json
from pathlib import Path

import pytest

from core.check import check

FOLDER = Path(__file__).parent / "snippets"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
AS_THEY_ARE = {
    "notebook",
    "notebook_one_line",
    "forum_prose",
    "ok_forum_prose",
    "repl_session",
    "within_a_sentence",
}
PLAIN = sorted(set(EXPECTED) - AS_THEY_ARE - {"line_numbers_smart_quotes"})


def code(name):
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")


def prompted(text):
    lines = text.split("\n")
    return "\n".join((">>> " if line[:1].strip() else "... ") + line for line in lines)


def in_notebook(text):
    source = [line + "\n" for line in text.split("\n")]
    cells = [
        {"cell_type": "markdown", "source": ["It's a model (of mine\n"]},
        {"cell_type": "code", "source": source, "outputs": []},
    ]
    return json.dumps({"cells": cells, "nbformat": 4}, indent=1)


STYLES = {
    "quoted": lambda text: "\n".join("> " + line for line in text.split("\n")),
    "prompted": prompted,
    "numbered": lambda text: "\n".join(f"{n:3} {line}" for n, line in enumerate(text.split("\n"), 1)),
    "numbered with dots": lambda text: "\n".join(
        f"{n}. {line}" for n, line in enumerate(text.split("\n"), 7)
    ),
    "escaped": html.escape,
    "curly": lambda text: text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
    "of Windows": lambda text: text.replace("\n", "\r\n"),
    "indented": lambda text: "\n".join("    " + line for line in text.split("\n")),
    "fenced": lambda text: (
        f"Hi, I've got a problem (see below\n\n```python\n{text}\n```\nThanks, it's urgent!"
    ),
    "added": lambda text: "\n".join("+" + line for line in text.split("\n")),
    "in a notebook": in_notebook,
    "in a function": lambda text: (
        "def main():\n" + "\n".join("    " + line for line in text.split("\n")) + "\n\nmain()\n"
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_what_is_found_does_not_depend_on_how_it_is_pasted(style):
    lost = {}
    for name in PLAIN:
        if style == "curly" and '"' in code(name):
            continue  # both kinds of quotes
        found = {problem.id for problem in check(STYLES[style](code(name))).problems}
        if found != set(EXPECTED[name]["problems"]):
            lost[name] = sorted(found)
    assert not lost


@pytest.mark.parametrize("name", PLAIN)
def test_without_its_last_bracket(name):
    text = code(name)
    torn = text[: text.rindex(")")]
    assert {each.id for each in check(torn).problems} == {each.id for each in check(text).problems}
