"""Whatever shows a run: drawn once, and again whenever the run, while it is live, has changed.

A browser asks every so often whether there is anything new: a look, which draws nothing. The more
readers look at live runs, the more seldom each does, within what they would call late; so they leave
about half a core free.
"""

import time
from collections.abc import Callable, Hashable
from copy import copy
from functools import partial
from math import inf
from random import uniform
from threading import Lock
from typing import NoReturn
from weakref import WeakKeyDictionary

import streamlit as st
from streamlit.runtime.scriptrunner import RerunData, RerunException, get_script_run_ctx

from core.experiment import Order
from core.recordings import Recording
from core.runs import Run
from core.ui.desk import desk
from core.ui.turns import is_awaited, turn

Source = Run | Recording
# Of all readers together, in a second: looks, looks that find something new and draw it, and pages
# drawn whole some time after a run has ended. They took some 5, 15 and 25 thousandths of a core's
# second on the machine where that was measured.
LOOKS, DRAWINGS, PAGES = 60, 12, 20
SHORTEST, LONGEST = 0.4, 2.5  # seconds between two looks of a reader
# Of a run's end: readers, of which each has the whole page drawn at once; of more, each sees the end
# first, and has the rest drawn so many seconds later, or more. By then the run has been played.
FEW, AFTER = 25, 5.0
PATIENCE = 10  # times as long as it takes to draw is waited until the next look
FRESH = 0.3  # seconds for which all who look at a run see the same of it, which is drawn once
_WHOLE, _SHOWN = "_followed_whole", "_followed_shown"
_LOOKS_ON = "_looks_on"

Find = Callable[[], tuple[Order, Source | None]]
Below = Callable[[], None]
Draw = Callable[[Order, Source | None, bool], Below | None]


def follow(find: Find, draw: Draw, watcher: str) -> None:
    """Draw what `find` finds; as long as that is a live run, again whenever that has changed.

    find: the order on screen and what there is of it. draw: is also told whether it is live, and may
    return what draws the rest below, which whatever is used inside leaves as it is: a playing run has
    to draw less. watcher: by which the desk knows that the run is still wanted.
    """
    _order, source = find()
    st.fragment(_show_and_below, key=_WHOLE)(find, draw, watcher, is_live(source))


def only_looks_on() -> bool:
    """Whether what is about to be drawn was asked for by a look, and by no reader. To be asked once."""
    return st.session_state.pop(_LOOKS_ON, False)


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


def seconds_between_looks(readers: int, drawing: float) -> float:
    """How long each of so many readers of live runs waits between two looks, at most.

    drawing: the seconds that it took to draw, and to wait for one's turn. Where that is long, there is
    more to do than can be done: a class is just coming.
    """
    return min(max(SHORTEST, readers / LOOKS, PATIENCE * drawing), LONGEST)


def _show_and_below(find: Find, draw: Draw, watcher: str, followed: bool) -> None:
    with turn():
        if below := st.fragment(_show, key=_SHOWN)(find, draw, watcher, followed):
            below()


def _show(find: Find, draw: Draw, watcher: str, followed: bool) -> Below | None:
    """followed: whether it was live when all of the page was drawn, so that there are looks at it."""
    began = time.monotonic()
    with turn(only_looks_on()):
        return _show_in_turn(find, draw, watcher, followed, began)


def _show_in_turn(find: Find, draw: Draw, watcher: str, followed: bool, began: float) -> Below | None:
    order, source = find()
    live = is_live(source)
    if live != followed and (live or most_readers(source) <= FEW):
        st.rerun()
    if isinstance(source, Run):
        desk().watch(source, watcher)
    # There or not, it is the page's first: else all that follows would be another element at the end.
    place = st.container(key="looks")
    if not followed:
        return draw(order, source, live)
    seen = as_all_see(source) if live else source
    below = draw(order, seen, live)
    with place:
        readers, now = most_readers(source), time.monotonic()
        if live:
            # Not all alike: who came at once would go on looking at once.
            every = uniform(0.75, 1) * seconds_between_looks(readers, now - began)
            _later(every, partial(_look, source, watcher, _news(seen), now + readers / DRAWINGS))
        else:
            # What is below has to be drawn too, and the looks are to end: all of the page does both.
            _later(AFTER + uniform(0, 2) * readers / PAGES, _draw_all)
    return below


def _look(run: Run, watcher: str, drawn: Hashable, draw_from: float) -> None:
    """See whether there is anything new. What has changed before `draw_from` has to wait."""
    desk().watch(run, watcher)
    if not run.live or (time.monotonic() >= draw_from and _news(as_all_see(run)) != drawn):
        _show_again()


def _draw_all() -> None:
    """Draw the whole page, unless somebody still waits to see as much as is here: then another time."""
    if not is_awaited():
        st.session_state[_LOOKS_ON] = True
        st.rerun()


def _later(seconds: float, look: Callable[[], None]) -> None:
    """Have the browser ask for `look` every so many seconds.

    Not now, while the page is being drawn, nor for what a former look's requests are still on the way.
    """
    not_before = time.monotonic() + seconds - min(seconds / 2, LONGEST)

    def in_time() -> None:
        if time.monotonic() >= not_before:
            look()

    st.fragment(in_time, run_every=seconds)()


def _show_again() -> NoReturn:
    """Have the runner draw what is shown, in the place of a look.

    `st.rerun` would, but takes a name in callbacks alone, lest what is half drawn breaks off. A look
    draws nothing.
    """
    st.session_state[_LOOKS_ON] = True
    context = get_script_run_ctx()
    raise RerunException(
        RerunData(
            query_string=context.query_string,
            page_script_hash=context.page_script_hash,
            fragment_id_queue=context.fragment_storage.resolve_target(_SHOWN),
            is_fragment_scoped_rerun=True,
            cached_message_hashes=context.cached_message_hashes,
            context_info=context.context_info,
        )
    )


def _news(run: Run) -> Hashable:
    return run.version, desk().ready


_seen: WeakKeyDictionary[Run, tuple[float, Run]] = WeakKeyDictionary()
_most: WeakKeyDictionary[Run, int] = WeakKeyDictionary()
_seeing = Lock()


def most_readers(source: Source | None) -> int:
    """How many look at live runs, and at most did while this one was looked at.

    At its end there are more to draw for than have looked of late: who waits for an answer asks less.
    """
    now = desk().readers
    if not isinstance(source, Run):
        return now
    with _seeing:
        _most[source] = max(now, _most.get(source, 0))
        return _most[source]


def as_all_see(run: Run) -> Run:
    """A live run as it was a moment ago, the same for all who ask at this moment."""
    with _seeing:
        now = time.monotonic()
        seen_at, seen = _seen.get(run, (-inf, run))
        if now - seen_at >= FRESH:
            seen_at, seen = _seen[run] = now, copy(run)
        return seen
