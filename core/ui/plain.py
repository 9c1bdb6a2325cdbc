"""A text that somebody pasted, or that quotes it: shown as it is, whatever marks it has."""

import re

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """Markdown that shows `text` letter by letter, but for what stands in backticks: that is code."""
    pieces = re.sub(r"\s+", " ", text).split("`")
    if len(pieces) % 2 == 0:  # a backtick without its other one
        pieces[-2:] = ["`".join(pieces[-2:])]
    return "".join(
        f"`{piece}`" if place % 2 and piece.strip() else _MARKS.sub(r"\\\1", piece)
        for place, piece in enumerate(pieces)
    )


def as_code(text: str, longest: int = 60) -> str:
    """The same as a span of code, short, on one line and unable to leave it."""
    kept = "".join(each for each in re.sub(r"\s+", " ", text) if each.isprintable() and each != "`")
    kept = kept.strip()
    return f"`{kept[:longest]}…`" if len(kept) > longest else f"`{kept or ' '}`"
