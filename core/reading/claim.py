"""A claim: what was said, by whom, and what tests it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from core.language import _
from core.reading.verdicts import Verdict

MNIST, TOPICS, DIABETES, ARTICLE = "mnist", "topics", "diabetes", "article"
QUESTION, ANSWER = "question", "answer"


@dataclass(frozen=True)
class Claim:
    """Something that was said, where, and what tests it.

    asked_in: one of the four texts. measured_on: what the evidence was taken from. link: the page and
    its parameters that show or run the test.
    """

    id: str
    asked_in: str
    said_by: str
    words: str
    evidence: Callable[[], Verdict]
    measured_on: str
    link: str

    @cached_property
    def verdict(self) -> Verdict:
        """What the evidence says."""
        return self.evidence()

    @property
    def link_words(self) -> str:
        """What the link says it does."""
        return _("See it in every version") if self.link.startswith("versions") else _("Run it")


def texts() -> dict[str, str]:
    """The four texts, by id, as a reader knows them."""
    return {
        MNIST: _("MNIST question"),
        TOPICS: _("topics question"),
        DIABETES: _("diabetes question"),
        ARTICLE: _("article"),
    }


def said_in_words(claim: Claim) -> str:
    """Who said it, where."""
    if claim.asked_in == ARTICLE:
        return _("The article of 2025")
    text = texts()[claim.asked_in]
    if claim.said_by == QUESTION:
        return _("{text}: who asks").format(text=text)
    return _("{text}: an answer").format(text=text)
