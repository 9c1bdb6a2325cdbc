"""A notebook's code with the lines of its file, whole or torn: read by tokens, not by a JSON parser."""

import json
import re
from collections.abc import Iterator

_TOKENS = re.compile(r'"(?:[^"\\\n]|\\.)*"|[\[\]{},:]')
_CELLS = re.compile(r'"cell_type"\s*:\s*"')
_SOURCE = ('"source"', '"input"')  # the second is that of the notebook format 3
_BEGINS = re.compile(r'\s*[\[{"]')


def is_notebook(text: str) -> bool:
    """Whether this is the JSON of a notebook rather than code."""
    return bool(_BEGINS.match(text)) and bool(_CELLS.search(text))


def code_lines(text: str) -> Iterator[tuple[int, str]]:
    """(line in the file, text) of each line of each code cell."""
    line, place = 1, 0
    before, key, kind, depth = "", "", "code", 0
    inside = False  # whether the tokens are those of a source
    for match in _TOKENS.finditer(text):
        token = match[0]
        line, place = line + text.count("\n", place, match.start()), match.start()
        if token[0] != '"':
            depth = depth + 1 if token == "[" else 0 if token == "]" else depth
            if inside and (token in "]}" or (token == "," and not depth)):
                inside = False
                yield line, ""
            if token == ":":
                key, depth = before, 0
                inside = key in _SOURCE and kind == "code"
        elif inside:
            for each in _decoded(token).splitlines() or [""]:
                yield line, each
        elif key == '"cell_type"':
            kind = token.strip('"')
            key = ""
        before = token


def _decoded(literal: str) -> str:
    try:
        return json.loads(literal, strict=False)
    except ValueError:
        return ""
