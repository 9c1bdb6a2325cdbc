"""Which moment of a run a page shows, the slider that moves through them, and the player beside it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import streamlit as st

from core.experiment import Order
from core.language import _
from core.ui import player_bar, player_clock, staging
from core.ui.live import draw_below_too
from core.ui.player import Player

FIRST, LAST = 0, -1
_PART = "_moment_part"
_PLAYER = "_moment_player"
_FOLLOWED = "_moment_followed"
_ENDED = "_moment_ended"
_MOVED = "_moment_moved"
LATE = 1.0  # seconds for which a browser may not have heard of a moment that it did not choose itself


@dataclass(frozen=True)
class Moments:
    """What was measured of a run so far, one moment of which is on screen.

    order: what the run trains. measured: the epoch of each moment. live, recorded: whether more is to
    come, whether it is a recording. A live run is shown at its newest moment; any other at the one that
    the reader chose, and first at the one that the link names, else at the `default`: FIRST, LAST or
    any other place. One that ends in front of its reader is played once from its first moment.
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
        return len(self.measured) - 1 if self.live else self._player.place

    def slider(self, headline: str = "") -> None:
        """Move through them, by hand or by themselves; out of reach while the run is only followed.

        headline: what is on screen in a sentence, which is read aloud where a run ends.
        """
        staging.on_screen(self._elsewhere)
        if staging.hidden(staging.MOMENTS):
            return
        ended, follows = self._just_ended(), self._only_follows
        player, now = None if follows else self._player, time.monotonic()
        plays = player is not None and player.playing
        with st.container(
            horizontal=True, wrap=False, vertical_alignment="center", gap="xxsmall", key="player"
        ):
            self._slide()
            player_bar.buttons(plays, follows, self._press)
            data = {
                "frame": player.frame if plays else None,
                "wait": 1000 * max(player.wait(now), player_clock.SHORTEST) if plays else 0,
                "ended": ended,
                "said": _spoken(headline) if ended else "",
                "still": follows,
            }
            player_clock.clock(data, tick=self._tick, seen=self._seen, key=self._key_pressed)

    def _slide(self) -> None:
        kind, form = (int, "%d") if self.step == 1 else (float, "%.1f")
        place = self.place
        shown = kind(0) if place is None else kind(round(self.measured[place], 1))
        stands_at = st.session_state.get(self._key)
        # Where the reader left it between two moments, it is left.
        if self._only_follows or stands_at is None or self._nearest(stands_at) != place:
            self._move(stands_at, shown)
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
            on_change=self._slid,
        )

    def _move(self, stands_at: float | None, shown: float) -> None:
        """Put the slider where it belongs, which is nobody's choice, and note from where.

        With whatever it sends, a browser says where its slider stands: until it has heard of the move,
        where it stood before. Streamlit takes that for what the reader chose.
        """
        now = time.monotonic()
        recent = {
            each: left or now for each, left in self._moved().items() if not left or now - left <= LATE
        }
        st.session_state[_MOVED] = (self._key, recent | {stands_at: now, shown: None})
        st.session_state[self._key] = shown

    def _moved(self) -> dict[float | None, float | None]:
        """Where the slider was put of late, and when it was taken away; None where it was last put."""
        run, moved = st.session_state.get(_MOVED, (None, {}))
        return moved if run == self._key else {}

    # What the reader does, and what the browser sends while it plays.

    def _slid(self) -> None:
        chosen = st.session_state[self._key]
        if not self._is_late(chosen):
            self._become(self._player.stand(self._nearest(chosen)))

    def _is_late(self, chosen: float) -> bool:
        """Whether the browser had not heard, when it sent this, where the slider had been put."""
        ticked = player_clock.answer("tick")
        if ticked is not None:
            return ticked != self._player.frame
        left = self._moved().get(chosen)
        return left is not None and time.monotonic() - left <= LATE

    def _press(self, name: str) -> None:
        player, now = self._player, time.monotonic()
        if name == "play":
            self._become(player.stand(player.place) if player.playing else player.play(now))
        elif name == "skip":
            self._become(player.stand(len(self.measured) - 1))
        else:
            self._become(player.stand(player.place + {"back": -1, "forward": 1}[name]))

    def _key_pressed(self) -> None:
        name = player_clock.answer("key")
        if name in player_clock.KEYS and not self._only_follows:
            self._press(name)

    def _tick(self) -> None:
        if self._player.playing:
            self._become(self._player.tick(time.monotonic()))

    def _seen(self) -> None:
        ended = st.session_state.pop(_ENDED, None)
        whole = bool(self.measured) and self.measured[-1] >= self.order.epochs
        if ended and whole and player_clock.answer("seen") == player_clock.PLAY:
            self._become(self._player.play(time.monotonic(), start=0))

    def _become(self, player: Player) -> None:
        st.session_state.pop(_ENDED, None)
        st.session_state[_PLAYER] = (self._key, player)
        if self.kept:
            st.session_state[_PART] = self.measured[player.place] / self.order.epochs
        if not player.playing:
            draw_below_too()

    def _just_ended(self) -> int | None:
        """What stands for the end of the run on screen, if its reader saw it live until now."""
        key, session = self.order.training_key, st.session_state
        if self.live:
            session[_FOLLOWED] = key
        elif self.measured and not self.recorded and session.get(_FOLLOWED) == key:
            del session[_FOLLOWED]
            session[_ENDED] = (self._key, time.monotonic_ns())
        run, end = session.get(_ENDED, (None, None))
        return end if run == self._key else None

    @property
    def _player(self) -> Player:
        run, player = st.session_state.get(_PLAYER, (None, None))
        if run == self._key and player.moments == len(self.measured):
            return player
        return Player(len(self.measured), self._opens_at)

    @property
    def _opens_at(self) -> int:
        if self.kept and _PART in st.session_state:
            return self._nearest(st.session_state[_PART] * self.order.epochs)
        asked = staging.opening()
        return range(len(self.measured))[self.default] if asked is None else self._nearest(asked)

    @property
    def _elsewhere(self) -> float | None:
        """The epoch on screen, where it is not the one at which a link without a moment would open."""
        place = self.place
        if place is None or self.live or place == range(len(self.measured))[self.default]:
            return None
        return round(self.measured[place], 2)

    def _nearest(self, epoch: float) -> int:
        return min(range(len(self.measured)), key=lambda place: abs(self.measured[place] - epoch))

    @property
    def _only_follows(self) -> bool:
        return self.live or not self.measured

    @property
    def _key(self) -> str:
        # One run's moment is never taken for another's, nor a place that nobody chose for a choice.
        kind = "live" if self._only_follows else "recorded" if self.recorded else "run"
        return f"_moment_{kind}_{crc32(self.order.training_key.encode())}"


def _spoken(markdown: str) -> str:
    """A sentence without the marks of code and of bold, which nobody wants to hear."""
    return markdown.replace("`", "").replace("**", "")
