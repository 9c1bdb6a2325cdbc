"""A notebook's code with the lines of its file, whole or torn: read by tokens, not by a JSON parser."""

import json
import re

_TOKENS = re.compile(r'"(?:[^"\\\n]|\\.)*"|[\[\]{},:]')
_CELLS = re.compile(r'"cell_type"\s*:\s*"')
_SOURCE = ('"source"', '"input"')  # the second is that of the notebook format 3


def is_notebook(text: str) -> bool:
    """Whether this is the JSON of a notebook rather than code."""
    return bool(_CELLS.search(text)) and text.lstrip()[:1] in ("{", "[", '"')


def code_lines(text: str) -> list[tuple[int, str]]:
    """(line in the file, text) of each line of each code cell."""
    cells: list[tuple[int, str]] = []
    kind, lines, place = "code", 1, 0
    tokens = list(_TOKENS.finditer(text))
    for index, token in enumerate(tokens):
        lines, place = lines + text.count("\n", place, token.start()), token.start()
        if token[0] == '"cell_type"' and index + 2 < len(tokens):
            kind = tokens[index + 2][0].strip('"')
        elif token[0] in _SOURCE and index + 2 < len(tokens) and tokens[index + 1][0] == ":":
            kind = _type_after(tokens, index) or kind
            if kind == "code":
                cells += _strings(text, tokens, index + 2, lines)
    return cells


def _type_after(tokens: list[re.Match], index: int) -> str:
    """The type of a cell that names it behind its source."""
    depth = 0
    for place in range(index, min(index + 4000, len(tokens) - 2)):
        token = tokens[place][0]
        depth += (token in "[{") - (token in "]}")
        if depth < 0 or token == '"source"' and place > index:
            return ""
        if token == '"cell_type"':
            return tokens[place + 2][0].strip('"')
    return ""


def _strings(text: str, tokens: list[re.Match], index: int, line: int) -> list[tuple[int, str]]:
    found, place = [], tokens[index - 2].start()
    several = tokens[index][0] == "["
    index += several
    while index < len(tokens) and tokens[index][0][0] in '",':
        token = tokens[index]
        if token[0] != ",":
            line, place = line + text.count("\n", place, token.start()), token.start()
            found += [(line, each) for each in _decoded(token[0]).splitlines() or [""]]
        if not several:
            break
        index += 1
    return [*found, (line, "")]


def _decoded(literal: str) -> str:
    try:
        return json.loads(literal, strict=False)
    except ValueError:
        return ""
