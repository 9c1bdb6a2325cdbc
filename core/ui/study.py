"""A study on screen: its recording first, and the same run here on one click, at more than one size."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from core.experiment.comparison import Order
from core.measures.snapshot import ComparisonSnapshot, Gallery, Snapshot
from core.recordings import Recording, Shelf
from core.runs import Run
from core.ui import state
from core.ui.desk import desk
from core.ui.run_state import REFRESH, Source, state_line


@dataclass(frozen=True)
class Size:
    """One way to run a study: what the button says, and what it trains."""

    label: str
    order: Order


@dataclass(frozen=True)
class Shown:
    """What a study shows at this moment. No snapshots: nothing is trained or measured yet."""

    order: Order
    snapshots: tuple[Snapshot, ...] | tuple[ComparisonSnapshot, ...] = ()
    gallery: Gallery | None = None
    live: bool = False
    recorded: bool = False


def study(
    shelf: Shelf,
    name: str,
    recorded: Order | None,
    sizes: Sequence[Size],
    show: Callable[[Shown], None],
) -> None:
    """The recording, until the reader runs a size; then that run, live, drawn by `show`.

    shelf: where its recordings are. name: of this study, one a page. recorded: what the recording
    trained; None where none was shipped.
    show: draws below the line that tells the run's state; it is called again and again while live.
    """
    _order, source = _on_screen(shelf, name, recorded, sizes)
    live = _live(source)
    look = st.fragment(_look, run_every=REFRESH if live else None)
    look(shelf, name, recorded, sizes, show, live)


def _on_screen(
    shelf: Shelf, name: str, recorded: Order | None, sizes: Sequence[Size]
) -> tuple[Order, Source | None]:
    """The size that the reader ran, as long as it is remembered; else the recording."""
    ran = st.session_state.get(_key(name))
    for size in sizes:
        if size.order.training_key == ran:
            found = desk().find(size.order) or shelf.find(size.order)
            if found:
                return size.order, found
    if recorded is None:
        return sizes[0].order, None
    return recorded, shelf.find(recorded)


def _look(
    shelf: Shelf,
    name: str,
    recorded: Order | None,
    sizes: Sequence[Size],
    show: Callable[[Shown], None],
    live: bool,
) -> None:
    # `live` holds for all that is drawn here, even if the run ends meanwhile: the next look notices.
    order, source = _on_screen(shelf, name, recorded, sizes)
    if _live(source) != live:
        st.rerun()
    if isinstance(source, Run):
        desk().watch(source, _watcher(name))
    if source is None:
        with st.container(horizontal=True, vertical_alignment="center", key=f"run_state_{name}"):
            _buttons(name, sizes, None)
        show(Shown(order))
        return
    state_line(source, lambda found: _buttons(name, sizes, source), f"run_state_{name}")
    show(_shown(shelf, order, source, recorded, live))


def _shown(shelf: Shelf, order: Order, source: Source, recorded: Order | None, live: bool) -> Shown:
    """What the source has; the recording where a run ended before it had anything to show."""
    ended_empty = not source.snapshots and not live
    recording = shelf.find(recorded) if ended_empty and recorded else None
    if recording:
        order, source = recording.order, recording
    return Shown(
        order,
        source.snapshots,
        source.gallery,
        live=live,
        recorded=isinstance(source, Recording),
    )


def _buttons(name: str, sizes: Sequence[Size], source: Source | None) -> None:
    """A button for each size that is not what is shown, finished, already."""
    done = source.key if isinstance(source, Run) and source.state == "finished" else None
    for place, size in enumerate(sizes):
        if size.order.training_key != done:
            st.button(
                size.label,
                key=f"_run_{name}_{place}",
                type="primary" if place == 0 else "secondary",
                icon=":material/play_arrow:",
                on_click=_run,
                args=(name, size.order),
            )


def _run(name: str, order: Order) -> None:
    st.session_state[_key(name)] = order.training_key
    desk().submit(order, _watcher(name), again=True)


def _live(source: Source | None) -> bool:
    return isinstance(source, Run) and source.live


def _key(name: str) -> str:
    return f"_study_{name}"


def _watcher(name: str) -> str:
    """Several studies of one page are several watchers, so that none dismisses another's run."""
    return f"{state.watcher()} {name}"
