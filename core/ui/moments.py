"""Which moment of a run a page shows, and the slider that moves through them."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import streamlit as st

from core.experiment import Order
from core.language import _

FIRST, LAST = 0, -1
_PART = "_moment_part"


@dataclass(frozen=True)
class Moments:
    """What was measured of a run so far, one moment of which is on screen.

    order: what the run trains. measured: the epoch of each moment. live, recorded: whether more is to
    come, whether it is a recording. A live run is shown at its newest moment; any other at the one that
    the reader chose, and first at the `default`: FIRST, LAST or any other place.
    step: of the slider, in epochs; 1 for whole ones only. kept: whether a run without a choice of its
    own opens where the reader left the last one that keeps its moment, by the part of its epochs.
    """

    order: Order
    measured: Sequence[float]
    live: bool
    recorded: bool
    default: int = LAST
    step: float = 0.1
    kept: bool = False

    @property
    def place(self) -> int | None:
        """The place of the moment that is shown; None before anything was measured."""
        if not self.measured:
            return None
        if self.live:
            return len(self.measured) - 1
        chosen = st.session_state.get(self._key)
        if chosen is None and self.kept and _PART in st.session_state:
            chosen = st.session_state[_PART] * self.order.epochs
        if chosen is None:
            return range(len(self.measured))[self.default]
        return min(range(len(self.measured)), key=lambda place: abs(self.measured[place] - chosen))

    def slider(self) -> None:
        """Move through them: over all epochs of the run, out of reach while it only follows."""
        kind, form = (int, "%d") if self.step == 1 else (float, "%.1f")
        place = self.place
        shown = kind(0) if place is None else kind(round(self.measured[place], 1))
        if self._only_follows:
            st.session_state[self._key] = shown
        st.slider(
            _("moment"),
            min_value=kind(0),
            max_value=kind(self.order.epochs),
            value=shown,
            step=self.step,
            format=_("epoch {number}").format(number=form),
            key=self._key,
            disabled=self._only_follows,
            label_visibility="collapsed",
            on_change=self._keep,
        )

    def _keep(self) -> None:
        if self.kept:
            st.session_state[_PART] = st.session_state[self._key] / self.order.epochs

    @property
    def _only_follows(self) -> bool:
        return self.live or not self.measured

    @property
    def _key(self) -> str:
        # One run's moment is never taken for another's, nor a place that nobody chose for a choice.
        kind = "live" if self._only_follows else "recorded" if self.recorded else "run"
        return f"_moment_{kind}_{crc32(self.order.training_key.encode())}"
