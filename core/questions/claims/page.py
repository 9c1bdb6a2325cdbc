"""What the page on claims shows: how they came out, and one row each."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from core.language import _
from core.questions.claims import reading
from core.questions.claims.reading import Claim
from core.reading import verdicts
from core.reading.verdicts import Verdict
from core.ui import files, links, staging
from core.ui.filters import Filter, filtered
from core.ui.once import once

COLOURS = {
    verdicts.HOLDS: "green",
    verdicts.UNTIL: "orange",
    verdicts.DEPENDS: "gray",
    verdicts.FAILS: "red",
    verdicts.UNDECIDED: "gray",
}


def choose(found: Sequence[Claim]) -> list[Claim]:
    """How the claims came out; returns those that the reader wants to see."""
    st.subheader(reading.headline(found), anchor=False)
    if staging.hidden("filters"):
        return list(found)
    kinds = {kind: verdicts.in_words(kind) for kind in verdicts.VERDICTS}
    return filtered(
        found,
        Filter("_claims_wanted", _("verdict"), kinds, lambda claim: claim.verdict.kind),
        Filter("_claims_asked_in", _("said in"), reading.texts(), lambda claim: claim.asked_in),
    )


def rows(shown: Sequence[Claim]) -> None:
    """Each claim with its verdict, the number that decides it, and a link to where that is shown."""
    links.forget_opened()
    once(partial(_rows, shown), "claims", [claim.id for claim in shown])


def _rows(shown: Sequence[Claim]) -> None:
    for claim in shown:
        with st.container(border=True, key=f"claim_{claim.id}"):
            said, judged = st.columns([1, 1.4], gap="medium")
            said.markdown(_said(claim))
            with judged:
                st.markdown(_judged(claim))
                links.see(claim.link, claim.link_words)
                if claim.trap:
                    links.trap(claim.trap)


def _said(claim: Claim) -> str:
    said = _("{said_in} ({dated}).").format(
        said_in=reading.said_in_words(claim), dated=reading.dated(claim)
    )
    return f"**{claim.words}**\n\n{_small(said)}"


def _judged(claim: Claim) -> str:
    verdict = claim.verdict
    first = (
        f":{COLOURS[verdict.kind]}-badge[{verdicts.in_words(verdict.kind)}]",
        f":gray[{verdicts.then_and_now(verdict)}]",
        f"**{verdict.number}**",
    )
    evidence = _("Measured: {evidence}.").format(evidence=claim.measured.beside(verdict.because))
    return "\n\n".join([" &ensp; ".join(first), verdict.because, _small(evidence)])


def _small(text: str) -> str:
    return f":small[:gray[{text}]]"


def table(found: Sequence[Claim]) -> None:
    """The same as a table to take away."""
    files.table([_row(claim, claim.verdict) for claim in found], "claims.csv")


def _row(claim: Claim, verdict: Verdict) -> dict[str, str]:
    return {
        "claim": claim.words,
        "said_in": reading.said_in_words(claim),
        "said": reading.dated(claim),
        "verdict": verdict.kind,
        "when_said": verdict.then,
        "today": verdict.now,
        "number": verdict.number,
        "because": verdict.because,
        "measured_on": claim.measured.in_words,
        "shown_at": claim.link,
    }
