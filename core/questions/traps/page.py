"""The gallery: every trap as a card, most asked about first."""

from collections.abc import Mapping

import streamlit as st

from core.experiment import OneOf
from core.experiment.limits import Limits
from core.language import _
from core.questions.traps import charts
from core.questions.traps.recordings import SHELF
from core.questions.traps.trap import MENDED, OTHER, REPORTED, TRUE, Bar, Picture, Trap, traps
from core.reading import arrow
from core.reading.words import percent
from core.ui import bars, links, style
from core.ui.bars import Row
from core.ui.draw import draw_rows
from core.ui.once import once

# A chart that is still to come has its room, so that nothing moves when it does.
STYLE = f"""
<style>
[class*="st-key-picture"] {{min-height: {charts.HEIGHT}px;}}
[class*="st-key-small_picture"] {{min-height: {charts.SMALL}px;}}
</style>
"""
TRAP, ALL = "trap", "all"  # the URL parameter: which one is open, or the gallery of all


def limits(url: Mapping[str, str]) -> dict[str, Limits]:
    """What a URL can say: which trap, and of that one its controls."""
    found = OneOf((ALL, *traps()))
    chosen = named(url)
    return {TRAP: found} | (chosen.limits if chosen else {})


def defaults(url: Mapping[str, str]) -> dict[str, object]:
    """What stands where it says nothing."""
    chosen = named(url)
    return {TRAP: ALL} | (chosen.defaults if chosen else {})


def named(url: Mapping[str, str]) -> Trap | None:
    """The trap that a URL names, if there is one of that name."""
    return traps().get(url.get(TRAP, ALL))


def opened() -> Trap | None:
    """The trap that this page's URL names."""
    return named(st.query_params)


def gallery() -> None:
    """A card for each: how people ask, what is reported and what is true, and a link to it."""
    links.forget_opened()
    look()
    st.subheader(
        _("{n} ways in which a report is not what it seems").format(n=len(traps())), anchor=False
    )
    st.caption(
        _(
            "Each is a small script that was run: what it reports, and what is true. Those that more "
            "people ask about come first."
        )
    )
    once(_cards, "traps")


def look() -> None:
    """The styles of both pages: once on each."""
    bars.style()
    st.html(STYLE)


def _cards() -> None:
    with st.grid(3, min_column_width=300, gap="small"):
        for trap in traps().values():
            with st.container(border=True, key=f"trap_{trap.id}", height="stretch"):
                _card(trap)


def _card(trap: Trap) -> None:
    end = SHELF.find(trap.script()).snapshots[-1]
    st.markdown(f"**{trap.asked()}**")
    bars.bars(in_rows([bar for bar in trap.bars(end) if bar.kind in (REPORTED, TRUE)]))
    for picture in trap.pictures(end, trap.at({}))[:1]:
        draw(picture, f"_card_{trap.id}", small=True)
    links.see(f"traps?{TRAP}={trap.id}", _("Why, and how to mend it"))


def draw(picture: Picture, key: str, small: bool = False) -> None:
    """A picture's chart; its sentence is what those are told who do not see it."""
    options = dict(picture.options) | ({"small": True} if small else {})
    if picture.inked:
        options["ink"] = style.ink()
    rows = {name: arrow.table(each) for name, each in picture.rows.items()}
    with st.container(key=f"small_picture{key}" if small else f"picture{key}"):
        draw_rows(picture.make, rows, picture.told, key, **options)


def in_rows(found: list[Bar]) -> list[Row]:
    """Bars with their numbers as text."""
    kinds = {REPORTED: _("reported"), TRUE: _("true"), MENDED: _("mended"), OTHER: ""}
    return [Row(bar.label, bar.share, percent(bar.share), bar.kind, kinds[bar.kind]) for bar in found]


def title() -> str:
    """What this is about."""
    return _("#### Traps &nbsp; :gray[Why reported numbers are not what people take them for]")
