"""One trap: what is reported, what is true, why, the mend, and the script that shows it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from core import export
from core.experiment import Script
from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps.page import TRAP, draw, in_rows, look
from core.questions.traps.recordings import SHELF
from core.questions.traps.trap import Control, Dial, Picture, Settings, Trap, no_pictures
from core.ui import bars, links, staging, state, tables
from core.ui.code import code
from core.ui.live import Below
from core.ui.once import once
from core.ui.study import Shown, Size, Study

_SLIDER = 420  # pixels: beside its switch, on a desk


def show(trap: Trap) -> None:
    """The trap at the settings of its controls."""
    # A link from the gallery, which is the same page, leaves the browser's address as it was.
    st.query_params[TRAP] = trap.id
    links.see("traps", _("All traps"))
    st.subheader(trap.asked(), anchor=False)
    look()
    script = trap.script(_settings(trap))
    Study(SHELF, f"trap_{trap.id}", script, [Size(_("Run it"), script)], partial(_shown, trap)).draw()


def _settings(trap: Trap) -> dict[str, Any]:
    stands = {name: _stands_at(trap, name.lower()) for name in trap.controls}
    if left := [name for name in trap.controls if not staging.hidden(name.lower())]:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            stands |= {name: _control(name, trap.controls[name]) for name in left}
    return stands


def _stands_at(trap: Trap, name: str) -> Any:
    return state.value(name, trap.limits, trap.defaults)


def _control(name: str, control: Control) -> Any:
    if control.is_switch:
        return st.toggle(control.label(), control.default, key=name.lower(), bind="query-params")
    if control.is_amount:
        return st.select_slider(
            control.label(),
            control.values,
            control.default,
            key=name.lower(),
            bind="query-params",
            width=_SLIDER,
        )
    chosen = st.segmented_control(
        control.label(),
        control.values,
        default=control.default,
        required=True,
        key=name.lower(),
        bind="query-params",
        wrap=True,
    )
    return control.default if chosen is None else chosen


def _shown(trap: Trap, shown: Shown) -> Below:
    """Until a run has ended, the numbers on screen are the recording's."""
    script, end = shown.order, shown.snapshots[-1]
    recorded = shown.recorded or shown.live or not _has_all(trap, end)
    if recorded:
        end = SHELF.find(script).snapshots[-1]
    of = (trap.id, recorded, *script.constants, *end.numbers.items())
    settings = trap.at(script.settings)
    once(partial(_numbers, trap, end, settings, recorded), "trap", *of)
    if trap.dial:
        settings[trap.dial.name] = _dial(trap, end)
    once(partial(_pictures, trap, end, settings), "pictures", *settings.items(), *of)
    return partial(_below, trap, script, end, settings, shown.snapshots[-1].lines)


def _has_all(trap: Trap, end: ScriptSnapshot) -> bool:
    """Whether it has everything that the trap's words and pictures may be about."""
    recorded = SHELF.find(trap.script()).snapshots[-1]
    return end.numbers.keys() >= recorded.numbers.keys() and end.arrays.keys() >= recorded.arrays.keys()


def _dial(trap: Trap, end: ScriptSnapshot) -> float:
    dial: Dial = trap.dial
    if staging.hidden(dial.name):
        place = _stands_at(trap, dial.name)
        st.markdown(dial.said(end, place))
        return place
    with st.container(key="dial"):
        place = st.slider(
            dial.label(),
            dial.low,
            dial.high,
            dial.default,
            dial.step,
            key=dial.name,
            bind="query-params",
        )
        st.markdown(dial.said(end, place))
    return place


def _numbers(trap: Trap, end: ScriptSnapshot, settings: Settings, recorded: bool) -> None:
    drawn, told = st.columns([1.1, 1], gap="large")
    with drawn:
        bars.bars(in_rows(trap.bars(end)))
        st.caption(
            _("The numbers are the recording's.") if recorded else _("The numbers are this run's.")
        )
        if _is_beside(trap, end, settings):
            _draw(trap, end, settings)
    with told:
        st.markdown(trap.said(end))
        st.markdown(_("**Why.** {why}").format(why=trap.why(settings)))
        st.markdown(_("**Mend it.**"))
        st.code(trap.mend(settings), language="diff", wrap_lines=True)


def _is_beside(trap: Trap, end: ScriptSnapshot, settings: Settings) -> bool:
    """Whether the pictures stand beside the words: a single one that is not moved."""
    return trap.dial is None and len(trap.pictures(end, settings)) == 1


def _pictures(trap: Trap, end: ScriptSnapshot, settings: Settings) -> None:
    if not _is_beside(trap, end, settings):
        _draw(trap, end, settings)


def _draw(trap: Trap, end: ScriptSnapshot, settings: Settings) -> None:
    pictures = trap.pictures(end, settings)
    for place, column in enumerate(st.columns(len(pictures), gap="large") if pictures else ()):
        with column:
            draw(pictures[place], f"_trap_{trap.id}_{place}")
            st.caption(pictures[place].told)


def _below(
    trap: Trap, script: Script, end: ScriptSnapshot, settings: Settings, lines: tuple[str, ...]
) -> None:
    if trap.pictures is not no_pictures:
        with st.expander(
            _("The pictures as tables"), key=f"tables_{trap.id}", on_change="rerun"
        ) as place:
            if place.open:
                _tables(trap.pictures(end, settings))
    st.markdown(_("**What it printed**"))
    st.code("\n".join(lines) or "…", language=None, wrap_lines=True)
    if staging.hidden("code"):
        return
    with st.expander(_("The script that ran"), key=f"trap_{trap.id}", on_change="rerun") as place:
        if place.open:
            code(
                script.text,
                f"{trap.id}.py",
                _("It runs as it is: these are the lines that ran here."),
                notebook=partial(export.script_as_notebook, script.text, trap.asked()),
                link=state.link_to({TRAP: trap.id} | _in_url(settings)),
            )


def _in_url(settings: Settings) -> dict[str, Any]:
    return {name.lower(): value for name, value in settings.items()}


def _tables(pictures: Sequence[Picture]) -> None:
    for picture in pictures:
        tables.small([dict(zip(picture.heads, row, strict=True)) for row in picture.cells])
