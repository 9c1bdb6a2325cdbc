"""What a reader is asked before anything is recommended. Pure data."""

from dataclasses import dataclass

from core.check import ANSWERS, STORED
from core.experiment import LABELS
from core.keras_versions import TODAY, has_from_logits

YES_NO = "yes_no"
RIGHT = (*ANSWERS, YES_NO)  # how many answers can be right at once: "one", "several"; or yes or no
_TASKS = dict(zip(RIGHT, ("classes", "multi_label", "binary"), strict=True))
MULTI_HOT = STORED[-1]
KERAS = ("2.2.4", "tf-2.1.4", "tf-2.2.3", TODAY)
FEWEST, MOST = 2, 1000  # classes, or labels


def stored(answers: str) -> tuple[str, ...]:
    """How labels can be stored where so many answers can be right."""
    return (MULTI_HOT,) if answers == "several" else LABELS


@dataclass(frozen=True)
class Case:
    """The answers to the page's questions.

    classes: how many there are, or how many labels; of a yes or no, 2 whatever is given. logits:
    whether the net is wished to put out logits. Raises ValueError for labels that do not go with
    `answers`.
    """

    answers: str = "one"
    classes: int = 10
    labels: str = "one_hot"
    from_logits: bool = False
    keras: str = TODAY

    def __post_init__(self) -> None:
        if self.labels not in stored(self.answers):
            raise ValueError(f"labels={self.labels}, answers={self.answers}")
        if self.answers == YES_NO:
            object.__setattr__(self, "classes", 2)

    @property
    def task(self) -> str:
        """The same in the words of an Experiment."""
        return _TASKS[self.answers]

    @property
    def units(self) -> int:
        """How many outputs the net has."""
        return 1 if self.answers == YES_NO else self.classes

    @property
    def logits(self) -> bool:
        """Whether its outputs are logits: wished, and the version can be told."""
        return self.from_logits and has_from_logits(self.keras)
