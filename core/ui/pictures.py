"""A lesson's pictures on screen, as HTML: cheap on a phone, and on the sliders' own axis."""

from html import escape

import streamlit as st

from core.reading import charts
from core.reading.picture import Axis, Cells, Code, Mark, Picture, Row
from core.ui import cells, tables
from core.ui.inline import inline

COARSE, FINE = 0.25, 0.1  # from tick to tick: of the whole axis, of a part
# - What is run has the room of its answer from the first.
# - A slider's track begins and ends so far inside its box: half of its thumb.
STYLE = """
<style>
.wa-axis {margin: .1rem 6px .4rem; font-size: .85rem;}
.wa-axis p {margin: 0; line-height: 1.3;}
.wa-track {position: relative; height: 1.15rem; margin-bottom: .3rem;
  background: linear-gradient(rgba(128,128,128,.3), rgba(128,128,128,.3)) 0 50%/100% 1px no-repeat;}
.wa-track i {position: absolute; top: 50%; width: 13px; height: 13px; box-sizing: border-box;
  transform: translate(-50%,-50%);}
.wa-track .guess {border: 2px solid currentColor; transform: translate(-50%,-50%) rotate(45deg);}
.wa-track .guess.wide {transform: translateY(-50%); border-radius: 3px;}
.wa-track .reported {background: var(--reported); border-radius: 2px;}
.wa-track .true {background: var(--true); border-radius: 50%;}
.wa-track .true.wide {transform: translateY(-50%); border-radius: 7px; min-width: 13px;}
.wa-track .run {background: var(--true); border-radius: 50%; opacity: .7; width: 10px;
  height: 10px;}
.wa-track .mean {width: 3px; height: 1.15rem; background: currentColor;}
.wa-track .between {height: 2px; background: currentColor; opacity: .55; transform: translateY(-50%);}
.wa-ticks {position: relative; height: 1.1rem; font-size: .74rem; opacity: .88;}
.wa-ticks span {position: absolute; transform: translateX(-50%);}
.wa-ticks span:first-child {transform: translateX(-6px);}
.wa-ticks span:last-child {transform: translateX(calc(-100% + 6px));}
.st-key-lesson_run {min-height: 22rem;}
.wa-table tr.marked {--tint: linear-gradient(rgba(128,128,128,.16), rgba(128,128,128,.16));}
.wa-sheet code {font-size: .82em; color: inherit;}
</style>
"""


def style() -> None:
    """How pictures look. Once a page, before the first of them."""
    cells.style()
    st.html(STYLE)


def draw(shown: Picture) -> None:
    """Put a picture on screen."""
    if isinstance(shown, Cells):
        cells.show(shown.answer) if shown.counted else cells.uncounted(shown.answer)
    elif isinstance(shown, Code):
        _code(shown)
    elif isinstance(shown, Axis):
        st.html(axis(shown))
    else:
        marked = () if shown.marked is None else (shown.marked,)
        st.html(
            tables.html(shown.head, shown.rows, marked=marked)
        )  # it wraps: nothing to scroll by key


def axis(shown: Axis) -> str:
    """Rows of marks over one axis, as HTML."""
    rows = "".join(_row(each, shown) for each in shown.rows)
    return (
        f'<div class="wa-axis" style="--reported:{charts.REPORTED};--true:{charts.TRUE}" role="img" '
        f'aria-label="{escape(shown.told)}">{rows}'
        f'<div class="wa-ticks">{_ticks(shown)}</div></div>'
    )


def _row(row: Row, on: Axis) -> str:
    marks = "".join(_mark(each, on) for each in row.marks)
    if row.joined:
        ends = [end for each in row.marks for end in (each.at, each.at if each.to is None else each.to)]
        marks = f'<i class="between" style="{_place(min(ends), max(ends), on)}"></i>{marks}'
    return f'<p>{inline(row.name)}</p><div class="wa-track">{marks}</div>'


def _mark(mark: Mark, on: Axis) -> str:
    wide = "" if mark.to is None else " wide"
    return f'<i class="{mark.kind}{wide}" style="{_place(mark.at, mark.to, on)}"></i>'


def _place(low: float, high: float | None, on: Axis) -> str:
    whole = on.high - on.low
    left = f"left:{100 * (low - on.low) / whole:.2f}%"
    return left if high is None else f"{left};width:{100 * (high - low) / whole:.2f}%"


def _ticks(on: Axis) -> str:
    step = COARSE if on.high - on.low > 1 - FINE else FINE
    count = round((on.high - on.low) / step)
    shares = [on.low + step * place for place in range(count + 1)]
    return "".join(
        f'<span style="{_place(each, None, on)}">{_tick(each, on.of)}</span>' for each in shares
    )


def _tick(share: float, of: int | None) -> str:
    return f"{of * share:,.0f}" if of else f"{100 * share:.3g}\N{NO-BREAK SPACE}%"


def _code(shown: Code) -> None:
    places = st.columns(len(shown.pieces), gap="small")
    for place, (name, text) in zip(places, shown.pieces, strict=True):
        place.markdown(f"**{name}**")
        place.code(text.rstrip(), language="python")
