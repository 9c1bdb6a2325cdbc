"""How well the check does on the labelled snippets of `tests/core/check/snippets/`.

A test counts anew and holds these numbers (tests/core/check/test_snippets.py).
"""

SNIPPETS = 104  # pieces of code, each with what is wrong with it
PROBLEMS = 59  # that they have
FOUND = 59  # of these
CORRECT = 47  # snippets without a problem
BLAMED = 0  # of these
