"""The player beside the moment slider: its buttons, and what the browser sends while it plays."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.ui import moments, player_clock
from core.ui.moments import FIRST

EPOCHS = 15
MEASURED = [float(epoch) for epoch in range(EPOCHS + 1)]  # 0.2 seconds each
RECORDING = {"measured": MEASURED, "live": False, "recorded": True, "default": FIRST, "kept": True}
LIVE = {"measured": MEASURED[:3], "live": True, "recorded": False}
ENDED = {"measured": MEASURED, "live": False, "recorded": False}
SAID = "Keras says 98.7 % of accuracy."


def page():
    import streamlit as st

    from core.experiment import Experiment
    from core.ui.moments import Moments

    options = dict(st.session_state["options"])
    shown = Moments(Experiment(epochs=15, seed=options.pop("seed", 1)), **options)
    st.text(f"{shown.place}")
    shown.slider("Keras says **98.7 %** of `accuracy`.")


class Screen:
    """The page under test, with a clock and a browser that the test holds."""

    def __init__(self, monkeypatch) -> None:
        self.now, self.sent, self.data = 50.0, {}, {}
        monkeypatch.setattr(moments.time, "monotonic", lambda: self.now)
        monkeypatch.setattr(player_clock, "clock", self._clock)
        monkeypatch.setattr(player_clock, "answer", lambda name: self.sent.get(name))
        self.app = AppTest.from_function(page)

    def _clock(self, data, **when) -> None:
        self.data = data
        for name, callback in when.items():
            st.button(name, key=f"browser_{name}", on_click=callback)

    def show(self, **options) -> "Screen":
        self.app.session_state["options"] = options
        self.app.run()
        return self

    def press(self, name: str) -> "Screen":
        self.sent = {}
        self.app.button(key=f"player_{name}").click().run()
        assert not self.app.exception
        return self

    def browser(self, name: str, sent=None, after: float = 0.0) -> "Screen":
        self.now, self.sent = self.now + after, {name: sent}
        self.app.button(key=f"browser_{name}").click().run()
        assert not self.app.exception
        return self

    @property
    def place(self) -> int:
        place = int(self.app.text[0].value)
        assert self.app.slider[0].value == MEASURED[place], "the slider shows what is shown"
        return place

    @property
    def plays(self) -> bool:
        asked = self.data["frame"] is not None
        assert self.app.button(key="player_play").label == ("Pause" if asked else "Play")
        return asked


@pytest.fixture
def screen(monkeypatch):
    return Screen(monkeypatch)


def test_a_recording_that_was_just_opened_stands_still(screen):
    screen.show(**RECORDING)
    assert (screen.place, screen.plays, screen.data["ended"]) == (0, False, None)


def test_play_goes_on_from_the_moment_on_screen_to_the_end(screen):
    screen.show(**RECORDING).press("forward").press("forward").press("play")
    assert (screen.place, screen.plays) == (2, True)
    assert screen.data["wait"] == pytest.approx(200)
    assert screen.browser("tick", after=0.5).place == 4
    assert screen.data["wait"] == pytest.approx(100)
    screen.browser("tick", after=60)
    assert (screen.place, screen.plays) == (EPOCHS, False)
    screen.press("play")
    assert (screen.place, screen.plays) == (0, True)


def test_every_answered_tick_asks_for_the_next(screen):
    screen.show(**RECORDING).press("play")
    frames = [screen.data["frame"]]
    for _ in range(3):
        frames.append(screen.browser("tick", after=0.01).data["frame"])
    assert screen.place == 0
    assert len(set(frames)) == 4


def test_pause_a_step_skip_and_the_slider_stop_it(screen):
    screen.show(**RECORDING).press("play").browser("tick", after=1)
    assert (screen.press("play").place, screen.plays) == (5, False)
    screen.press("play").press("back")
    assert (screen.place, screen.plays) == (4, False)
    screen.press("play").press("skip")
    assert (screen.place, screen.plays) == (EPOCHS, False)
    screen.press("play").browser("tick", after=1)
    screen.app.slider[0].set_value(9.0).run()
    assert (screen.place, screen.plays) == (9, False)
    assert screen.browser("tick", after=1).place == 9, "a tick that comes late moves nothing"


def test_a_browser_that_has_not_heard_yet_chooses_nothing(screen):
    """Its next request says where the slider stood before; Streamlit calls that a change."""
    screen.show(**RECORDING).press("play").browser("tick", after=1)
    screen.app.slider[0].set_value(0.0)
    assert screen.browser("tick", after=0.2).place == 6
    assert screen.plays, "it plays on"
    screen.app.slider[0].set_value(5.0)
    assert screen.press("skip").place == EPOCHS
    for late in (6.0, 5.0):
        screen.app.slider[0].set_value(late)
        assert screen.browser("tick", after=0.3).place == EPOCHS
    screen.app.slider[0].set_value(EPOCHS - 1.0).run()
    assert screen.place == EPOCHS - 1, "where it never was, it is put by the reader"
    screen.now += moments.LATE + 0.1
    screen.app.slider[0].set_value(5.0).run()
    assert screen.place == 5, "and so it is where it was, later"


def test_a_tick_from_before_is_told_by_its_frame_however_late_it_comes(screen):
    screen.show(**RECORDING).press("play").browser("tick", after=1)
    frame = screen.data["frame"]
    screen.press("skip")
    screen.app.slider[0].set_value(5.0)
    assert screen.browser("tick", frame, after=5 * moments.LATE).place == EPOCHS
    assert not screen.plays
    screen.press("play").browser("tick", screen.data["frame"])
    screen.app.slider[0].set_value(9.0)
    assert screen.browser("tick", screen.data["frame"]).place == 9, "what it had heard of, it chose"


def test_two_steps_at_once_are_two(screen):
    screen.show(**RECORDING).press("forward")
    screen.app.slider[0].set_value(0.0)
    assert screen.press("forward").place == 2


def test_what_one_run_s_slider_left_another_s_may_choose(screen):
    screen.show(**RECORDING).press("forward")
    screen.show(**RECORDING, seed=2)
    screen.app.slider[0].set_value(0.0).run()
    assert screen.place == 0


def test_steps_stay_in_the_run_and_reach_moments_that_the_slider_cannot_tell_apart(screen):
    close = {**RECORDING, "measured": [0.0, 0.02, 0.04, 15.0]}
    screen.show(**close).press("back")
    seen = []
    for _ in range(4):
        seen.append(screen.app.text[0].value)
        screen.press("forward")
    assert seen == ["0", "1", "2", "3"]
    assert screen.app.text[0].value == "3"


def test_keys_do_what_the_buttons_do_and_no_other_word_does_anything(screen):
    screen.show(**RECORDING)
    assert screen.browser("key", "forward").place == 1
    assert screen.browser("key", "back").place == 0
    assert screen.browser("key", "skip").place == 0
    assert screen.browser("key", {"no": "word"}).place == 0
    assert screen.browser("key", "play").plays


def test_a_run_that_just_ended_is_said_and_plays_once_from_its_first_moment(screen):
    screen.show(**LIVE)
    assert (screen.place, screen.data["said"]) == (2, "")
    assert all(screen.app.button(key=f"player_{each}").disabled for each in ("back", "play", "skip"))
    screen.show(**ENDED)
    assert (screen.place, screen.plays, screen.data["said"]) == (EPOCHS, False, SAID)
    screen.browser("seen", player_clock.PLAY)
    assert (screen.place, screen.plays, screen.data["ended"]) == (0, True, None)
    assert screen.browser("tick", after=60).place == EPOCHS
    screen.show(**ENDED)
    assert (screen.place, screen.plays, screen.data["said"]) == (EPOCHS, False, "")


def test_it_stays_at_its_end_for_who_asks_for_reduced_motion(screen):
    screen.show(**LIVE).show(**ENDED).browser("seen", player_clock.STILL)
    assert (screen.place, screen.plays, screen.data["ended"]) == (EPOCHS, False, None)


def test_a_run_that_was_stopped_is_said_but_not_played(screen):
    stopped = {**ENDED, "measured": MEASURED[:8]}
    assert screen.show(**LIVE).show(**stopped).data["said"] == SAID
    screen.browser("seen", player_clock.PLAY)
    assert (screen.place, screen.plays) == (7, False)


def test_nothing_plays_that_this_reader_did_not_see_live(screen):
    assert screen.show(**ENDED).data["ended"] is None
    screen.browser("seen", player_clock.PLAY)
    assert (screen.place, screen.plays) == (EPOCHS, False)
    screen.show(**LIVE).show(**ENDED, seed=2)
    assert screen.data["ended"] is None
    screen.show(**LIVE).show(**RECORDING)
    assert screen.data["ended"] is None


def test_what_the_reader_does_first_takes_the_place_of_playing(screen):
    screen.show(**LIVE).show(**ENDED).press("back")
    assert screen.browser("seen", player_clock.PLAY).place == EPOCHS - 1
    assert not screen.plays


def test_a_moment_is_kept_for_the_next_recording_and_an_end_too(screen):
    screen.show(**RECORDING).press("play").browser("tick", after=1)
    assert screen.show(**RECORDING, seed=2).place == 5
    assert not screen.plays, "another recording has not been started"
    screen.press("skip")
    assert screen.show(**RECORDING).place == EPOCHS
