"""A study on screen: its recording first, and the same run here on one click, at more than one size."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import streamlit as st

from core.experiment import Order
from core.measures.snapshot import ComparisonSnapshot, Gallery, Snapshot
from core.recordings import Recording, Shelf
from core.runs import Run
from core.runs.run import FINISHED
from core.ui import staging, state
from core.ui.desk import desk
from core.ui.live import Below, Source, draw_below_too, follow, stamp
from core.ui.run_state import state_line


@dataclass(frozen=True)
class Size:
    """One way to run a study: what the button says, and what it trains."""

    label: str
    order: Order


@dataclass(frozen=True)
class Shown:
    """What a study shows at this moment. No snapshots: nothing is trained or measured yet.

    stamp: tells where the snapshots are from, and how far they go, from all else; for `once`.
    """

    order: Order
    snapshots: tuple[Snapshot, ...] | tuple[ComparisonSnapshot, ...] = ()
    gallery: Gallery | None = None
    live: bool = False
    recorded: bool = False
    stamp: Hashable = None


@dataclass(frozen=True)
class Study:
    """The recording, until the reader runs a size; then that run, live.

    shelf: where its recordings are. name: no other study of the page has it. recorded: what its
    recording trained, where one was shipped. sizes: the runs on offer, the first of which stands for
    the study where there is no recording. show: draws what is shown, below the line that tells the
    run's state, and may return what draws the rest; it is called again and again while live.
    """

    shelf: Shelf
    name: str
    recorded: Order
    sizes: Sequence[Size]
    show: Callable[[Shown], Below | None]

    def draw(self) -> None:
        """Put it on screen."""
        follow(self._on_screen, self._draw, self._watcher)

    def _on_screen(self) -> tuple[Order, Source | None]:
        """The size that the reader ran, as long as it is remembered; else the recording."""
        ran = st.session_state.get(self._ran)
        for size in self.sizes:
            if size.order.training_key == ran:
                found = desk().find(size.order) or self.shelf.find(size.order)
                if found:
                    return size.order, found
        recording = self.shelf.find(self.recorded)
        return (self.recorded, recording) if recording else (self.sizes[0].order, None)

    def _draw(self, order: Order, source: Source | None, live: bool) -> Below | None:
        key = f"run_state_{self.name}"
        if source is None:
            with st.container(horizontal=True, vertical_alignment="center", key=key):
                self._buttons(None)
            return self.show(Shown(order))
        state_line(source, lambda _state: self._buttons(source), key)
        return self.show(self._shown(order, source, live))

    def _shown(self, order: Order, source: Source, live: bool) -> Shown:
        """What the source has; the recording where it has nothing to show, yet or any more.

        So what a reader looks at stays where it is when a run starts, until the first numbers come.
        """
        recording = None if source.snapshots else self.shelf.find(self.recorded)
        if recording:
            order, source, live = recording.order, recording, False
        recorded = isinstance(source, Recording)
        return Shown(order, source.snapshots, source.gallery, live, recorded, stamp(source))

    def _buttons(self, source: Source | None) -> None:
        """A button for each size that is not what is shown, finished, already."""
        if staging.hidden("run"):
            return
        done = source.key if isinstance(source, Run) and source.state == FINISHED else None
        for place, size in enumerate(self.sizes):
            if size.order.training_key != done:
                st.button(
                    size.label,
                    key=f"_run_{self.name}_{place}",
                    type="primary" if place == 0 else "secondary",
                    icon=":material/play_arrow:",
                    on_click=self._run,
                    args=(size.order,),
                )

    def _run(self, order: Order) -> None:
        st.session_state[self._ran] = order.training_key
        desk().submit(order, self._watcher, again=True)
        draw_below_too()  # of a run that somebody has had trained before no end will do it

    @property
    def _ran(self) -> str:
        """The key of the session's state under which it remembers what the reader ran."""
        return f"_study_{self.name}"

    @property
    def _watcher(self) -> str:
        """Several studies of one page are several watchers, so that none dismisses another's run."""
        return f"{state.watcher()} {self.name}"
