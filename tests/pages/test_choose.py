"""The page that recommends what to write, as its readers drive it, without a browser."""

from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from core.keras_versions import TODAY
from core.questions.choose import article
from core.questions.choose.alternatives import alternatives
from core.questions.choose.case import Case
from core.questions.choose.recommendation import recommended
from core.questions.choose.script import script
from tests.pages.conftest import APP, open_app

pytestmark = pytest.mark.usefixtures("instant_desk")


def open_choose(**parameters):
    """The page as a link with these URL parameters opens it."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page("pages/choose.py").run()
    assert not app.exception
    return app


def shows(app, case):
    """Whether code, script and alternatives are this case's."""
    advice = recommended(case)
    python = [each.value for each in app.code if each.language in ("py", "python")]
    assert python == [f"{advice.layer}\n\n{advice.compile_call}", script(advice).strip()]
    linked = [each.proto for each in app.get("page_link") if each.proto.page != "teach"]
    assert len(linked) == len(alternatives(advice))
    for link, alternative in zip(linked, alternatives(advice), strict=True):
        asked = {name: found[0] for name, found in parse_qs(link.query_string).items()}
        assert asked["loss"] == alternative.state.loss
        assert asked["metric"] == alternative.state.metric
        assert asked["activation"] == alternative.state.activation
        assert asked["labels"] == alternative.state.labels
        assert asked["keras"] == case.keras
        assert asked["linked"] == "choose"


def test_it_opens_on_ten_one_hot_classes_today_with_no_click():
    app = open_choose()
    shows(app, Case())
    assert app.subheader[0].value == "`Dense(10)`, `softmax`, `categorical_crossentropy`, `accuracy`"
    assert not app.warning
    assert dict(app.query_params) == {}


@pytest.mark.parametrize(
    "case",
    [
        Case("one", 5, "integer", True, "tf-2.1.4"),
        Case("one", 2, "one_hot", False, "2.2.4"),
        Case("several", 7, "multi_hot", False, "tf-2.2.3"),
        Case("yes_no", 2, "one_hot", True, TODAY),
        Case("yes_no", 2, "integer_column", True, "2.2.4"),
    ],
    ids=str,
)
def test_a_link_opens_its_case(case):
    choices = {
        "answers": case.answers,
        "classes": str(case.classes),
        "labels": case.labels,
        "from_logits": str(case.from_logits).lower(),
        "keras": case.keras,
    }
    app = open_choose(**choices)
    assert not app.warning
    shows(app, case)


def test_each_question_changes_the_answer_at_once_and_the_labels_come_back():
    app = open_choose()
    app.button_group(key="labels").set_value("integer").run()
    shows(app, Case(labels="integer"))
    app.button_group(key="answers").set_value("several").run()
    shows(app, Case("several", labels="multi_hot"))
    app.toggle(key="from_logits").set_value(True).run()
    app.button_group(key="keras").set_value("tf-2.2.3").run()
    app.number_input(key="classes").set_value(4).run()
    shows(app, Case("several", 4, "multi_hot", True, "tf-2.2.3"))
    app.button_group(key="answers").set_value("one").run()
    shows(app, Case("one", 4, "integer", True, "tf-2.2.3"))
    app.button_group(key="answers").set_value("yes_no").run()
    assert app.number_input(key="classes").disabled
    shows(app, Case("yes_no", 2, "integer", True, "tf-2.2.3"))


def test_logits_that_a_version_cannot_be_told_of_are_said():
    said = "\n".join(each.value for each in open_choose(from_logits="true", keras="2.2.4").markdown)
    assert "No logits: `compile` of Keras 2.2.4 has no `from_logits`." in said


@pytest.mark.parametrize(
    ("asked", "used"),
    [
        ({"answers": "<b>"}, Case()),
        ({"classes": "1"}, Case()),
        ({"keras": "2.3.1"}, Case()),
        ({"labels": "multi_hot"}, Case()),
        ({"answers": "several", "labels": "one_hot"}, Case("several", labels="multi_hot")),
    ],
    ids=str,
)
def test_a_bad_link_is_said_and_what_is_used_instead(asked, used):
    app = open_choose(**asked)
    (warning,) = app.warning
    assert "cannot be used" in warning.value
    shows(app, used)


def test_what_another_page_chose_does_not_break_it():
    app = open_app(keras="tf-2.15.1", labels="integer")
    app.switch_page("pages/choose.py").run()
    assert not app.exception
    assert not app.warning
    shows(app, Case())


def test_the_article_s_table_is_whole_and_has_its_address():
    app = open_choose()
    said = [each.value for each in app.markdown]
    for row in article.rows():
        assert row.words in said
        assert row.judge().in_words in said
    assert any(article.ADDRESS in each.value for each in app.caption)
