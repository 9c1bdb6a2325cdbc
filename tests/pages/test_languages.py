"""Which language a page is read in, and how a reader changes it."""

import pytest
from streamlit.testing.v1 import AppTest

from core import language, questions
from tests.pages.conftest import APP

pytestmark = pytest.mark.usefixtures("instant_desk")
TITLES = {"en": "One net, one run, two accuracies", "zh": "一个网络，一次运行，两种准确率"}


def open_page(page="playground", **parameters):
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    if page != "playground":
        app.switch_page(f"pages/{page}.py")
    app.run()
    assert not app.exception
    return app


def read_in(app):
    """The language of the playground's title."""
    text = " ".join(each.value for each in app.markdown)
    return [code for code, title in TITLES.items() if title in text]


@pytest.fixture
def browser(monkeypatch):
    """Have the reader's browser prefer a language."""
    monkeypatch.setattr(
        "streamlit.runtime.context.ContextProxy.locale", property(lambda _self: preferred[0])
    )
    preferred = ["en-GB"]
    return lambda code: preferred.__setitem__(0, code)


def test_a_link_says_which_whatever_the_browser_prefers(browser):
    browser("zh-CN")
    assert read_in(open_page(lang="en")) == ["en"]
    browser("en-US")
    assert read_in(open_page(lang="zh")) == ["zh"]


@pytest.mark.parametrize(
    ("preferred", "shown"), [("zh-CN", "zh"), ("zh", "zh"), ("de-DE", "en"), ("", "en"), (None, "en")]
)
def test_without_one_the_browser_does(preferred, shown, browser):
    browser(preferred)
    app = open_page()
    assert read_in(app) == [shown]
    assert "lang" not in app.query_params


def test_a_choice_stands_in_the_address_and_stays_on_the_next_page(browser):
    app = open_page()
    (control,) = (each for each in app.segmented_control if each.key == "_language")
    control.set_value("zh").run()
    assert read_in(app) == ["zh"]
    assert app.query_params["lang"] == "zh"
    app.query_params.clear()  # as a link of the menu does
    app.switch_page("pages/claims.py").run()
    assert "#### 说法" in " ".join(each.value for each in app.markdown)


def test_one_that_is_not_there_is_said(browser):
    app = open_page(lang="tlh")
    (said,) = (each.value for each in app.warning)
    assert "lang=tlh" in said
    assert "en, zh" in said
    assert read_in(app) == ["en"]
    assert "lang" not in app.query_params


def test_every_page_opens_in_every_language():
    for page in questions.NAMES:
        said = {
            code: " ".join(each.value for each in open_page(page, lang=code).markdown)
            for code in language.available()
        }
        assert len(set(said.values())) == len(said), page


def test_a_link_to_a_place_on_a_page_keeps_the_language():
    for code, wanted in (("zh", "diabetes?lang=zh#luck"), ("en", "diabetes#luck")):
        links = [each.proto.body for each in open_page("claims", lang=code).get("html")]
        assert [each for each in links if f'href="{wanted}"' in each]
