"""Whatever shows a run: drawn once, and again and again while the run is live."""

from collections.abc import Callable, Hashable

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.experiment import Order
from core.recordings import Recording
from core.runs import Run
from core.ui.desk import desk

Source = Run | Recording
REFRESH = 0.4  # seconds between two looks at a live run
_WHOLE = "_followed_whole"

Find = Callable[[], tuple[Order, Source | None]]
Below = Callable[[], None]
Draw = Callable[[Order, Source | None, bool], Below | None]


def follow(find: Find, draw: Draw, watcher: str) -> None:
    """Draw what `find` finds; as long as that is a live run, look again.

    find: the order on screen and what there is of it. draw: is also told whether it is live, and may
    return what draws the rest below, which whatever is used inside leaves as it is: a playing run has
    to draw less. watcher: by which the desk knows that the run is still wanted.
    """
    _order, source = find()
    live = is_live(source)
    whole = st.fragment(_look_and_below, run_every=REFRESH if live else None, key=_WHOLE)
    whole(find, draw, watcher, live)


def is_live(source: Source | None) -> bool:
    """Whether more may still come of it."""
    return isinstance(source, Run) and source.live


def stamp(source: Source) -> Hashable:
    """What tells this source, as it is at this moment, from every other."""
    if isinstance(source, Run):
        return source.serial, source.version
    return f"recording {id(source)}"  # each is loaded once, and kept


def draw_below_too() -> None:
    """At the end of a callback of what `draw` drew: have what is below it drawn again as well."""
    context = get_script_run_ctx()
    if context and context.fragment_ids_this_run:  # else all of the page is
        st.rerun(_WHOLE)


def _look_and_below(find: Find, draw: Draw, watcher: str, live: bool) -> None:
    if below := st.fragment(_look)(find, draw, watcher, live):
        below()


def _look(find: Find, draw: Draw, watcher: str, live: bool) -> Below | None:
    # `live` holds for all that is drawn here, even if the run ends meanwhile: the next look notices.
    order, source = find()
    if is_live(source) != live:
        st.rerun()
    if isinstance(source, Run):
        desk().watch(source, watcher)
    return draw(order, source, live)
