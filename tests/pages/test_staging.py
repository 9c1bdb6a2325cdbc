"""A link hides controls, opens a run at a moment, has the reader guess first; *Share* says it all."""

from html import escape
from urllib.parse import parse_qsl, urlsplit

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.questions import parts
from tests.pages.conftest import APP

pytestmark = pytest.mark.usefixtures("instant_desk")
STAGES = {each.STAGE.name: each.STAGE for each in parts("stage")}
KINDS = (
    *("radio", "toggle", "checkbox", "slider", "selectbox", "multiselect"),
    *("number_input", "text_input", "button_group", "pills", "segmented_control"),
)


def open_page(page="playground", shared=False, **parameters):
    """shared: whether *Share* is open."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    app.session_state["share"] = shared
    for name, value in parameters.items():
        app.query_params[name] = value
    if page != "playground":
        app.switch_page(f"pages/{page}.py")
    app.run()
    assert not app.exception
    return app


def controls(app):
    return {each.key for kind in KINDS for each in app.get(kind)}


def warned(app):
    return "\n".join(each.value for each in app.warning)


# What can be done on each page beside what a link can hide: with the answers, the text, the tables.
ALWAYS = {
    "playground": {"_kind"},
    "lesson": {"_guess_lesson_cells", "_lesson_control"},
    "topics": set(),
    "predictions": {"_predictions_marked"},
    "check": {"_check_code", "_check_rule"},
}
LINKS = {"traps": {"trap": "threshold"}}


@pytest.mark.parametrize("embedded", [False, True])
@pytest.mark.parametrize("page", STAGES)
def test_a_page_without_its_controls_says_what_its_link_says(page, embedded, monkeypatch):
    monkeypatch.setattr(type(st.context), "is_embedded", embedded)
    link = LINKS.get(page, {})
    whole, bare = open_page(page, **link), open_page(page, **link, hide="all")
    names = STAGES[page].controls(link)
    left = {key for key in controls(bare) if key and not key.startswith("_predictions")}
    assert not left & set(names), left
    assert left <= ALWAYS.get(page, set()) | {"whole"}, left
    assert not bare.warning
    assert len(controls(whole)) > len(controls(bare)) or page == "check"
    said = [[each.value for each in app.subheader][:1] for app in (whole, bare)]
    assert said[0] == said[1], "the state is the same"
    assert not bare.sidebar.children


def test_what_is_hidden_stands_where_the_link_puts_it_and_presets_still_set_it():
    link = {"loss": "categorical_crossentropy", "activation": "sigmoid", "metric": "binary_accuracy"}
    app = open_page(**link, show="activation,presets")
    assert controls(app) & {"loss", "epochs", "activation"} == {"activation"}
    metrics = [each.value for each in app.metric]
    assert metrics == [each.value for each in open_page(**link).metric]
    assert app.query_params["loss"] == "categorical_crossentropy"
    app.segmented_control(key="activation").set_value("softmax").run()
    assert [each.value for each in app.metric] != metrics
    assert app.query_params["loss"] == "categorical_crossentropy"
    app.button(key="_preset_today").click().run()
    assert "3.15.1" in app.subheader[0].value


def test_nonsense_is_said_once_and_the_rest_is_done():
    app = open_page("diabetes", hide="scaled,lss", show="<b>", ask="2", moment="1")
    for word in (
        "hide=lss",
        "show=<b>",
        "ask=2",
        "moment=1",
        "`keras`, `scaled`, `holdout`, `run`, `code`",
    ):
        assert word in warned(app)
    assert "scaled" not in controls(app)
    assert {"keras", "holdout"} <= controls(app)
    assert warned(app.run()).count("hide=lss") == 1
    assert app.query_params["hide"] == "scaled"
    assert not {"show", "ask", "moment"} & app.query_params.keys()


def test_a_run_opens_at_the_moment_of_the_link():
    said = {moment: open_page(**moment_of(moment)).subheader[0].value for moment in (None, "15", "7.4")}
    assert "Before training" in said[None]
    assert len(set(said.values())) == len(said)
    app = open_page(moment="7.4")
    assert [each.value for each in app.slider if each.key.startswith("_moment")] == [7]
    app.button(key="player_skip").click().run()
    assert app.subheader[0].value == said["15"]


def moment_of(moment):
    return {} if moment is None else {"moment": moment}


# Guess first.

ANSWERS = {
    "playground": "You guessed 60 %; it reports 90.0 %.",
    "mnist": "You guessed 60 %; it reports 99.7 %.",
    "topics": "You guessed 60 %; the net is right ",
    "diabetes": "You guessed 60 %; the mean is 71.5 %.",
}


def test_pages_that_ask_are_those_that_have_a_question():
    assert {name for name, stage in STAGES.items() if stage.asks({})} == set(ANSWERS)


@pytest.mark.parametrize("page", ANSWERS)
def test_nothing_is_reported_before_the_guess_and_all_of_it_after(page):
    whole, app = open_page(page), open_page(page, ask="1")
    assert not app.metric
    assert not app.get("vega_lite_chart")
    (headline,) = (each.value for each in app.subheader)
    assert headline.endswith("?")
    assert not any(each.value in headline for each in whole.subheader)
    app.slider(key=f"_guess_{page}").set_value(60).run()
    assert not app.metric
    app.button(key=f"_show_{page}").click().run()
    assert [each.value for each in app.metric] == [each.value for each in whole.metric]
    assert [each.value for each in app.subheader] == [each.value for each in whole.subheader]
    told = [each.value.replace("\N{NO-BREAK SPACE}", " ") for each in app.markdown]
    assert [each for each in told if ANSWERS[page] in each]


def test_there_is_one_guess_for_a_link():
    app = open_page(ask="1")
    app.button(key="_show_playground").click().run()
    app.radio(key="metric").set_value("categorical_accuracy").run()
    assert app.metric
    told = " ".join(each.value for each in app.markdown)
    assert "What this link opened with: You guessed 50" in told.replace("\N{NO-BREAK SPACE}", " ")
    assert "90.0" in told.split("What this link opened with")[1]


# *Share*, and the page for teachers.


def in_hand(app):
    """What the shared link says, and with it the iframe's."""
    assert not app.exception
    said = [each.value for each in app.code]
    (place,) = (place for place, each in enumerate(said) if "<iframe" in each)
    link = said[place - 1]
    more = "&amp;embed=true" if "?" in link else "?embed=true"
    assert f'<iframe src="{escape(link)}{more}" title="Which Accuracy? ' in said[place]
    return dict(parse_qsl(urlsplit(link).query))


