"""`python -m core.questions` makes every shipped recording again; with names, those alone."""

import sys

from core.questions import parts

SHELVES = {name: each.SHELF for each in parts("recordings") for name in each.SHELF.names}

if __name__ == "__main__":
    for name in sys.argv[1:] or SHELVES:
        print(SHELVES[name].make(name))
