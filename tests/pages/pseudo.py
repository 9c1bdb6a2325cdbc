"""A language that no one speaks: each sentence of a catalogue in marks, and so is each of its gaps.

⟦Keras ⦃2.2.4⦄ says ⦃90.0 %⦄.⟧ shows what a translator has, ⟦…⟧, and what comes from elsewhere, ⦃…⦄.
"""

import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

CODE = "xx"
GAP = re.compile(r"\{[^{}]*\}")


class Catalogue(gettext.NullTranslations):
    """Every sentence as it is, in marks. asked: the msgids that were asked for, so far."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return marked(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.asked.add(msgid1)
        return marked(msgid1 if n == 1 else msgid2)


def marked(message: str) -> str:
    """A msgid with the marks."""
    return "⟦" + GAP.sub(r"⦃\g<0>⦄", message) + "⟧"


@dataclass
class Sentence:
    """One msgid on screen. within: its own words, and a list for what each of its gaps holds."""

    within: list = field(default_factory=list)

    def __str__(self) -> str:
        return _flat(self.within)


def parsed(text: str) -> list:
    """What a text consists of: loose pieces (str) and Sentences, whose gaps are such lists again.

    Raises ValueError for marks that do not match.
    """
    whole: list = []
    open_: list[list] = [whole]
    for piece in re.split(r"([⟦⟧⦃⦄])", text):
        if piece == "⟦":
            sentence = Sentence()
            open_[-1].append(sentence)
            open_.append(sentence.within)
        elif piece == "⦃":
            gap: list = []
            open_[-1].append(gap)
            open_.append(gap)
        elif piece in ("⟧", "⦄"):
            open_.pop()
        elif piece:
            open_[-1].append(piece)
    if open_ != [whole]:
        raise ValueError(f"marks do not match: {text}")
    return whole


def loose(pieces: list) -> Iterator[str]:
    """Every piece of text that stands in no msgid, those in gaps included."""
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        else:
            for inner in _gaps(piece):
                yield from loose(inner)


# What may stand between two msgids of one text: the start of another line, or of a line's next item,
# after a point or a wide space.
_BETWEEN = re.compile(r"\s*[·\u2002]\s*|[^\n]*\n.*", re.DOTALL)
_ENDS = re.compile(r"[.:?!…]$")
_STUCK = re.compile(r"\s*[.,;:!?]")
_WORD = re.compile(r"\w")
_STYLE = re.compile(r"[*_\[\]]|^\s*#+ ")


def glued(pieces: list) -> Iterator[str]:
    """What is put together of msgids where a translator cannot reorder.

    Two msgids that touch or are joined by anything but the end of a sentence, a line, a "·" or a wide
    space; one with a full stop or a comma of ours after it; one between two words or numbers that are
    loose.
    """
    for place, piece in enumerate(pieces):
        if isinstance(piece, str):
            continue
        for inner in _gaps(piece):
            yield from glued(inner)
        before, after = _loose_at(pieces, place - 1), _loose_at(pieces, place + 1)
        ends, words = _ENDS.search(str(piece).rstrip("*_”] ")), _WORD.search(before)
        beyond = next((each for each in pieces[place + 1 :] if not isinstance(each, str)), None)
        if _STUCK.match(after) or (words and _WORD.search(after) and not ends):
            yield f"{before}{piece}{after}"
        elif beyond and not _BETWEEN.fullmatch(after) and not (ends and after and not after.strip()):
            yield f"{piece}{after}{beyond}"


def _loose_at(pieces: list, place: int) -> str:
    within = 0 <= place < len(pieces) and isinstance(pieces[place], str)
    return _STYLE.sub("", pieces[place]) if within else ""


def _gaps(piece: object) -> Iterator[list]:
    if isinstance(piece, Sentence):
        yield from (each for each in piece.within if isinstance(each, list))
    elif isinstance(piece, list):
        yield piece


def _flat(pieces: list) -> str:
    return "".join(_flat(each) if isinstance(each, list) else str(each) for each in pieces)
