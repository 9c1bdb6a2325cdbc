"""The reader's language: every sentence on screen goes through `_`, with English as the msgid."""

import gettext
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, reduce
from pathlib import Path

DEFAULT = "en"
DOMAIN = "which_accuracy"
LOCALES = Path(__file__).parent / "locale"


def _default() -> str:
    return DEFAULT


_chosen: Callable[[], str] = _default


@cache
def available() -> tuple[str, ...]:
    """Language codes that can be shown: English, and every compiled catalogue under `core/locale`."""
    compiled = sorted(path.parts[-3] for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return (DEFAULT, *compiled)


def choose_by(chosen: Callable[[], str]) -> None:
    """Let `chosen()` name the language each time a sentence is asked for.

    One server shows many readers at once, so the language is asked for, never stored here.
    """
    global _chosen
    _chosen = chosen


def current() -> str:
    """The code of the reader's language."""
    return _chosen()


def name(code: str) -> str:
    """What a language is called in itself: its catalogue's word for "English"."""
    return _catalogue(code).gettext("English")


def _(message: str) -> str:
    """`message` in the reader's language; English where there is no translation."""
    return _unparted(_catalogue(_chosen()).gettext(message))


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form that fits `count`, in the reader's language."""
    return _unparted(_catalogue(_chosen()).ngettext(singular, plural, count))


def _unparted(sentence: str) -> str:
    """A sentence of which no line break parts a number from its percent sign."""
    return sentence.replace(" %", "\N{NO-BREAK SPACE}%")


def listed(items: Iterable[str]) -> str:
    """ "a, b, c", as the reader's language joins what it lists. items: one at least."""
    return reduce(lambda before, item: _("{before}, {item}").format(before=before, item=item), items)


def either(items: Iterable[str]) -> str:
    """ "a or b or c". items: one at least."""
    return reduce(lambda before, item: _("{before} or {item}").format(before=before, item=item), items)


def clauses(items: Iterable[str]) -> str:
    """ "a; b; c", of items that may have commas. items: one at least."""
    return reduce(lambda before, item: _("{before}; {item}").format(before=before, item=item), items)


def sentences(items: Iterable[str]) -> str:
    """One after the other, with a space between them where the reader's language has one.

    items: those that say nothing are left out.
    """
    said = [each for each in items if each]
    join = _("{before} {item}")
    return reduce(lambda before, item: join.format(before=before, item=item), said) if said else ""


def columns(text: str) -> int:
    """How wide a text is, in letters: a Chinese character is as wide as two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def lines(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, but for longer words.

    They break at spaces, and beside a Chinese character, though none begins with a closing mark.
    """
    found = [""]
    for piece in filter(None, _PIECES.findall(" ".join(text.split()))):
        if columns(found[-1]) + columns(piece.rstrip()) > width and found[-1]:
            found[-1] = found[-1].rstrip()
            found.append("")
        found[-1] += piece
    return [*found[:-1], found[-1].rstrip()]


# A wide character or a word, with the marks that open before it and close after it.
_WIDE, _OPENING, _CLOSING = "\u3000-\u9fff\uff00-\uffef", "“（《", "，。、；：？！）”》"
_PIECES = re.compile(rf"[{_OPENING}]*(?:[^\s{_WIDE}{_OPENING}{_CLOSING}]+|[{_WIDE}])?[{_CLOSING}]* ?")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALES, languages=[language], fallback=True)
