"""Whatever is pasted: no exception, under a second, nothing executed."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.check import RULES, Report, check
from core.check.report import read

SNIPPETS = [
    path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("snippets/*.txt"))
]
TORN = 10_000
PIECES = [
    *("(", ")", "[", "]", "{", "}", '"', "'", '"""', "#", ",", ":", "=", "\\", "\n", "\t", "**", "*"),
    *(
        "lambda x: ",
        "if a:\n",
        "for i in x:\n",
        "def f(self, *a, **k):\n",
        "class A(B):\n",
        "\x00",
        "\ufeff",
    ),
    *(
        "é",
        "中文",
        "🙂",
        "0x",
        "1e999",
        "-",
        "None",
        "self.",
        "return ",
        "yield ",
        "%",
        "&gt;",
        "```",
        ">>> ",
    ),
]
SECOND = 1.0


def torn(snippet: str, chance: random.Random) -> str:
    for _time in range(chance.randint(1, 6)):
        start = chance.randrange(len(snippet) + 1)
        end = min(len(snippet), start + int(chance.expovariate(1 / 30)))
        way = chance.randrange(5)
        if way == 0:
            snippet = snippet[:start] + snippet[end:]
        elif way == 1:
            snippet = snippet[:start] + chance.choice(PIECES) + snippet[start:]
        elif way == 2:
            snippet = snippet[:end] + snippet[start:]
        elif way == 3:
            snippet = snippet[:start] + snippet[start:end][::-1] + snippet[end:]
        else:
            lines = snippet.split("\n")
            chance.shuffle(lines)
            snippet = "\n".join(lines) if chance.random() < 0.2 else snippet[:start]
    return snippet


def quick(text: str) -> Report:
    began = time.process_time()
    report = read(text)
    assert time.process_time() - began < SECOND
    return report


@pytest.mark.slow
def test_torn_snippets():
    chance = random.Random(0)
    for _number in range(TORN):
        report = quick(torn(chance.choice(SNIPPETS), chance))
        lines = report.source.text.count("\n") + 1
        assert all(1 <= problem.line <= lines for problem in report.problems)


SIZE = 1_000_000
CHANCE = random.Random(1)
NOISE = {
    "bytes": lambda: CHANCE.randbytes(SIZE).decode("latin-1"),
    "letters": lambda: "".join(CHANCE.choices("abc \n", k=SIZE)),
    "marks": lambda: "".join(CHANCE.choices("()[]{}'\"=:,. \nabc123#+-", k=SIZE)),
    "code": lambda: "".join(
        CHANCE.choices([*PIECES, "Dense(", "model.", "compile(", "fit("], k=SIZE // 3)
    ),
    "brackets": lambda: "(" * SIZE,
    "nested": lambda: "f(" * (SIZE // 2) + "1" + ")" * (SIZE // 2),
    "lists": lambda: "x = " + "[" * 400_000 + "]" * 400_000,
    "quotes": lambda: '"""' * (SIZE // 3),
    "one line": lambda: "model.add(Dense(10));" * (SIZE // 21),
    "many models": lambda: (
        "model.add(Dense(2))\nmodel.compile(loss='mse', optimizer='sgd')\n" * (SIZE // 62)
    ),
    "blocks": lambda: "".join(" " * depth + "if a:\n" for depth in range(1000)),
    "functions": lambda: "".join(
        f"def f{n}(x):\n  return f{n + 1}(f{n + 1}(x))\n" for n in range(20_000)
    ),
    "comments": lambda: "# a\n" * (SIZE // 4),
    "continued": lambda: "\\\n" * (SIZE // 2),
    "operators": lambda: "x = " + "-" * SIZE,
    "sum": lambda: "x = " + "1 + " * (SIZE // 4) + "1",
    "power": lambda: (
        "x = 9 ** 9 ** 9 ** 9\ny = 'a' * 10 ** 9\nz = [1] * 10 ** 9\nw = 10 ** 8 * 10 ** 8\n"
    ),
    "doubling": lambda: "x = [1]\n" + "x = x + x\nx += x\nx.extend(x)\n" * 60,
    "tensors": lambda: (
        "x = Input(1)\n" + "x = Add()([x, x])\n" * 3000 + "m = Model(x, x)\nm.compile('a', 'b')\n"
    ),
    "notebook": lambda: '{"cells": [{"cell_type": "code", "source": [' + '"x = 1\\n",' * (SIZE // 10),
    "notebook torn": lambda: '{"cell_type": "code", "source": [' * (SIZE // 34),
    "spaces": lambda: " " * SIZE,
    "numbers": lambda: "\n".join(f"{n} x = {n}" for n in range(60_000)),
    "prose": lambda: "I don't know (why it is, " * (SIZE // 25),
    "dots": lambda: "a" + ".a" * (SIZE // 2),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", NOISE)
def test_a_megabyte_of_noise(kind):
    quick(NOISE[kind]())


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text(text):
    assert read(text).models is not None


@given(
    st.lists(
        st.sampled_from([*PIECES, "model", ".add(", ".compile(", "Dense(10)", "loss=", "x"]),
        max_size=60,
    )
)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_pieces(pieces):
    assert read("".join(pieces)).models is not None


def test_nothing_is_executed(tmp_path):
    trace = tmp_path / "ran"
    pasted = f"""
import os
open({str(trace)!r}, "w").write("x")
exec('open({str(trace)!r}, "w")')
model.compile(loss=open({str(trace)!r}, "w"), optimizer="adam")
"""
    assert check(pasted).models
    assert not trace.exists()


def test_nothing_pasted_decides_about_anything_but_the_verdict():
    assert check("").models == ()
    assert check("\n\n").problems == ()
    assert check(RULES[0].bad, assume={"keras": "no version", "answers": "?"}).models
