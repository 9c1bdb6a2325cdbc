"""Tables on screen, of words, numbers and names, as HTML and as Streamlit's.

`st.table`, and `st.dataframe` of anything but Arrow, would import pandas: see `core.reading.arrow`.
"""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from core.language import listed
from core.reading import arrow
from core.ui.inline import inline


def small(rows: Sequence[Mapping[str, str]]) -> None:
    """A few rows of text by the name of their column, the first of which names its row."""
    show(list(rows[0]), [list(row.values()) for row in rows])


def large(rows: Sequence[Mapping[str, object]], **options: object) -> None:
    """As many rows as there are, to sort, to search and to take away. options: Streamlit's."""
    st.dataframe(arrow.table(rows), hide_index=True, lazy=False, **options)


def show(heads: Sequence[str], rows: Sequence[Sequence[str]], **looks: Sequence[int]) -> None:
    """Rows of text on screen; a table that has no room scrolls by itself. looks: those of `html`."""
    name = escape(listed(heads).replace("`", ""))
    st.html(
        f'<div class="wa-wide" role="group" tabindex="0" aria-label="{name}">'  # by the arrow keys too
        f"{html(heads, rows, **looks)}</div>"
    )


def html(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Sequence[int] = (),
    marked: Sequence[int] = (),
    quiet: Sequence[int] = (),
    lines: Sequence[int] = (),
    long: Sequence[int] = (),
) -> str:
    """Rows of plain text as HTML, what stands in backticks as code. A row of two cells heads the next.

    numbers, quiet, lines, long: columns by place; `lines` do not wrap. marked: rows that stand
    out, by place. The first column names its row.
    """
    looks = {
        **dict.fromkeys(numbers, "number"),
        **dict.fromkeys(quiet, "quiet"),
        **dict.fromkeys(lines, "line"),
        **dict.fromkeys(long, "long"),
    }
    head = "".join(
        f'<th scope="col" class="{looks.get(place, "")}">{inline(each)}</th>'
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
    name, more = map(inline, cells)
    return (
        f'<tr class="group"><th scope="colgroup" colspan="{width - 1}">{name}</th>'
        f'<td class="number">{more}</td></tr>'
    )


def _row(cells: Sequence[str], looks: Mapping[int, str]) -> str:
    first, *others = cells
    return f'<th scope="row" class="{looks.get(0, "")}">{inline(first)}</th>' + "".join(
        f'<td class="{looks.get(place, "")}">{inline(each)}</td>'
        for place, each in enumerate(others, 1)
    )
