"""Brackets that a torn snippet leaves open are closed, and lost commas are put back."""

import re

from core.check.prose import without_strings

_CLOSERS = {"(": ")", "[": "]", "{": "}"}
# A line that cannot stand inside brackets.
_STATEMENT = re.compile(
    r"\s*(?:import \w|from [\w.]+ import\b|(?:def|class) \w+.*[:(,]\s*$|@\w|return\b|print\b"
    r"|(?:for|while|if|with|try|else|elif)\b.*:\s*$"
    r"|[\w.]+\.(?:add|compile|fit|fit_generator|summary|evaluate|predict|save)\("
    r"|(?:self\.)?\w*model\w* = .*[^,\s]\s*$|\w+ = (?:\w+\.)*(?:Sequential|Model|Input|Dense)\()"
)


# A comma is missing in front of an argument.
_ARGUMENT = re.compile(r"\s*\w+\s*=[^=]")
_ENDS = re.compile(r"[\w'\")\]]\s*$")


def closed(lines: list[str]) -> list[str]:
    """The same lines, each open bracket closed where a statement begins inside it, or at the end."""
    done: list[str] = []
    stack: list[str] = []
    triple, last = "", -1  # `last`: where the closing brackets would go
    for line in lines:
        if stack and not triple and _STATEMENT.match(line) and last >= 0:
            done[last] = _before_comment(done[last], "".join(reversed(stack)))
            stack = []
        if stack and not triple and last >= 0 and _ARGUMENT.match(line) and _ENDS.search(done[last]):
            done[last] = _before_comment(done[last], ",")
        triple = _follow(line, stack, triple)
        if line.strip():
            last = len(done)
        done.append(line)
    if stack and not triple and last >= 0:
        done[last] = _before_comment(done[last], "".join(reversed(stack)))
    return done


def _before_comment(line: str, closers: str) -> str:
    code = without_strings(line)
    return line[: len(code)].rstrip().rstrip("\\") + closers


def _follow(line: str, stack: list[str], triple: str) -> str:
    """Keep the brackets that this line opens; the triple quotes that it leaves open."""
    rest = line
    while triple or '"""' in rest or "'''" in rest:
        if triple:
            _before, mark, rest = rest.partition(triple)
            if not mark:
                return triple
            triple = ""
        else:
            place = min(at for mark in ('"""', "'''") if (at := rest.find(mark)) >= 0)
            if "#" in without_strings(rest[:place] + "x") or "#" in rest[:place].split("'")[0]:
                break
            _brackets(rest[:place], stack)
            triple, rest = rest[place : place + 3], rest[place + 3 :]
    _brackets(rest, stack)
    return triple


def _brackets(text: str, stack: list[str]) -> None:
    for each in without_strings(text):
        if each in _CLOSERS:
            stack.append(_CLOSERS[each])
        elif stack and each == stack[-1]:
            stack.pop()
