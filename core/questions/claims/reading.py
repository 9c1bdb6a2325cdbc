"""Every claim of the questions and their answers, with the verdict that the measurements give it.

No verdict stands in the code: each is computed from a shipped recording, or from the rules that were
measured on real installs.
"""

from collections.abc import Sequence
from functools import cache

from core import language
from core.language import _
from core.questions import parts
from core.reading.claim import Claim, dated, said_in_words, texts
from core.reading.verdicts import HOLDS

__all__ = ["Claim", "claims", "dated", "headline", "said_in_words", "texts"]


def claims() -> tuple[Claim, ...]:
    """Every claim, text by text, in the reader's language. What decides them is looked at once."""
    return _claims(language.current())


@cache
def _claims(_code: str) -> tuple[Claim, ...]:
    found = [claim for question in parts("claims") for claim in question.claims()]
    return tuple(sorted(found, key=lambda claim: list(texts()).index(claim.asked_in)))


def headline(found: Sequence[Claim]) -> str:
    """How many claims stood when they were made, and how many stand today."""
    verdicts = [claim.verdict for claim in found]
    return _("Of {all} claims, {then} stood when they were said; {now} stand today.").format(
        all=len(found),
        then=sum(verdict.then == HOLDS for verdict in verdicts),
        now=sum(verdict.now == HOLDS for verdict in verdicts),
    )
