"""What the page on claims shows: how they came out, and one row each."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.language import _
from core.questions.claims import reading
from core.questions.claims.reading import Claim
from core.reading import verdicts
from core.ui import files

COLOURS = {
    verdicts.HOLDS: "green",
    verdicts.UNTIL: "orange",
    verdicts.DEPENDS: "gray",
    verdicts.FAILS: "red",
}
_WANTED = "_claims_wanted"
_ASKED_IN = "_claims_asked_in"


def choose(found: Sequence[Claim]) -> list[Claim]:
    """How the claims came out; returns those that the reader wants to see."""
    st.subheader(reading.headline(found), anchor=False)
    counts = Counter(claim.verdict.kind for claim in found)
    names = {"all": _("all {n}").format(n=len(found))}
    names |= {kind: f"{verdicts.in_words(kind)} {counts[kind]}" for kind in verdicts.VERDICTS}
    texts = reading.texts()
    with st.container(horizontal=True):
        wanted = st.segmented_control(
            _("verdict"),
            list(names),
            default="all",
            required=True,
            format_func=names.get,
            key=_WANTED,
            label_visibility="collapsed",
            wrap=True,
        )
        asked_in = st.pills(
            _("said in"),
            list(texts),
            selection_mode="multi",
            format_func=texts.get,
            key=_ASKED_IN,
            label_visibility="collapsed",
            wrap=True,
        )
    return [
        claim
        for claim in found
        if wanted in (None, "all", claim.verdict.kind) and claim.asked_in in (asked_in or texts)
    ]


def rows(shown: Sequence[Claim]) -> None:
    """Each claim with its verdict, the number that decides it, and a link that runs it."""
    if not shown:
        st.info(_("No claim is left. Choose other rows to show."))
    for claim in shown:
        verdict = claim.verdict
        with st.container(border=True):
            said, judged = st.columns([1, 1.3], gap="medium")
            with said:
                st.markdown(f"**{claim.words}**")
                st.caption(
                    _("{said_in} ({dated}). Tested on {source}.").format(
                        said_in=reading.said_in_words(claim),
                        dated=reading.dated(claim),
                        source=claim.measured.in_words,
                    )
                )
            with judged, st.container(horizontal=True, vertical_alignment="center"):
                st.badge(verdicts.in_words(verdict.kind), color=COLOURS[verdict.kind], width="content")
                st.markdown(f"**{verdict.number}**", width="stretch")
            with judged:
                st.markdown(verdicts.then_and_now(verdict))
                st.markdown(f"{verdict.because} [{claim.link_words}]({claim.link})")


def table(found: Sequence[Claim]) -> None:
    """The same as a table to take away."""
    frame = pd.DataFrame(
        [
            {
                "claim": claim.words,
                "said_in": reading.said_in_words(claim),
                "said": reading.dated(claim),
                "verdict": claim.verdict.kind,
                "when_said": claim.verdict.then,
                "today": claim.verdict.now,
                "number": claim.verdict.number,
                "because": claim.verdict.because,
                "measured_on": claim.measured.in_words,
            }
            for claim in found
        ]
    )
    files.csv(frame, "claims.csv")
