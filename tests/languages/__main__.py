"""`python -m tests.languages [CODE]`: give catalogues today's sentences, and compile them.

A CODE that has no catalogue yet gets an empty one.
"""

import sys

from babel import localedata
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from tests.languages import catalogues


def main(codes: list[str]) -> None:
    """Update those of `codes`, or all. Raises SystemExit for what is no code of a language."""
    for code in codes:
        if not localedata.exists(code):
            raise SystemExit(f"{code} is no code of a language")
    for code in codes or catalogues.languages():
        path = catalogues.path_of(code)
        if not path.exists():
            path.parent.mkdir(parents=True)
            with path.open("wb") as file:
                write_po(file, Catalog(locale=code, domain=catalogues.DOMAIN, fuzzy=False))
        missing = catalogues.update(code)
        print(f"{code}: {len(missing)} sentences without a translation in {path}")
        for each in missing:
            print("   ", each.id)


if __name__ == "__main__":
    main(sys.argv[1:])
