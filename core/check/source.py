"""A paste cleaned to Python: what is no code is blanked, and lines keep their numbers."""

import html
import re
from dataclasses import dataclass

from core.check import notebook
from core.check.brackets import closed
from core.check.prose import is_prose, without_strings

LONGEST = 100_000  # characters of code that are read
LONGEST_LINE = 2_000

_QUOTES = str.maketrans("“”„«»‘’‚´", '"""""\'\'\'\'', "\u200b\u200c\u200d\ufeff\u2060\x00")
_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u3000\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_BLOCKS = str.maketrans("（），：＝；", "(),:=;")
_TRIPLE = re.compile(r'"""|\'\'\'')
_PROMPT = re.compile(r"^\s*(?:>>>|\.\.\.(?=\s|$)|In ?\[[\d ]*\]:|\.{3,}:|Py>)[ ]?")
_OUT = re.compile(r"^\s*Out ?\[[\d ]*\]:")
_NUMBER = re.compile(r"^\s*(\d{1,4})(?:[.:|)\]]|\s*\||\t)?(?=\s|$|[A-Za-z#@_])[ ]?")
_QUOTED = re.compile(r"^\s{0,3}>(?!>>)[ ]?")
_FENCE = re.compile(r"^\s*(?:`{3,}|~{3,})\s*[\w+-]*\s*$")
_MAGIC = re.compile(r"^\s*[!%?]")
_DIFF = re.compile(r"^[+](?![+])")
_COMPILE = re.compile(r"\.compile\(")
_LAYER = re.compile(r"\b(?:Dense|Activation|Conv\w+|LSTM|GRU|Softmax|Model)\(")
_INLINE = re.compile(r"`?\b(\w+(?:\.\w+)*\.(?:compile|add|fit)\()")


@dataclass(frozen=True)
class Source:
    """Code, and for each of its lines the number that it has in the paste, from 1.

    text: what was pasted. cut: whether it was longer than what is read.
    """

    text: str
    code: str
    numbers: tuple[int, ...]
    cut: bool = False

    def line(self, row: int) -> int:
        """The paste's line of the code's row, which counts from 0."""
        return self.numbers[min(row, len(self.numbers) - 1)] if self.numbers else 1

    def shown(self, line: int) -> str:
        """A line of the paste, as it stands there."""
        return self.text.split("\n")[line - 1] if 0 < line <= self.text.count("\n") + 1 else ""


def cleaned(text: str) -> Source:
    """The code in a paste. Nothing that is pasted makes it fail."""
    text = re.sub(r"\r\n?", "\n", text)
    cut, text_read = len(text) > 20 * LONGEST, text[: 20 * LONGEST]
    if notebook.is_notebook(text_read):
        numbered = notebook.code_lines(text_read)
    else:
        numbered = list(enumerate(text_read.split("\n"), 1))
    total, kept = 0, []
    for number, line in numbered:
        total += len(line) + 1
        if total > LONGEST:
            cut = True
            break
        kept.append((number, line[:LONGEST_LINE]))
    lines = closed(_code([line for _number, line in kept]))
    return Source(text, "\n".join(lines) + "\n", tuple(number for number, _line in kept), cut)


def _code(lines: list[str]) -> list[str]:
    lines = [_plain(line) for line in lines]
    lines = _without_prefix(lines, _QUOTED, 0.6)
    lines = _without_numbers(lines)
    lines = _without_prefix(lines, _DIFF, 0.5)
    if any(_PROMPT.match(line) for line in lines):
        lines = [_prompted(line) for line in lines]
    kept = _without_prose(lines)
    whole = "\n".join(kept)
    if _COMPILE.search(whole) and _LAYER.search(whole):
        return kept
    return _without_prose(lines, everywhere=True)


def _plain(line: str) -> str:
    line = _SPACES.sub(" ", line.translate(_QUOTES)).expandtabs(4)
    if "&" in line and re.search(r"&(?:gt|lt|quot|amp|nbsp|apos|#\w{2,5});", line):
        line = html.unescape(line).replace("\u00a0", " ")
    return line.translate(_BLOCKS) if any(each in line for each in "（），：＝；") else line


def _without_prefix(lines: list[str], prefix: re.Pattern, share: float) -> list[str]:
    filled = [line for line in lines if line.strip()]
    if sum(bool(prefix.match(line)) for line in filled) < max(2, share * len(filled)):
        return lines
    return [prefix.sub("", line) for line in lines]


def _without_numbers(lines: list[str]) -> list[str]:
    """Without the line numbers in front, of which at least three must follow each other."""
    found = [(index, match) for index, line in enumerate(lines) if (match := _NUMBER.match(line))]
    runs: list[list[tuple[int, re.Match]]] = []
    for index, match in found:
        follows = runs and int(match[1]) == int(runs[-1][-1][1][1]) + 1
        if follows:
            runs[-1].append((index, match))
        else:
            runs.append([(index, match)])
    lines = list(lines)
    for run in runs:
        if len(run) >= 3:
            # the blank behind a number is part of the number only where every line has it
            for index, match in run:
                lines[index] = lines[index][match.end() :]
    return lines


def _prompted(line: str) -> str:
    if _OUT.match(line):
        return ""
    return _PROMPT.sub("", line)


def _without_prose(lines: list[str], everywhere: bool = False) -> list[str]:
    """everywhere: whether code is sought within sentences too."""
    kept, quote = [], ""
    counts = {mark: sum(line.count(mark) for line in lines) for mark in ('"""', "'''")}
    traced = False
    for line in lines:
        inside = bool(quote)
        for mark in _TRIPLE.findall(line.split("#")[0] if not quote else line):
            if counts[mark] % 2 == 0:
                quote = mark if not quote else "" if mark == quote else quote
        if inside or quote:
            kept.append(line)
            continue
        if _FENCE.match(line) or _MAGIC.match(line) or traced:
            kept.append("")
        elif is_prose(line):
            kept.append(_inline(line, everywhere))
        else:
            kept.append(line)
        traced = bool(re.match(r'\s*File "[^"]*", line \d+', line))
    return kept


def _inline(line: str, everywhere: bool) -> str:
    """What is left of prose: calls that begin or end the line, or all of them."""
    found, bare, place = [], without_strings(line.replace("\N{RIGHT SINGLE QUOTATION MARK}", " ")), 0
    while match := _INLINE.search(line, place):
        before = line[: match.start(1)]
        end = _end(bare, match.end(1) - 1)
        place = match.end(1) if end is None else end
        begins = not before.strip(" `:-*>•") or before.rstrip().endswith(":")
        if not begins and not everywhere:
            continue
        if end is not None:
            found.append(line[match.start(1) : end])
        elif not line.rstrip().endswith((".", "?", "!")):
            found.append(line[match.start(1) :])
    return "; ".join(found)


def _end(bare: str, start: int) -> int | None:
    """Behind the bracket that closes the one at `start`; None where none does."""
    depth = 0
    for place in range(start, len(bare)):
        depth += (bare[place] in "([{") - (bare[place] in ")]}")
        if not depth:
            return place + 1
    return None
