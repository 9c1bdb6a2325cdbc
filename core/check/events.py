"""What the code does with its models, in the order in which it does it."""

from dataclasses import dataclass, field

from core.check.values import Call, Value

FIT = {"fit", "fit_generator", "train_on_batch", "fit_classifier"}
EVALUATE = {"evaluate", "evaluate_generator", "test_on_batch"}
PREDICT = {"predict", "predict_generator", "predict_proba", "predict_classes", "predict_on_batch"}


@dataclass(eq=False)
class Compile:
    """A call of `compile`. model: as it was at that moment; identity: who it is; moment: how many names
    had been given values.
    """

    identity: object
    model: Value
    call: Call
    line: int
    moment: int


@dataclass(eq=False)
class Use:
    """A call of `fit`, `evaluate` or `predict` and their kin. compiles: how many there were before."""

    identity: object
    kind: str
    call: Call
    line: int
    compiles: int


@dataclass(eq=False)
class Asked:
    """A name that History is asked for. of: what has it: a call of `fit`, or a model's `history`."""

    name: str
    of: Value | None
    line: int


@dataclass
class Events:
    """All that one reading of the code saw.

    calls: every call that was not followed. assigned: names and what they were given. attributes: what
    was asked of values that are no names. asked: what was read out of a `history`. undecided:
    conditions, and how many ways each has.
    """

    compiles: list[Compile] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    assigned: list[tuple[str, Value]] = field(default_factory=list)
    attributes: list[tuple[Value, str]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    undecided: dict[str, int] = field(default_factory=dict)
