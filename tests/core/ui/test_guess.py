"""Guesses: what a session has guessed, and that it stays guessed until it is taken back."""

from streamlit.testing.v1 import AppTest


def page():
    import streamlit as st

    from core.ui import guess

    if st.checkbox("asks", value=True):
        told = (
            guess.share("a share", "How much?"),
            guess.number("a number", "How many?", 0, 1000, step=10),
            guess.span("a span", "Between?", 30, 100),
            guess.pick("a pick", "Which?", {"one": "the one", "other": "the other"}),
        )
        st.text(told)
        for key in ("a share", "a pick"):
            guess.again(key)
    st.text(guess.made("a share"))
    st.text([guess.just_made("a share") for _time in range(2)])


def told(app):
    return app.text[0].value


def test_a_guess_is_made_by_its_button_and_outlives_its_control():
    app = AppTest.from_function(page).run()
    assert told(app) == "(None, None, None, None)"
    assert app.button(key="_show_a pick").disabled, "nothing is picked yet"
    app.slider(key="_guess_a share").set_value(40).run()
    app.radio(key="_guess_a pick").set_value("other").run()
    assert told(app) == "(None, None, None, None)", "a moved slider is no guess"
    for key in ("a share", "a number", "a span", "a pick"):
        app.button(key=f"_show_{key}").click().run()
    assert told(app) == "(0.4, 500, (47, 83), 'other')"
    assert all(each.disabled for each in (*app.slider, *app.radio))
    app.checkbox[0].uncheck().run()
    assert app.text[0].value == "0.4"
    app.checkbox[0].check().run()
    assert told(app) == "(0.4, 500, (47, 83), 'other')"
    assert [each.value for each in app.slider] == [40, 500, (47, 83)]
    assert app.radio[0].value == "other"


def test_guess_again_forgets_that_guess_alone():
    app = AppTest.from_function(page).run()
    app.button(key="_show_a share").click().run()
    assert app.text[2].value == "[True, False]"
    app.button(key="_show_a number").click().run()
    assert app.text[2].value == "[False, False]"
    app.button(key="_again_a share").click().run()
    assert told(app) == "(None, 500, None, None)"
    assert not app.slider(key="_guess_a share").disabled
    assert app.slider(key="_guess_a number").disabled
