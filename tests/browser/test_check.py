"""The page on pasted code in a real browser: paste, check, answer, by mouse and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.shift import LIMIT, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CODE = """\
from tensorflow import keras
model = keras.Sequential([keras.layers.Dense(6, activation="sigmoid")])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
# <img src=x onerror="document.title='run'"> a secret of mine
"""


def headline(page, words):
    expect(page.get_by_role("heading", level=3).first).to_contain_text(words, timeout=20_000)


def test_the_point_lands_without_a_click_and_a_paste_is_checked(visit):
    page = visit().open(path="/check").page
    headline(page, "about 0.998 when you are right 99")
    page.get_by_role("textbox", name="Keras code").fill(CODE)
    page.get_by_role("button", name="Check it").click()
    headline(page, "it looks at the largest output alone")
    page.wait_for_timeout(1000)
    with watched(page) as moved:
        page.get_by_role("radio", name="exactly one").click()
        headline(page, "how often the largest output is the right class")
        page.wait_for_timeout(1000)
    assert moved.total <= LIMIT, moved
    expect(page.get_by_text("A loss for independent answers").first).to_be_visible()
    expect(page.get_by_role("textbox", name="Keras code")).to_have_value(CODE)
    assert "secret" not in page.url
    assert page.title() != "run"


def test_by_keyboard_alone(visit):
    page = visit().open(path="/check").page
    page.get_by_role("textbox", name="Keras code").focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(CODE)
    page.keyboard.press("Control+Enter")
    headline(page, "it looks at the largest output alone")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Check it")).to_be_focused()


def test_an_example_is_one_click_away_and_its_address_opens_it(visit):
    visitor = visit().open(path="/check")
    visitor.page.get_by_role("radio", name="correct code").click()
    expect(visitor.page.get_by_text("Nothing to mend.").first).to_be_visible(timeout=20_000)
    expect(visitor.page).to_have_url(re.compile("example=correct"))
    again = visit().open("?example=correct&embed=true", "/check").page
    expect(again.get_by_text("Nothing to mend.").first).to_be_visible(timeout=20_000)


@pytest.mark.parametrize("width", [390, 1600])
def test_nothing_scrolls_sideways(width, visit):
    page = visit(width, 800, "dark").open("?example=two_models", "/check").page
    page.wait_for_timeout(1500)
    inside = page.get_by_test_id("stMain").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert inside[0] <= inside[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
