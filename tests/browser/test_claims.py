"""The page on claims in a real browser: every row, the reader's choice, and a link that runs it."""

import re

import pytest
from playwright.sync_api import expect

from core.questions.claims import reading
from core.reading.verdicts import FAILS

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_every_claim_stands_with_its_verdict_and_can_be_chosen(visit):
    visitor = visit().open(path="/claims")
    page, found = visitor.page, reading.claims()
    assert visitor.headline() == reading.headline(found)
    links = page.get_by_role("link", name=re.compile("See (?!this trap)"))
    expect(links).to_have_count(len(found), timeout=20_000)
    page.get_by_role("radio", name=re.compile("does not hold")).click()
    failing = [claim for claim in found if claim.verdict.kind == FAILS]
    expect(links).to_have_count(len(failing), timeout=20_000)


def test_links_open_what_they_name_in_the_same_tab_whatever_was_opened_before(visit):
    visitor = visit().open(path="/claims")
    page = visitor.page
    for claim, words in (
        ("one_hot_binary", "All 27 versions refuse this setup."),
        ("exclusive", "Each of the 27 versions reports the true accuracy"),
        ("multi_label", "are exact matches"),
    ):
        page.locator(f".st-key-claim_{claim}").get_by_role("link").click()
        page.get_by_role("heading", name=re.compile(re.escape(words))).wait_for()
        assert f"claim={claim}" in page.url
        visitor.follow("Claims")
        page.locator(f".st-key-claim_{claim}").wait_for()
    assert len(page.context.pages) == 1


def test_a_link_to_a_place_on_a_page_scrolls_there(visit):
    page = visit().open(path="/claims").page
    link = page.locator('[class*="st-key-claim_"] a[href*="#"]').first
    place = link.get_attribute("href").partition("#")[2]
    link.click()
    expect(page.locator(f"#{place}")).to_be_in_viewport(timeout=30_000)
    assert len(page.context.pages) == 1


@pytest.mark.parametrize("width", [390, 1600])
def test_nothing_scrolls_sideways(width, visit):
    page = visit(width, 800, "dark").open(path="/claims").page
    page.wait_for_timeout(1500)
    inside = page.get_by_test_id("stMain").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert inside[0] <= inside[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
