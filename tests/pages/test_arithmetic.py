"""The page on arithmetic as its readers drive it, without a browser."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from core.questions.arithmetic.example import MADE, WHOLE
from core.questions.arithmetic.page_example import OUTPUTS
from tests.pages import on_screen
from tests.pages.conftest import APP, open_app

pytestmark = pytest.mark.usefixtures("instant_desk")
MADE_BY_ID = {each.id: each.example for each in MADE}


def open_arithmetic(**parameters):
    """The page as a link with these URL parameters opens it."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page("pages/arithmetic.py").run()
    assert not app.exception
    return app


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def headline(app):
    return plain(app.subheader[0].value)


def numbers(app):
    return [plain(each.value) for each in app.metric]


def said(app):
    return plain("\n".join(each.value for each in [*app.markdown, *app.caption]))


def cells(app):
    """What stands in the row that says which cells are right."""
    (table,) = [
        each.body
        for each in (found.proto for found in app.get("html"))
        if "wa-cells" in each.body and "<table" in each.body
    ]
    return re.findall("[✓✗]", table)


def outputs(app):
    return [round(WHOLE * app.slider(key=name).value) for name in OUTPUTS]


def test_it_opens_on_the_famous_report_worked_out():
    app = open_arithmetic()
    assert headline(app) == "99.794 % over 10 classes: right 97.94 % to 100 % of the time."
    assert numbers(app) == ["97.94 %", "98.97 %", "100 %"]
    assert "= 10 × (1 − 0.99794) = 0.0206." in said(app)
    assert "a = 1 − E = 1 − 0.0206 = 97.94 %" in said(app)
    assert "1 − 0.0103 = 98.97 %" in said(app)
    assert len(app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")) == 1


def test_the_other_report_is_one_click_away_and_the_first_is_too():
    app = open_arithmetic()
    app.button(key="_worked_topics").click().run()
    assert headline(app) == "80 % over 5 classes: right 0 % to 100 % of the time."
    assert numbers(app) == ["0 %", "50 %", "100 %"]
    assert "1 − 1/5" in said(app)
    assert "1 − 0.5 = 50 %" in said(app)
    app.button(key="_worked_mnist").click().run()
    assert numbers(app) == ["97.94 %", "98.97 %", "100 %"]
    assert not app.exception


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"reported": "0.80", "classes": "5"}, ["0 %", "50 %", "100 %"]),
        ({"reported": "80 %", "classes": "5"}, ["0 %", "50 %", "100 %"]),
        ({"reported": "99,794"}, ["97.94 %", "98.97 %", "100 %"]),
        ({"reported": "0.85"}, ["0 %", "25 %", "50 %"]),
        ({"reported": "0.1", "classes": "5", "activation": "sigmoid"}, ["0 %", "–", "50 %"]),
        ({"reported": "0.97", "classes": "2"}, ["97 %", "97 %", "97 %"]),
        ({"reported": "0.97", "classes": "2", "activation": "sigmoid"}, ["94 %", "97 %", "100 %"]),
        ({"reported": "0.999", "classes": "1000"}, ["0 %", "50 %", "100 %"]),
        ({"reported": "1", "classes": "1000"}, ["100 %", "100 %", "100 %"]),
    ],
    ids=str,
)
def test_a_link_keeps_the_report(parameters, found):
    app = open_arithmetic(**parameters)
    assert not app.warning
    assert numbers(app) == found


@pytest.mark.parametrize("reported", ["0.5", "0", "79.9 %"])
def test_an_impossible_report_is_said_in_a_sentence(reported):
    app = open_arithmetic(reported=reported)
    assert headline(app).startswith("No predictions over 10 classes report")
    assert numbers(app) == ["–", "–", "–"]
    assert "the least that can be reported is 80 %" in said(app)


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({"reported": "abc"}, "`reported=abc` cannot be used: it must be a share from 0 to 1"),
        ({"reported": "nan"}, "it must be a share from 0 to 1"),
        ({"classes": "1"}, "it must be a whole number from 2 to 1000. `10` is used instead"),
        ({"classes": "1001"}, "a whole number from 2 to 1000"),
        ({"classes": "x"}, "a whole number from 2 to 1000"),
        ({"activation": "relu"}, "it must be one of softmax, sigmoid"),
        ({"p0": "2"}, "it must be a number from 0 to 1"),
        ({"p0": "nan"}, "it must be a number from 0 to 1"),
        ({"threshold": "0"}, "it must be a number from 0.05 to 0.95"),
        ({"label": "5"}, "it must be one of 0, 1, 2, 3, 4"),
    ],
    ids=str,
)
def test_what_a_link_cannot_ask_is_said_and_replaced(parameters, problem):
    app = open_arithmetic(**parameters)
    assert problem in app.warning[0].value
    assert numbers(app) == ["97.94 %", "98.97 %", "100 %"]
    assert outputs(app) == list(MADE_BY_ID["wrong_sure"].outputs)


