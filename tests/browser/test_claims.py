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
    links = page.get_by_role("link", name=re.compile("^See "))
    page.get_by_text(found[-1].words).wait_for()
    assert links.count() == len(found)
    page.get_by_role("radio", name=re.compile("does not hold")).click()
    failing = [claim for claim in found if claim.verdict.kind == FAILS]
    expect(links).to_have_count(len(failing), timeout=20_000)


def test_a_link_opens_what_it_names(visit):
    visitor = visit().open(path="/claims")
    link = visitor.page.locator('a[href="mnist?net=question"]').first
    with visitor.page.context.expect_page() as opened:
        link.click()
    study = opened.value
    study.get_by_role("heading", level=3).first.wait_for()
    assert re.search(r"/mnist\?net=question", study.url)
    assert study.get_by_role("radio", name="question").get_attribute("aria-checked") == "true"


@pytest.mark.parametrize("width", [390, 1600])
def test_nothing_scrolls_sideways(width, visit):
    page = visit(width, 800, "dark").open(path="/claims").page
    page.wait_for_timeout(1500)
    inside = page.get_by_test_id("stMain").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert inside[0] <= inside[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
