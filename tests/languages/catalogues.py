"""The catalogues under core/locale: what is in them, and how they are brought up to date."""

import csv
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from core.language import DOMAIN, LOCALES

ROOT = LOCALES.parents[1]
SOURCES = ("core", "pages")
WIDTH = 100
CODE = re.compile(r"`[^`]*`|\{[^{}]*\}")


def languages() -> list[str]:
    """Codes of the languages that have a catalogue."""
    return sorted(path.parts[-3] for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def path_of(language: str, ending: str = "po") -> Path:
    """A language's catalogue, or what the app reads of it ("mo")."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.{ending}"


def load(language: str) -> Catalog:
    """A language's catalogue as it stands."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def template() -> Catalog:
    """Every sentence of the app, with the files it stands in."""
    found = Catalog(domain=DOMAIN, project="Which Accuracy?", fuzzy=False)
    for folder in SOURCES:
        for file, line, message, comments, context in extract_from_dir(os.fspath(ROOT / folder)):
            where = f"{folder}/{Path(file).as_posix()}"
            found.add(message, None, [(where, line)], auto_comments=comments, context=context)
    return found


def update(language: str) -> list[Message]:
    """Write the catalogue with today's sentences, and compile it; returns those without translation."""
    catalogue = load(language)
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with path_of(language).open("wb") as file:
        write_po(file, catalogue, width=WIDTH, sort_by_file=True, include_lineno=False)
    path_of(language, "mo").write_bytes(compiled(catalogue))
    return [each for each in catalogue if each.id and not translated(each)]


def compiled(catalogue: Catalog) -> bytes:
    """What the app reads."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def translated(message: Message) -> bool:
    """Whether it has all its forms."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms)


def forms(message: Message) -> Iterator[tuple[str, str]]:
    """Each translation beside the English that it is of; of a plural, the plural's."""
    english = message.id if isinstance(message.id, str) else message.id[-1]
    for each in message.string if isinstance(message.string, tuple) else (message.string,):
        yield english, each


def glossary(language: str) -> dict[str, tuple[str, ...]]:
    """For English terms the words for them, any of which will do."""
    with (LOCALES / language / "glossary.csv").open(encoding="utf-8", newline="") as file:
        _names, *rows = csv.reader(file)
    return {english: tuple(words.split("|")) for english, words in rows}


def uses(term: str, english: str) -> bool:
    """Whether an English sentence has the term, outside of code and gaps."""
    whole = rf"(?<![\w'_-]){re.escape(term)}s?(?![\w'_-])"
    return re.search(whole, CODE.sub(" ", english), re.IGNORECASE) is not None
