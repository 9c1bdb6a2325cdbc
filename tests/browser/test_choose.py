"""The page that recommends what to write, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.shift import LIMIT, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def headline(page, words):
    expect(page.get_by_role("heading", level=3).first).to_contain_text(words, timeout=20_000)


def test_a_question_is_answered_at_once_and_stands_in_the_link(visit):
    page = visit().open(path="/choose").page
    headline(page, "categorical_crossentropy")
    page.wait_for_timeout(1000)
    with watched(page) as moved:
        page.get_by_role("radio", name="integer", exact=True).click()
        headline(page, "sparse_categorical_crossentropy")
        page.wait_for_timeout(1000)
    assert moved.total <= LIMIT, moved
    page.get_by_role("radio", name="several").click()
    headline(page, "exact_match")
    expect(page).to_have_url(re.compile("answers=several"))
    again = visit().open(page.url.partition("/choose")[2], "/choose").page
    headline(again, "exact_match")
    assert not again.get_by_text("could not be read").count()


def test_the_recommendation_is_on_the_first_screen(visit):
    page = visit(1280, 800).open(path="/choose").page
    headline(page, "categorical_crossentropy")
    box = page.get_by_text("That is what").bounding_box()
    assert box["y"] + box["height"] < 800


def test_an_alternative_opens_in_the_playground_in_its_state(visit):
    page = visit().open("?keras=2.2.4", "/choose").page
    headline(page, "categorical_crossentropy")
    page.get_by_role("link", name="See it in the playground").first.click()
    expect(page).to_have_url(re.compile("loss=binary_crossentropy|linked=choose"))
    expect(page.get_by_role("radio", name="binary_crossentropy")).to_be_checked(timeout=20_000)


@pytest.mark.parametrize(
    ("width", "query"), [(390, "?answers=several"), (1600, ""), (700, "?embed=true")]
)
def test_nothing_scrolls_sideways(width, query, visit):
    page = visit(width, 800, "dark").open(query, "/choose").page
    page.wait_for_timeout(1500)
    inside = page.get_by_test_id("stMain").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert inside[0] <= inside[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
