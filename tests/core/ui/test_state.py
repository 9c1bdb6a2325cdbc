"""What a URL asks for, as a page's controls take it."""

import pytest
from streamlit.testing.v1 import AppTest

from core.experiment import DEFAULTS, OFFERED, Between, OneOf, YesNo
from core.ui import state

LIMITS = {"keras": OneOf(("2.2.4", "3.15.1")), "scaled": YesNo(), "epochs": Between(int, 1, 9)}
INSTEAD = {"keras": "2.2.4", "scaled": False, "epochs": 5}


def read(**url):
    return state.as_controls_read(url, LIMITS, INSTEAD)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("true", "True", "TRUE", "1", "yes", "Yes", "on", "ON"), "true"),
        (("false", "False", "0", "no", "NO", "off"), "false"),
    ],
)
def test_a_switch_is_spelled_as_its_control_takes_it(words, text):
    for word in words:
        assert read(scaled=word) == ({"scaled": text}, ())


def test_what_is_within_limits_stays_as_it_was_written():
    url = {"keras": "3.15.1", "epochs": "07", "lang": "de", "utm": "x"}
    assert read(**url) == (url, ())


def test_an_old_name_is_read_as_todays():
    assert read(version="3.15.1", scaled="true") == ({"keras": "3.15.1", "scaled": "true"}, ())
    assert read(version="3.15.1", keras="2.2.4") == ({"keras": "2.2.4"}, ())
    assert read(keras="2.2.4", version="3.15.1") == ({"keras": "2.2.4"}, ())
    limits = {"scaled": YesNo()}
    left = state.as_controls_read({"version": "7"}, limits, INSTEAD)
    assert left == ({"version": "7"}, ()), "no page's own: not ours to judge"


def test_what_is_outside_is_named_as_the_reader_wrote_it():
    kept, problems = read(version="9.9", scaled="perhaps", epochs="10", lang="de")
    assert kept == {"lang": "de"}
    told = {each.name: (each.given, each.used) for each in problems}
    assert told == {
        "version": ("9.9", "2.2.4"),
        "scaled": ("perhaps", False),
        "epochs": ("10", 5),
    }
    assert [each.reason for each in problems] == [
        "it must be one of 2.2.4, 3.15.1",
        "it must be true or false",
        "it must be a whole number from 1 to 9",
    ]


def test_reading_what_was_read_changes_nothing():
    url = {name: state.in_url(value) for name, value in DEFAULTS.items() if name in OFFERED}
    assert state.as_controls_read(url, OFFERED, DEFAULTS) == (url, ())
    once, _ = state.as_controls_read(url | {"from_logits": "Yes"}, OFFERED, DEFAULTS)
    assert once["from_logits"] == "true"
    assert state.as_controls_read(once, OFFERED, DEFAULTS) == (once, ())


def page():
    import streamlit as st

    from core.experiment import OneOf
    from core.ui import state

    state.read_parameters({"keras": OneOf(tuple(st.session_state["offered"]))}, {"keras": "a"})
    st.text(st.session_state["keras"])


def look(app, offered, **chosen):
    """What a page of these versions stands at, in a session that has chosen."""
    app.session_state["offered"] = offered
    for name, value in chosen.items():
        app.session_state[name] = value
    return app.run().text[0].value


def test_what_a_page_cannot_take_waits_for_one_that_can():
    app = AppTest.from_function(page)
    assert look(app, "abc", keras="c") == "c"
    assert look(app, "ab") == "a"
    assert look(app, "ab") == "a"
    assert look(app, "abc") == "c"
    assert look(app, "ab") == "a"
    assert look(app, "ab", keras="b") == "b"
    assert look(app, "abc") == "b", "what was chosen last"
    assert look(app, "abc", keras="a") == "a", "and what it replaced is forgotten"


def test_what_waits_does_not_go_before_a_link():
    app = AppTest.from_function(page)
    look(app, "ab", keras="c")
    app.query_params["keras"] = "b"
    assert look(app, "abc") == "a", "the control takes its value from the URL"
    del app.query_params["keras"]
    assert look(app, "abc") == "a"
