"""What can be said of a claim once it has been put to the test."""

from dataclasses import dataclass, replace

from core.language import _

HOLDS, UNTIL, DEPENDS, FAILS, UNDECIDED = "holds", "until", "depends", "fails", "undecided"
VERDICTS = (HOLDS, UNTIL, DEPENDS, FAILS)  # of a finished test; a run may be too short for any
MARKS = {HOLDS: "✓", UNTIL: "◐", DEPENDS: "≈", FAILS: "✗", UNDECIDED: "?"}


@dataclass(frozen=True)
class Verdict:
    """What a claim was when it was made and what it is today, and what that rests on.

    then, now: HOLDS, DEPENDS or FAILS, or UNDECIDED; `now` is `then` where it is left out. because: in
    a sentence with its numbers. number: the one that decides it, as text, where it stands alone.
    """

    then: str
    because: str
    number: str = ""
    now: str = ""

    def __post_init__(self) -> None:
        if not self.now:
            object.__setattr__(self, "now", self.then)

    @property
    def kind(self) -> str:
        """One of VERDICTS or UNDECIDED: what both come to."""
        if self.then == self.now:
            return self.then
        return UNTIL if (self.then, self.now) == (HOLDS, FAILS) else DEPENDS

    @property
    def in_words(self) -> str:
        """The verdict with its mark and its word first, as Markdown."""
        return f"**{in_words(self.kind, sentence=True)}** {self.because}"

    def with_number(self, number: str) -> "Verdict":
        """The same, decided by this number."""
        return replace(self, number=number)


def decided(then: str, number: str, because: str, now: str = "") -> Verdict:
    """A verdict by the number that decides it; `now` where it is another today."""
    return Verdict(then, because, number, now)


def in_words(kind: str, sentence: bool = False) -> str:
    """The verdict with its mark: as a label, or as a short sentence."""
    labels = {
        HOLDS: _("holds"),
        UNTIL: _("held once"),
        DEPENDS: _("depends"),
        FAILS: _("does not hold"),
        UNDECIDED: _("undecided"),
    }
    sentences = {
        HOLDS: _("Holds."),
        UNTIL: _("Held once."),
        DEPENDS: _("Depends."),
        FAILS: _("Does not hold."),
        UNDECIDED: _("This run cannot say."),
    }
    return f"{MARKS[kind]} {(sentences if sentence else labels)[kind]}"


def then_and_now(verdict: Verdict) -> str:
    """What it was when it was said, and what it is today."""
    if verdict.then == verdict.now:
        return _("when said, and today")
    return _("when said: {then}; today: {now}").format(
        then=in_words(verdict.then), now=in_words(verdict.now)
    )
