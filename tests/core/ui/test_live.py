"""What is followed, and what below it is left alone meanwhile."""

from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from core.experiment import Experiment
from core.runs import Run
from core.ui import live


def page():
    import streamlit as st

    from core.experiment import Experiment
    from core.ui import live

    def count(name):
        st.session_state[name] = st.session_state.get(name, 0) + 1

    def draw(order, source, is_live):
        count("above")
        st.text(f"{order.dataset} {source} {is_live}")
        st.button("inside")
        st.button("all of it", on_click=live.draw_below_too)
        return below if st.session_state.get("below", True) else None

    def below():
        count("beneath")
        st.text("the rest")

    live.follow(lambda: (Experiment(), None), draw, "tests")


def test_what_is_returned_is_drawn_below():
    app = AppTest.from_function(page).run()
    assert [each.value for each in app.text] == ["digits None False", "the rest"]
    app.session_state["below"] = False
    assert [each.value for each in app.run().text] == ["digits None False"]


def test_where_the_whole_page_is_drawn_again_anyway_nothing_less_is_asked_for():
    # An app under test draws all of its page at each click; what fragments do is seen in the browser.
    app = AppTest.from_function(page).run()
    app.button[1].click().run()
    assert not app.exception
    assert (app.session_state["above"], app.session_state["beneath"]) == (2, 2)
    assert [each.value for each in app.text] == ["digits None False", "the rest"]


def test_the_more_readers_the_more_seldom_each_looks_and_never_too_seldom_to_see_the_end():
    alone, class_, crowd = (live.seconds_between_looks(n, drawing=0.02) for n in (1, 60, 2000))
    assert alone == 0.4
    assert class_ == 60 / live.LOOKS
    assert crowd == live.LONGEST < 3


def test_where_drawing_takes_long_there_is_too_much_to_do_and_looks_wait():
    assert live.seconds_between_looks(1, drawing=0.1) == pytest.approx(1.0)
    assert live.seconds_between_looks(1, drawing=9.0) == live.LONGEST


def test_all_who_look_at_one_moment_see_the_same_of_a_run(monkeypatch):
    run, now = Run(Experiment()), [100.0]
    monkeypatch.setattr(live.time, "monotonic", lambda: now[0])
    seen = live.as_all_see(run)
    run.begin()
    now[0] += live.FRESH / 2
    assert live.as_all_see(run) is seen
    assert (seen.state, run.state) == ("queued", "training")
    now[0] += live.FRESH
    later = live.as_all_see(run)
    assert (later.state, later.serial) == ("training", run.serial)
    assert live.stamp(later) != live.stamp(seen)


def test_what_is_drawn_of_one_source_is_no_other_s():
    one, another = Run(Experiment()), Run(Experiment())
    assert live.stamp(one) != live.stamp(another)
    before = live.stamp(one)
    one.begin()
    assert live.stamp(one) != before


def test_a_run_s_crowd_is_remembered_to_its_end(monkeypatch):
    """At the end of a busy time few have looked of late; the whole page for each would take longer."""
    run, looking = Run(Experiment()), [200]
    monkeypatch.setattr(live, "desk", lambda: SimpleNamespace(readers=looking[0]))
    assert live.most_readers(run) == 200
    looking[0] = 3
    assert live.most_readers(run) == 200
    assert live.most_readers(Run(Experiment())) == 3
    assert live.most_readers(None) == 3


def test_the_rest_of_the_page_is_drawn_when_nobody_waits_and_after_who_clicked(monkeypatch):
    asked, session = [], {}
    monkeypatch.setattr(live.st, "session_state", session)
    monkeypatch.setattr(live.st, "rerun", lambda: asked.append(live.only_looks_on()))
    for awaited in (True, False):
        monkeypatch.setattr(live, "is_awaited", lambda awaited=awaited: awaited)
        live._draw_all()
    assert asked == [True]
    assert not live.only_looks_on(), "what the reader asks for next is the reader's"
