"""A table as HTML that wraps its words instead of scrolling: of our own words, numbers and names."""

from collections.abc import Sequence
from html import escape

import streamlit as st

STYLE = """
<style>
.wa-table {border-collapse: collapse; width: 100%; font-size: .82rem; line-height: 1.3;
  font-variant-numeric: tabular-nums; margin: 0 0 .4rem;}
.wa-table th, .wa-table td {text-align: left; padding: 2px .5rem 2px .35rem; border: 0;
  border-top: 1px solid rgba(128,128,128,.25); vertical-align: top; font-weight: 400;}
.wa-table thead th {border-top: 0; font-size: .76rem; opacity: .88;}
.wa-table .number {text-align: right; white-space: nowrap;}
.wa-table tbody th {font-weight: 600;}
.wa-table tr.marked :is(th, td) {background: rgba(232,89,12,.18); font-weight: 700;}
.st-key-about_the_number {min-height: 14.5rem;}
@media (max-width: 640px) {.st-key-about_the_number {min-height: 17rem;}}
.wa-table tr.group :is(th, td) {padding-top: .5rem;}
.wa-table .quiet {opacity: .88; font-size: .78rem;}
.wa-table code {font-size: .76rem; overflow-wrap: anywhere; background: none; padding: 0;
  color: inherit;}
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
    """How these tables look. Once a page."""
    st.html(STYLE)


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Sequence[int] = (),
    marked: Sequence[int] = (),
    quiet: Sequence[int] = (),
) -> str:
    """Rows of plain text; of a cell in backticks all is code. A row of two cells heads the next.

    numbers, quiet: columns by place. marked: rows that stand out, by place. The first column names its
    row.
    """
    looks = {**dict.fromkeys(numbers, "number"), **dict.fromkeys(quiet, "quiet")}
    head = "".join(
        f'<th scope="col" class="{looks.get(place, "")}">{_shown(each)}</th>'
        for place, each in enumerate(heads)
    )
    body = "".join(
        _group(row, len(heads))
        if len(row) == 2 < len(heads)
        else f'<tr class="{"marked" if place in marked else ""}">{_row(row, looks)}</tr>'
        for place, row in enumerate(rows)
    )
    return f'<table class="wa-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _group(cells: Sequence[str], width: int) -> str:
    name, more = map(_shown, cells)
    return (
        f'<tr class="group"><th scope="colgroup" colspan="{width - 1}">{name}</th>'
        f'<td class="number">{more}</td></tr>'
    )


def _row(cells: Sequence[str], looks: dict[int, str]) -> str:
    first, *others = cells
    return f'<th scope="row" class="{looks.get(0, "")}">{_shown(first)}</th>' + "".join(
        f'<td class="{looks.get(place, "")}">{_shown(each)}</td>'
        for place, each in enumerate(others, 1)
    )


def _shown(text: str) -> str:
    if len(text) > 2 and text[0] == text[-1] == "`":
        return f"<code>{escape(text[1:-1])}</code>"
    return escape(text)


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
