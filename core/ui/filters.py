"""The row of filters above a list: one verdict or all, and any of its groups."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from core.language import _

ALL = "all"
Row = TypeVar("Row")


@dataclass(frozen=True)
class Filter:
    """What of a row is chosen by: its control's key and label, the names to choose from, and its value.

    names: by value, as a reader knows them. of: the value that a row has.
    """

    key: str
    label: str
    names: Mapping[str, str]
    of: Callable[[Row], str]


def filtered(rows: Sequence[Row], verdict: Filter, group: Filter) -> list[Row]:
    """The rows that the reader wants: of one verdict or all, and of the groups chosen or all.

    Each verdict stands with how many rows have it; none left is said.
    """
    with st.container(horizontal=True):
        wanted = _one(rows, verdict)
        groups = st.pills(
            group.label,
            list(group.names),
            selection_mode="multi",
            format_func=group.names.get,
            key=group.key,
            label_visibility="collapsed",
            wrap=True,
        )
    left = [
        row
        for row in rows
        if wanted in (ALL, verdict.of(row)) and group.of(row) in (groups or group.names)
    ]
    if not left:
        st.info(_("No row is left. Choose others to show."))
    return left


def _one(rows: Sequence[Row], verdict: Filter) -> str:
    counts = Counter(map(verdict.of, rows))
    names = {ALL: _("all {n}").format(n=len(rows))}
    for value, name in verdict.names.items():
        names[value] = _("{verdict} {n}").format(verdict=name, n=counts[value])
    chosen = st.segmented_control(
        verdict.label,
        list(names),
        default=ALL,
        required=True,
        format_func=names.get,
        key=verdict.key,
        label_visibility="collapsed",
        wrap=True,
    )
    return chosen or ALL
