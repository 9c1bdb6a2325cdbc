"""The page on versions in a real browser."""

import csv

import pytest

from core.keras_versions import VERSIONS
from core.questions.versions import reading
from core.questions.versions.setups import FixedSetup

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FAMOUS = reading.headline(reading.rows(FixedSetup()))


def open_versions(visitor, query=""):
    """By the page's own address. Streamlit then looks for its server there first, in vain."""
    visitor.open(query, "/versions")
    visitor.page.get_by_test_id("stVegaLiteChart").nth(1).locator("canvas, svg").wait_for()
    return visitor.page


def fits(page, width):
    inside = page.get_by_test_id("stMain").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert inside[0] <= inside[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_way_from_the_playground_and_the_table_to_take_away(visit):
    visitor = visit().open()
    page = visitor.page
    visitor.follow("Versions")
    visitor.wait_for(FAMOUS)
    page.locator(".wa-table tr.marked").first.wait_for()
    with page.expect_download() as download:
        page.get_by_test_id("stDownloadButton").get_by_role("button").click()
    with open(download.value.path(), newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["version"] for row in rows] == list(VERSIONS)
    assert rows[VERSIONS.index("2.2.4")]["accuracy_means"] == "binary_accuracy"


def test_nothing_scrolls_sideways(visit):
    """On a phone; for a wide screen see test_accessibility."""
    page = open_versions(visit(390, 800, "dark"))
    page.locator(".wa-table tr.marked").first.wait_for()
    fits(page, 390)


@pytest.mark.parametrize("width", [390, 700])
def test_the_timeline_is_whole_in_an_embedded_page(width, visit):
    page = open_versions(visit(width, 450), "?embed=true")
    box = page.get_by_test_id("stVegaLiteChart").nth(1).bounding_box()
    assert box["y"] + box["height"] <= 450
    fits(page, width)


def test_a_link_keeps_the_setup(visit):
    visitor = visit()
    page = open_versions(visitor, "?activation=sigmoid&units=5")
    visitor.wait_for(reading.headline(reading.rows(FixedSetup(activation="sigmoid", units=5))))
    page.get_by_role("radio", name="2", exact=True).click()
    page.wait_for_url("**units=2**")
    assert "activation=sigmoid" in page.url
    visitor.wait_for(reading.headline(reading.rows(FixedSetup(activation="sigmoid", units=2))))
