"""What can be said of a claim once it has been put to the test."""

from dataclasses import dataclass, replace

from core.language import _

HOLDS, UNTIL, DEPENDS, FAILS, UNDECIDED = "holds", "until", "depends", "fails", "undecided"
VERDICTS = (HOLDS, UNTIL, DEPENDS, FAILS)  # of a finished test; a run may be too short for any
MARKS = {HOLDS: "✓", UNTIL: "◐", DEPENDS: "≈", FAILS: "✗", UNDECIDED: "?"}


@dataclass(frozen=True)
class Verdict:
    """One of VERDICTS or UNDECIDED, and what it rests on.

    because: in a sentence with its numbers. number: the one that decides it, as text, where it stands
    alone.
    """

    kind: str
    because: str
    number: str = ""

    @property
    def in_words(self) -> str:
        """The verdict with its mark and its word first, as Markdown."""
        return f"**{in_words(self.kind, sentence=True)}** {self.because}"

    def with_number(self, number: str) -> "Verdict":
        """The same, decided by this number."""
        return replace(self, number=number)


def decided(kind: str, number: str, because: str) -> Verdict:
    """A verdict by the number that decides it."""
    return Verdict(kind, because, number)


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
