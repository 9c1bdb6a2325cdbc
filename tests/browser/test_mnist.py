"""The page on MNIST in a real browser."""

import re

import pytest

from tests.browser.shift import LIMIT, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SAID = re.compile(
    r"(?:In this (?:recording|run) )?Keras 2\.2\.4 would report ([\d.]+).%\. By hand it is ([\d.]+).%\."
)
VERDICT = re.compile(
    r"(Does not hold|Holds|This run cannot say)\. After [\d.]+ epochs? "
    r"categorical_crossentropy is right ([\d.]+).% of the time, binary_crossentropy ([\d.]+).%"
)


def open_mnist(visitor, query=""):
    visitor.open(query, "/mnist")
    visitor.page.get_by_test_id("stVegaLiteChart").first.locator("svg, canvas").wait_for()
    return visitor.page


def shown(page):
    """The numbers of the three steps."""
    texts = page.get_by_test_id("stMetricValue").all_inner_texts()
    return [float(re.match(r"[\d.]+", text)[0]) for text in texts]


def fits(page, width):
    inside = page.get_by_test_id("stMain").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert inside[0] <= inside[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("query", ["", "?net=question"])
def test_headline_steps_and_chart_stand_on_one_screen(visit, query):
    visitor = visit(1280, 800)
    page = open_mnist(visitor, query)
    said, true = map(float, SAID.match(visitor.headline()).groups())
    assert said > 99.5 > true
    assert shown(page) == [said, true, true]
    visible = [
        page.get_by_text("The right compile"),
        page.get_by_role("button", name="Run it"),
        page.get_by_test_id("stMetricValue").nth(2),
        page.get_by_test_id("stVegaLiteChart").first,
        page.get_by_role("slider").first,
    ]
    for each in visible:
        box = each.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 800, each


@pytest.mark.parametrize("trained_before", [False, True])
def test_run_it_and_read_the_verdict(trained_before, visit):
    visitor = visit()
    page = open_mnist(visitor)
    recorded = visitor.headline()
    page.wait_for_timeout(2000)
    with watched(page) as moved:
        page.get_by_role("button", name=re.compile("^Run it: 5,000")).click()
        page.get_by_text(re.compile(r"here, \d+ epochs?")).wait_for(timeout=400_000)
        page.get_by_role("button", name="Run it").wait_for(state="detached")
        page.wait_for_timeout(2000)
    assert moved.total <= LIMIT, moved
    assert visitor.headline() != recorded
    said, true = map(float, SAID.match(visitor.headline()).groups())
    assert shown(page) == [said, true, true]
    assert said > true
    words, categorical, binary = VERDICT.search(page.get_by_test_id("stMain").inner_text()).groups()
    assert float(binary) == true
    if float(categorical) > 97:
        assert words == "Does not hold"
    else:
        assert words != "Does not hold"
    cells = page.locator(".wa-table").first.inner_text()
    assert categorical in cells
    assert binary in cells


def test_the_net_stands_in_the_link(visit):
    visitor = visit()
    page = open_mnist(visitor)
    article = visitor.headline()
    page.get_by_role("radio", name="question").click()
    page.wait_for_url("**net=question**")
    visitor.wait_for('optimizer="adamax"')
    again = visit()
    open_mnist(again, "?net=question")
    assert again.headline() == visitor.headline() != article


def test_todays_keras_is_one_click_away(visit):
    visitor = visit()
    page = open_mnist(visitor)
    page.get_by_role("link", name="See it in the playground").click()
    page.wait_for_url(re.compile(r"/\?(dataset=mnist&keras=3\.15\.1|keras=3\.15\.1&dataset=mnist)"))
    page.get_by_text("Which accuracy?").first.wait_for()
    chosen = page.locator("[aria-checked=true], [data-selected=true]").all_inner_texts()
    assert {"mnist", "3.15.1"} <= set(chosen)


def test_nothing_scrolls_sideways(visit):
    """On a phone; for a wide screen see test_accessibility."""
    page = open_mnist(visit(390, 800, "dark"))
    page.locator(".wa-cells").first.wait_for()
    fits(page, 390)


@pytest.mark.parametrize("width", [390, 700])
def test_an_embedded_page_is_complete(width, visit):
    visitor = visit(width, 450)
    page = open_mnist(visitor, "?embed=true&net=question")
    assert SAID.match(visitor.headline())
    assert len(shown(page)) == 2
    box = page.get_by_test_id("stVegaLiteChart").first.bounding_box()
    assert box["y"] + box["height"] <= 450
    fits(page, width)
