"""Which lines of a paste are no Python: sentences, logs, tables."""

import keyword
import re

_STRING = re.compile(r"""(?i)(?<!\w)[rbuf]{0,2}("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_WORDS = frozenset(keyword.kwlist) | {"print", "exec", "match", "case", "type", "async", "await"}
_PAIR = re.compile(r"(?<![\w.])([^\W\d]\w*)[ ]+(?=([^\W\d]\w*))")
_WORD_NUMBER = re.compile(r"(?<![\w.])([^\W\d]\w*)[ ]+\d")
_MARKS = re.compile(r"[。，？！：；、“”…]|[?$]|\w!(?!=)|\.\.\.\w")
_WIDE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff]")
_LOG = re.compile(
    r"\[[=>.]{3,}|^\s*\d+/\d+\b|\b(?:loss|acc|accuracy|val_loss|val_acc): *[\d.]+"
    r"|^\s*Epoch \d+|^\s*[_=\-*+~#|]{4,}\s*$|\w+ \(\w+\)\s+\(?(?:None|multiple)"
    r"|^\s*(?:Total|Trainable) params|^\s*Layer \(type\)|^\s*\w*(?:Error|Exception|Warning): |^\s*Traceback|^\s*https?://"
    r"|^\s*</?\w+[^>]*>\s*$"
)
_LONE = re.compile(r"^\s*(?:[^\W\d]\w*\s*[:.?!]+|[.…·]{2,}|-+>?|[*•]+)\s*$")
_BLOCKS = {"else:", "try:", "finally:"}
_CONNECTIVES = {"or", "and", "is", "in", "as", "with", "not", "if", "from", "for"}


def without_strings(line: str) -> str:
    """The line with what stands in quotes, and the comment, made of one harmless letter."""
    bare = _STRING.sub(lambda match: '"' + "x" * (len(match[0]) - 2) + '"', line)
    cut = bare.find("#")
    return bare if cut < 0 else bare[:cut]


def is_prose(line: str) -> bool:
    """Whether a line is no Python, as far as a line alone can tell."""
    stripped = line.strip()
    if not stripped or stripped.startswith("#"):
        return False
    if _LOG.search(line):
        return not re.match(r"\s*(?:print|model|\w+\s*=)", line)
    bare = without_strings(line)
    if stripped in _CONNECTIVES or (_LONE.match(bare) and stripped not in _BLOCKS):
        return True
    if _MARKS.search(bare) or _WIDE.search(bare):
        return True
    return _neighbours(bare)


def _neighbours(bare: str) -> bool:
    """Whether two words stand side by side that no Python joins."""
    words = bare.split()
    first = words[0] if words else ""
    for before, after in _PAIR.findall(bare):
        if before not in _WORDS and after not in _WORDS:
            return True
        if before in ("print", "exec", "match", "case", "type") and not bare.lstrip().startswith(
            before
        ):
            return True
    if any(word not in _WORDS for word in _WORD_NUMBER.findall(bare)):
        return True
    return _sentence(first, words)


def _sentence(first: str, words: list[str]) -> bool:
    """A line that begins as a statement of Python and goes on as a sentence: "for this I use"."""
    joined = " ".join(words)
    if first in ("for", "async") and len(words) > 2:
        return " in " not in joined
    if first == "from" and len(words) > 2:
        return " import" not in joined
    if first in ("if", "while", "with", "class", "def", "elif", "except") and len(words) > 5:
        return ":" not in joined and "(" not in joined
    return first in ("is", "in", "and", "or", "as") and len(words) > 3 and "(" not in joined
