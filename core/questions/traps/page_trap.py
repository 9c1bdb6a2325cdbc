"""One trap: what is reported, what is true, why, the mend, and the script that shows it."""

from functools import partial
from typing import Any

import streamlit as st

from core.experiment import Script
from core.language import _
from core.questions.traps.page import in_rows
from core.questions.traps.recordings import SHELF
from core.questions.traps.trap import NUMBERS, Trap
from core.ui import bars, links
from core.ui.code import code
from core.ui.live import Below
from core.ui.once import once
from core.ui.study import Shown, Size, Study


def show(trap: Trap) -> None:
    """The trap at the settings of its controls."""
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
    )
    return control.default if chosen is None else chosen


def _shown(trap: Trap, shown: Shown) -> Below | None:
    if not shown.snapshots:
        st.markdown(_("It was not run with this yet."))
        return partial(_below, trap, shown.order, ())
    end = shown.snapshots[-1]
    if end.numbers.keys() >= {*NUMBERS, *_numbers_of(trap)}:
        once(partial(_numbers, trap, end), "trap_numbers", trap.id, tuple(end.numbers.items()))
    else:
        st.markdown(_("It runs: the lines that it has printed so far."))
        st.code("\n".join(end.lines) or "…", language=None)
    return partial(_below, trap, shown.order, end.lines)


def _numbers(trap: Trap, end) -> None:
    drawn, told = st.columns([1.1, 1], gap="large")
    with drawn:
        bars.bars(in_rows(trap.bars(end)))
    with told:
        st.markdown(trap.said(end))
        st.markdown(_("**Why.** {why}").format(why=trap.why()))
    st.markdown(_("**Mend it.**"))
    st.code(trap.mend, language="diff")


def _numbers_of(trap: Trap) -> set[str]:
    """The numbers that its recording ends with: all that its words may name."""
    return set(SHELF.find(trap.script()).snapshots[-1].numbers)


def _below(trap: Trap, script: Script, lines: tuple[str, ...]) -> None:
    if lines:
        st.markdown(_("**What it printed**"))
        st.code("\n".join(lines), language=None)
    with st.expander(_("The script that ran"), key=f"trap_{trap.id}", on_change="rerun") as place:
        if place.open:
            told = _("It runs as it is: these are the lines that ran here.")
            code(script.text, f"{trap.id}.py", told)
