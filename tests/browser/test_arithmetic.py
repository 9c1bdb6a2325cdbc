"""The page on arithmetic in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.shift import LIMIT, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MNIST = "99.794\N{NO-BREAK SPACE}% over 10 classes: right 97.94\N{NO-BREAK SPACE}% to "


def open_arithmetic(visitor, query=""):
    """By the page's own address, until its chart is drawn."""
    visitor.open(query, "/arithmetic")
    visitor.page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first.wait_for()
    visitor.page.locator(".wa-cells").wait_for()
    return visitor.page


def fits(page, width):
    inside = page.get_by_test_id("stMain").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert inside[0] <= inside[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_typed_is_answered_and_stands_in_the_link(visit):
    visitor = visit()
    page = open_arithmetic(visitor)
    assert visitor.headline().startswith(MNIST)
    page.get_by_role("textbox", name="reported binary accuracy").fill("85 %")
    expect(page.get_by_test_id("stMetricValue").nth(2)).to_have_text(re.compile("^50"))
    page.wait_for_url("**reported=85*")
    page.get_by_role("button", name="Topics: 0.80 with 5").click()
    page.wait_for_url("**classes=5**")
    expect(page.get_by_test_id("stMetricValue").nth(1)).to_have_text(re.compile("^50"))
    again = visit()
    open_arithmetic(again, page.url.partition("/arithmetic")[2])
    assert again.headline() == visitor.headline()


def test_by_keyboard_alone_an_output_is_moved_and_the_others_make_room(visit):
    page = open_arithmetic(visit())
    slider = page.get_by_role("slider", name="output of class 2")
    slider.focus()
    page.keyboard.press("End")
    page.get_by_text("No cell is wrong").wait_for()
    for _press in range(3):
        page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(500)
    page.wait_for_url("**p2=0.97**")
    others = page.get_by_role("slider", name=re.compile("output of class")).all()
    assert sum(float(each.input_value()) for each in others) == pytest.approx(1)


def test_nothing_scrolls_sideways(visit):
    """On a phone; for a wide screen see test_accessibility."""
    fits(open_arithmetic(visit(390, 800, "dark")), 390)


def test_the_answer_and_its_chart_are_whole_in_an_embedded_page(visit):
    page = open_arithmetic(visit(700, 450), "?embed=true")
    box = page.get_by_test_id("stVegaLiteChart").bounding_box()
    assert box["y"] + box["height"] <= 450
    fits(page, 700)


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_jumps_from_one_report_to_the_next(width, visit):
    page = open_arithmetic(visit(width, 800))
    page.wait_for_timeout(1000)
    with watched(page) as moved:
        for report in ("0.9", "0.85", "0.5", "abc"):
            page.get_by_role("textbox", name="reported binary accuracy").fill(report)
            page.wait_for_timeout(1200)
    assert moved.total <= LIMIT, moved
