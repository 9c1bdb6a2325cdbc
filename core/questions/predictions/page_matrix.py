"""The table of confusion, as HTML, and the room of what stands around it."""

from collections.abc import Sequence
from html import escape

import streamlit as st

STYLE = """
<style>
.st-key-about_the_number {min-height: 14.5rem;}
@media (max-width: 640px) {.st-key-about_the_number {min-height: 17rem;}}
.wa-matrix {border-collapse: collapse; font-size: .78rem; font-variant-numeric: tabular-nums;
  table-layout: fixed; width: 100%; max-width: 44rem; margin: 0 0 .4rem;}
.wa-matrix th, .wa-matrix td {text-align: center; padding: 3px 1px; border: 1px solid
  rgba(128,128,128,.22); font-weight: 400; overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap;}
.wa-matrix .own {font-weight: 700; box-shadow: inset 0 0 0 1px rgba(28,126,214,.75);}
@media (max-width: 640px) {.wa-matrix {font-size: .66rem;}}
</style>
"""


def style() -> None:
    """How it looks. Once a page."""
    st.html(STYLE)


def matrix(corner: str, names: Sequence[str], counts: Sequence[Sequence[int]]) -> str:
    """Counts of labels (rows) and answers (columns), each cell shaded by its share of the row."""
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in names)
    rows = []
    for place, (name, row) in enumerate(zip(names, counts, strict=True)):
        total = max(1, sum(row))
        cells = "".join(
            f'<td class="{"own" if place == at else ""}" style="background: '
            f'{_shade(count / total, place == at)}">{count:,}</td>'
            for at, count in enumerate(row)
        )
        rows.append(f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>')
    return (
        f'<table class="wa-matrix"><thead><tr><th scope="col">{escape(corner)}</th>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _shade(share: float, own: bool) -> str:
    color = "28,126,214" if own else "232,89,12"
    return f"rgba({color},{0.35 * share**0.5:.3f})" if share else "none"
