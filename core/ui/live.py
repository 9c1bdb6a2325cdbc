"""Whatever shows a run: drawn once, and again and again while the run is live."""

from collections.abc import Callable

import streamlit as st

from core.experiment import Order
from core.recordings import Recording
from core.runs import Run
from core.ui.desk import desk

Source = Run | Recording
REFRESH = 0.4  # seconds between two looks at a live run

Find = Callable[[], tuple[Order, Source | None]]
Draw = Callable[[Order, Source | None, bool], None]


def follow(find: Find, draw: Draw, watcher: str) -> None:
    """Draw what `find` finds; as long as that is a live run, look again.

    find: the order on screen and what there is of it. draw: is also told whether it is live. watcher:
    by which the desk knows that the run is still wanted.
    """
    _order, source = find()
    live = is_live(source)
    st.fragment(_look, run_every=REFRESH if live else None)(find, draw, watcher, live)


def is_live(source: Source | None) -> bool:
    """Whether more may still come of it."""
    return isinstance(source, Run) and source.live


def _look(find: Find, draw: Draw, watcher: str, live: bool) -> None:
    # `live` holds for all that is drawn here, even if the run ends meanwhile: the next look notices.
    order, source = find()
    if is_live(source) != live:
        st.rerun()
    if isinstance(source, Run):
        desk().watch(source, watcher)
    draw(order, source, live)
