"""What the page on claims shows: how they came out, and one row each."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.language import _
from core.questions.claims import reading
from core.questions.claims.reading import Claim
from core.reading import verdicts
from core.reading.verdicts import Verdict
from core.ui import files
from core.ui.filters import Filter, filtered
from core.ui.links import see

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
    kinds = {kind: verdicts.in_words(kind) for kind in verdicts.VERDICTS}
    return filtered(
        found,
        Filter("_claims_wanted", _("verdict"), kinds, lambda claim: claim.verdict.kind),
        Filter("_claims_asked_in", _("said in"), reading.texts(), lambda claim: claim.asked_in),
    )


def rows(shown: Sequence[Claim]) -> None:
    """Each claim with its verdict, the number that decides it, and a link to where that is shown."""
    for claim in shown:
        with st.container(border=True, key=f"claim_{claim.id}"):
            said, judged = st.columns([1, 1.4], gap="medium")
            with said:
                _said(claim)
            with judged:
                _judged(claim)


def _said(claim: Claim) -> None:
    st.markdown(f"**{claim.words}**")
    st.caption(
        _("{said_in} ({dated}).").format(
            said_in=reading.said_in_words(claim), dated=reading.dated(claim)
        )
    )


def _judged(claim: Claim) -> None:
    verdict = claim.verdict
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(verdicts.in_words(verdict.kind), color=COLOURS[verdict.kind], width="content")
        st.markdown(f":gray[{verdicts.then_and_now(verdict)}]", width="content")
        st.markdown(f"**{verdict.number}**", width="content")
    st.markdown(verdict.because)
    st.caption(_("Measured: {evidence}.").format(evidence=claim.measured.in_words))
    see(claim.link, claim.link_words)


def table(found: Sequence[Claim]) -> None:
    """The same as a table to take away."""
    frame = pd.DataFrame([_row(claim, claim.verdict) for claim in found])
    files.csv(frame, "claims.csv")


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
