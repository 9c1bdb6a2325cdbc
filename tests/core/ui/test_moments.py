"""Which moment of a run is shown, and the slider that goes with it."""

import pytest
from streamlit.testing.v1 import AppTest

from core.ui.moments import FIRST, LAST

RECORDING = {"measured": [0.0, 0.25, 0.5, 0.75, 1.0, 2.0], "live": False, "recorded": True}


def page():
    import streamlit as st

    from core.experiment import Experiment
    from core.ui.moments import Moments

    options = dict(st.session_state["options"])
    moments = Moments(Experiment(epochs=2, seed=options.pop("seed", 1)), **options)
    st.text(f"{moments.place}")
    moments.slider()


def look(app, **options):
    """The page once more, with these moments; the place that it shows, or None."""
    app.session_state["options"] = RECORDING | options
    app.run()
    assert not app.exception
    shown = app.text[0].value
    return None if shown == "None" else int(shown)


@pytest.fixture
def app():
    return AppTest.from_function(page)


@pytest.mark.parametrize(("default", "place", "epoch"), [(FIRST, 0, 0.0), (LAST, 5, 2.0), (3, 3, 0.8)])
def test_it_opens_where_its_page_says(default, place, epoch, app):
    assert look(app, default=default) == place
    slider = app.slider[0]
    assert (slider.min, slider.max, slider.step, slider.value) == (0.0, 2.0, 0.1, epoch)
    assert not slider.disabled
    assert look(app, default=default) == place, "what the slider shows is no other moment"


def test_the_reader_s_moment_is_the_nearest_that_was_measured(app):
    look(app)
    for epoch, place in ((0.4, 2), (0.1, 0), (0.2, 1), (1.4, 4), (1.6, 5)):
        app.slider[0].set_value(epoch).run()
        assert app.text[0].value == str(place)


def test_a_live_run_is_followed_and_what_it_stood_at_is_no_choice(app):
    live = {"live": True, "recorded": False, "default": FIRST}
    for newest, epoch in enumerate((0.0, 0.2, 0.5)):
        assert look(app, measured=RECORDING["measured"][: newest + 1], **live) == newest
        assert app.slider[0].value == pytest.approx(epoch)
        assert app.slider[0].disabled
    assert look(app, recorded=False, default=LAST) == 5
    assert not app.slider[0].disabled
    assert app.slider[0].value == 2.0


def test_every_run_has_a_slider_of_its_own(app):
    look(app)
    app.slider[0].set_value(0.0).run()
    assert look(app) == 0
    assert look(app, recorded=False) == 5, "a run of what the recording trained"
    assert look(app, seed=2) == 5, "another recording"


def test_whole_epochs_only_are_told_as_such(app):
    assert look(app, measured=[0, 1, 2], step=1, default=1) == 1
    slider = app.slider[0]
    assert (slider.min, slider.max, slider.step, slider.value) == (0, 2, 1, 1)
    assert slider.proto.format == "epoch %d"


@pytest.mark.parametrize("live", [True, False])
def test_before_anything_was_measured_it_waits_at_the_start(live, app):
    assert look(app, measured=[], live=live, recorded=False) is None
    assert app.slider[0].value == 0.0
    assert app.slider[0].disabled
    assert look(app, recorded=False) == 5, "waiting at the start is no choice of it"
