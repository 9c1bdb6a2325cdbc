"""What is followed, and what below it is left alone meanwhile."""

from streamlit.testing.v1 import AppTest


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
