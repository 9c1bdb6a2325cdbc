"""How well the check does on the labelled snippets of `tests/core/check/snippets/`.

A test counts anew and holds these numbers (tests/core/check/test_snippets.py).
"""

SNIPPETS = 102  # pieces of code, each with what is wrong with it
PROBLEMS = 58  # that they have
FOUND = 58  # of these
CORRECT = 46  # snippets without a problem
BLAMED = 0  # of these
