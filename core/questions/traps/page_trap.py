"""One trap: what is reported, what is true, why, the mend, and the script that shows it."""

from functools import partial
from typing import Any

import streamlit as st

from core.experiment import Script
from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps.page import TRAP, in_rows
from core.questions.traps.recordings import SHELF
from core.questions.traps.trap import Trap
from core.ui import bars, links
from core.ui.code import code
from core.ui.live import Below
from core.ui.once import once
from core.ui.study import Shown, Size, Study


def show(trap: Trap) -> None:
    """The trap at the settings of its controls."""
    # A link from the gallery, which is the same page, leaves the browser's address as it was.
    st.query_params[TRAP] = trap.id
    links.see("traps", _("All traps"))
    st.subheader(trap.asked(), anchor=False)
    bars.style()
    script = trap.script(_settings(trap))
    Study(SHELF, f"trap_{trap.id}", script, [Size(_("Run it"), script)], partial(_shown, trap)).draw()


def _settings(trap: Trap) -> dict[str, Any]:
    if not trap.controls:
        return {}
    with st.container(horizontal=True):
        return {name: _control(name, trap.controls[name]) for name in trap.controls}


def _control(name: str, control) -> Any:
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
    once(
        partial(_numbers, trap, script, end, recorded),
        "trap",
        trap.id,
        recorded,
        *script.constants,
        *end.numbers.items(),
    )
    return partial(_below, trap, script, shown.snapshots[-1].lines)


def _has_all(trap: Trap, end: ScriptSnapshot) -> bool:
    """Whether it has every number that the trap's words may name."""
    return end.numbers.keys() >= SHELF.find(trap.script()).snapshots[-1].numbers.keys()


def _numbers(trap: Trap, script: Script, end: ScriptSnapshot, recorded: bool) -> None:
    drawn, told = st.columns([1.1, 1], gap="large")
    with drawn:
        bars.bars(in_rows(trap.bars(end)))
        st.caption(
            _("The numbers are the recording's.") if recorded else _("The numbers are this run's.")
        )
    with told:
        st.markdown(trap.said(end))
        st.markdown(_("**Why.** {why}").format(why=trap.why(script.settings)))
        st.markdown(_("**Mend it.**"))
        st.code(trap.mend(script.settings), language="diff", wrap_lines=True)


def _below(trap: Trap, script: Script, lines: tuple[str, ...]) -> None:
    st.markdown(_("**What it printed**"))
    st.code("\n".join(lines) or "…", language=None)
    with st.expander(_("The script that ran"), key=f"trap_{trap.id}", on_change="rerun") as place:
        if place.open:
            told = _("It runs as it is: these are the lines that ran here.")
            code(script.text, f"{trap.id}.py", told)
