"""Shares as bars under each other, each with its name and its number: a small picture, and a table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from core.reading.charts import REPORTED, TRUE

STYLE = """
<style>
.wa-bars {width: 100%; border-collapse: collapse; font-size: .85rem; margin: 0 0 .4rem;
  font-variant-numeric: tabular-nums;}
.wa-bars th, .wa-bars td {border: 0; padding: .14rem 0; text-align: left; font-weight: 400;}
.wa-bars th {width: 42%; padding-right: .7rem; line-height: 1.2;}
.wa-bars td:last-child {width: 4.2rem; text-align: right; font-weight: 600; white-space: nowrap;}
.wa-bars div {height: .85rem; border-radius: 2px; background: rgba(128,128,128,.16);}
.wa-bars i {display: block; height: 100%; border-radius: 2px; min-width: 2px; background: #868e96;}
.wa-bars .true i {background: $TRUE;}
.wa-bars .mended i {background: #2b8a3e;}
.wa-bars .reported i {background: repeating-linear-gradient(135deg, $REPORTED 0 5px,
  rgba(255,255,255,.45) 5px 7px) $REPORTED;}
.wa-bars :is(.reported, .true) th {font-weight: 600;}
.wa-bars code {font-size: .95em; background: none; padding: 0; color: inherit;}
.wa-bars small {font-weight: 400; opacity: .88; white-space: nowrap;}
</style>
"""


@dataclass(frozen=True)
class Row:
    """One bar. name: what is in backticks is code; share: from 0 to 1; number: the same as text.

    kind: "reported", "true", "mended" or another; word: for it.
    """

    name: str
    share: float
    number: str
    kind: str
    word: str = ""


def style() -> None:
    """What bars look like: once on a page that draws any."""
    st.html(STYLE.replace("$TRUE", TRUE).replace("$REPORTED", REPORTED))


def bars(rows: Sequence[Row]) -> None:
    """Draw them. Colour is not alone: what is reported is hatched, and each is named."""
    st.html(
        '<table class="wa-bars">'
        + "".join(
            f'<tr class="{row.kind}"><th scope="row">{_name(row)}</th>'
            f'<td><div><i style="width: {100 * row.share:.1f}%"></i></div></td>'
            f"<td>{escape(row.number)}</td></tr>"
            for row in rows
        )
        + "</table>"
    )


def _name(row: Row) -> str:
    word = f" <small>{escape(row.word)}</small>" if row.word else ""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", escape(row.name)) + word