def test_share_says_the_state_in_hand_once_it_is_opened():
    assert not [each for each in open_page("diabetes").code if "<iframe" in each.value]
    links = (
        ("diabetes", {"keras": "3.15.1", "holdout": "yes", "hide": "code"}, {"holdout": "true"}),
        ("traps", {"trap": "threshold"}, {}),
        ("versions", {"view": "loading", "loss": "binary_crossentropy"}, {"loss": None}),
        ("arithmetic", {"reported": "99 %", "classes": "7"}, {}),
        ("topics", {"claim": "ratio"}, {}),
    )
    for page, link, otherwise in links:
        expected = {name: said for name, said in (link | otherwise).items() if said}
        assert in_hand(open_page(page, shared=True, **link)) == expected
    assert in_hand(open_page("versions", shared=True, show="loading")) == {"view": "loading"}, "old"


def test_share_names_the_moment_where_a_page_would_not_open_there_by_itself():
    for moment, named in (("7", {"moment": "7"}), ("15", {"moment": "15"}), ("0", {})):
        assert in_hand(open_page(shared=True, moment=moment)) == named
    assert in_hand(open_page("mnist", shared=True, moment="2")) == {}
    assert in_hand(open_page("mnist", shared=True, moment="0")) == {"moment": "0"}


def test_the_teacher_s_page():
    app = open_page("teach", link="mnist?net=question&hide=net&colour=red", height="600")
    assert "colour=red" in warned(app)
    assert app.selectbox(key="_teach_page").value == "mnist"
    assert app.query_params["link"] == "mnist?net=question&hide=net"
    (frame,) = app.get("iframe")
    assert frame.proto.src == "/mnist?net=question&hide=net&embed=true"
    link, snippet = (each.value for each in app.code)
    assert link.endswith("/mnist?net=question&hide=net")
    assert 'height="600"' in snippet
    assert "net=question&amp;hide=net&amp;embed=true" in snippet
    app.text_input(key="_teach_pasted").set_value("https://elsewhere.example/").run()
    assert "elsewhere.example" in warned(app)
    assert app.query_params["link"] == "mnist?net=question&hide=net", "nothing was changed"
    app.text_input(key="_teach_pasted").set_value("traps?trap=threshold&lang=zh&ask=1").run()
    assert "ask=1" in warned(app)
    assert app.query_params["link"] == "traps?trap=threshold&lang=zh"
    app.selectbox(key="_teach_page").set_value("diabetes").run()
    assert not app.warning
    app.toggle(key="_teach_ask").set_value(True).run()
    app.pills(key="_teach_shown").set_value(["scaled"]).run()
    assert app.query_params["link"] == "diabetes?show=scaled&ask=1&lang=zh"
    again = open_page("teach", link=app.query_params["link"])
    assert [each.value for each in again.code] == [
        each.value.replace("600", "450") for each in app.code
    ]
