"""What will pasted Keras code report, and what is wrong with it? It is read, never run.

`source` cleans a paste to Python that keeps its line numbers, `syntax` makes a tree of it,
`interpreter` (with `expressions` and `calls`) follows the tree to `values` and `events`; `models`,
`compiles` and `labels` read these; `facts` has what was seen of each output layer and its compile call,
`generation` for which Keras it was written, `tasks` what the output is for. A `case` asks
`core.keras_versions` about it, `rules` say what is wrong, `report` has it all.

`check(text, assume={})` is the door; `python -m core.check FILE...` the same as a command.
"""

from core.check.report import ModelReport, Report, check
from core.check.rules import RULES, Rule
from core.check.source import LONGEST
from core.check.tasks import ANSWERS, STORED, Assumption
from core.check.verdicts import Problem, Verdict

__all__ = [
    "ANSWERS",
    "LONGEST",
    "RULES",
    "STORED",
    "Assumption",
    "ModelReport",
    "Problem",
    "Report",
    "Rule",
    "Verdict",
    "check",
]