@pytest.mark.parametrize("typed", ["abc", "", "-1", "100.5", "](x) `code` <b>"])
def test_what_is_no_share_is_said_beside_the_field_and_the_last_one_stays(typed):
    app = open_arithmetic()
    app.text_input(key="reported").set_value("0.85").run()
    app.text_input(key="reported").set_value(typed).run()
    assert not app.exception
    assert not app.warning
    assert app.text_input(key="reported").value == typed
    assert "cannot be used: it must be a share from 0 to 1" in said(app)
    assert "`0.85` is used instead" in said(app)
    assert numbers(app) == ["0 %", "25 %", "50 %"]
    app.text_input(key="reported").set_value("0,95").run()
    assert numbers(app) == ["50 %", "75 %", "100 %"]
    assert "cannot be used" not in said(app)


def test_classes_and_activation_change_the_answer():
    app = open_arithmetic()
    app.number_input(key="classes").set_value(1000).run()
    assert numbers(app) == ["–", "–", "–"], "the least is 99.8 %"
    app.number_input(key="classes").set_value(2).run()
    assert headline(app) == "99.794 % over 2 classes: right 99.79 % of the time."
    app.button_group(key="activation").set_value("sigmoid").run()
    assert headline(app) == "99.794 % over 2 classes: right 99.59 % to 100 % of the time."


def test_every_report_there_is_can_be_shown():
    app = open_arithmetic()
    assert not app.toggle(key="whole").disabled
    app.toggle(key="whole").set_value(True).run()
    assert not app.exception
    app.button(key="_worked_topics").click().run()
    assert app.toggle(key="whole").disabled, "all of them are shown already"


def test_each_way_of_an_answer_is_one_click_away():
    app = open_arithmetic()
    for made, marks in (
        ("right_sure", "✓✓✓✓✓"),
        ("right_unsure", "✓✓✗✓✓"),
        ("wrong_unsure", "✓✓✗✓✓"),
        ("wrong_sure", "✓✗✗✓✓"),
        ("at_threshold", "✓✓✗✓✓"),
    ):
        app.button(key=f"_made_{made}").click().run()
        assert not app.exception
        assert "".join(cells(app)) == marks
        assert outputs(app) == list(MADE_BY_ID[made].outputs)
    assert "exactly 0.5 is not above it" in said(app)
    app.button_group(key="activation").set_value("sigmoid").run()
    app.button(key="_made_all_wrong").click().run()
    assert "".join(cells(app)) == "✗✗✗✗✗"


def test_outputs_of_a_softmax_sum_to_1_whichever_is_moved():
    app = open_arithmetic()
    app.slider(key="p1").set_value(0.3).run()
    assert outputs(app) == [20, 30, 25, 15, 10]
    assert "".join(cells(app)) == "✓✓✗✓✓"
    app.slider(key="p2").set_value(1.0).run()
    assert outputs(app) == [0, 0, 100, 0, 0]
    assert "**5 of 5 cells right = 100 %.** The answer is right" in said(app)
    app.slider(key="p2").set_value(0.6).run()
    assert outputs(app) == [10, 10, 60, 10, 10]
    assert not app.exception


def test_outputs_of_sigmoids_are_free_and_come_to_sum_to_1_under_softmax():
    app = open_arithmetic(activation="sigmoid", p0="0.9", p1="0.9", p2="0.9", p3="0.9", p4="0.9")
    assert outputs(app) == [90] * 5
    assert "4 cells are wrong: beside class 2 4 others are above 0.5." in said(app)
    app.button_group(key="activation").set_value("softmax").run()
    assert outputs(app) == [20] * 5
    assert "1 cell is wrong" in said(app)
    assert not app.exception


def test_a_link_whose_outputs_sum_to_another_number_is_put_right():
    app = open_arithmetic(p1="0.14")
    assert outputs(app) == [14, 50, 18, 11, 7]
    assert sum(outputs(app)) == WHOLE


def test_the_threshold_and_the_label_move_what_is_counted():
    app = open_arithmetic()
    app.slider(key="threshold").set_value(0.9).run()
    assert "".join(cells(app)) == "✓✓✗✓✓"
    app.slider(key="threshold").set_value(0.05).run()
    assert "at most 5 can be above 0.05, so at most 5 cells are wrong" in said(app)
    app.slider(key="threshold").set_value(0.5).run()
    app.button_group(key="label").set_value(1).run()
    assert "".join(cells(app)) == "✓✓✓✓✓"


def test_what_other_pages_chose_does_not_get_in_the_way():
    app = open_app(activation="linear", loss="categorical_crossentropy")
    app.switch_page("pages/arithmetic.py").run()
    assert not app.exception
    assert numbers(app) == ["97.94 %", "98.97 %", "100 %"]


def test_both_derivations_have_four_lines_and_the_chart_its_takeaway():
    app = open_arithmetic()
    lists = [each.value for each in app.markdown if each.value.startswith("1. Outputs")]
    assert [each.count("\n") for each in lists] == [3, 3]
    alts = [text for where, text in on_screen.texts(app) if where == "chart alt"]
    assert plain(alts[0]).startswith(headline(app))
