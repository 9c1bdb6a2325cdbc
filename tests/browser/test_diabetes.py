"""The page on one sigmoid against two softmax outputs, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.shift import LIMIT, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def open_diabetes(visitor, query=""):
    visitor.open(query, "/diabetes")
    visitor.page.get_by_test_id("stVegaLiteChart").first.locator("canvas, svg").first.wait_for()
    return visitor.page


def test_ten_runs_each_are_trained_here_and_end_in_a_verdict(visit):
    visitor = visit()
    page = open_diabetes(visitor)
    assert visitor.headline().startswith("100 runs each, on the rows they were trained on")
    frame = page.get_by_test_id("stVegaLiteChart").first.bounding_box()
    page.wait_for_timeout(2000)
    with watched(page) as moved:
        page.get_by_role("button", name=re.compile("^Run 2 × 10 ")).click()
        visitor.wait_for(re.compile(r"^10 runs each, on .*one sigmoid is right [\d.]+\s%"), seconds=300)
        visitor.wait_for(re.compile(r"Single runs of the same net spread from"))
        visitor.wait_for(re.compile("here, 150 epochs"))
        page.wait_for_timeout(2000)
    assert moved.total <= LIMIT, moved
    after = page.get_by_test_id("stVegaLiteChart").first.bounding_box()
    assert (after["width"], after["height"]) == (frame["width"], frame["height"])


def test_the_version_goes_from_page_to_page(visit):
    visitor = visit()
    page = visitor.open("?keras=tf-2.2.3&epochs=1").page

    def follow(name, address):
        visitor.follow(name)
        page.wait_for_url(re.compile(re.escape(visitor.base + address) + "$"))

    follow("Diabetes", "/diabetes")
    expect(page.get_by_role("radio", name="2.2.4")).to_be_checked()  # the page has no tf-2.2.3
    follow("Playground", "/?keras=tf-2.2.3&epochs=1")
    follow("Diabetes", "/diabetes")
    page.get_by_role("radio", name="3.15.1").click()
    page.wait_for_url(re.compile("/diabetes.keras=3.15.1$"))
    follow("Playground", "/?keras=3.15.1&epochs=1")
    follow("Diabetes", "/diabetes?keras=3.15.1")
    expect(page.get_by_role("radio", name="3.15.1")).to_be_checked()
    assert page.get_by_test_id("stAlert").count() == 0


def test_an_old_link_is_rewritten(visit):
    visitor = visit()
    page = open_diabetes(visitor, "?version=3.15.1&scaled=yes")
    page.wait_for_url(re.compile(r"/diabetes\?(scaled=true&keras=3.15.1|keras=3.15.1&scaled=true)$"))
    expect(page.get_by_role("radio", name="3.15.1")).to_be_checked()
    expect(page.get_by_role("switch", name="scaled inputs")).to_be_checked()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_nothing_scrolls_sideways(width, scheme, visit):
    page = open_diabetes(visit(width, 800, scheme), "?holdout=true")
    inside = page.get_by_test_id("stMain").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert inside[0] <= inside[1]


def test_an_embedded_page_shows_its_chart_in_450_pixels(visit):
    page = open_diabetes(visit(700, 450), "?embed=true")
    box = page.get_by_test_id("stVegaLiteChart").first.bounding_box()
    assert box["y"] + 0.8 * box["height"] <= 450
