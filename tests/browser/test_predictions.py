"""The page on predictions in a real browser."""

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.shift import LIMIT, watched
from tests.core.brought.files import csv, npz

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LABELS = np.arange(40) % 4
ANSWERS = np.where(np.arange(40) < 30, LABELS, (LABELS + 1) % 4)
BOTH = npz(labels=LABELS, predictions=(0.9 * np.eye(4)[ANSWERS] + 0.02).astype("float32"))


def open_predictions(visitor, query=""):
    """By the page's own address, until its rows are drawn."""
    visitor.open(query, "/predictions")
    visitor.page.locator(".wa-table").first.wait_for()
    return visitor.page


def heading(page):
    return page.get_by_role("heading", level=3).first


def fits(page, width):
    inside = page.get_by_test_id("stMain").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert inside[0] <= inside[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def bring(page, *files):
    page.locator("input[type=file]").set_input_files(
        [{"name": each.name, "mimeType": "", "buffer": each.data} for each in files]
    )


def test_verdict_number_and_table_are_in_sight_without_scrolling(visit):
    page = open_predictions(visit(1280, 800))
    for seen in (
        heading(page),
        page.get_by_role("textbox", name="the number that you were told"),
        page.locator(".wa-table").first,
        page.locator(".wa-table tr.marked").first,
    ):
        box = seen.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 800


def test_what_is_chosen_and_typed_stands_in_the_link(visit):
    page = open_predictions(visit())
    page.get_by_role("radio", name="several labels").click()
    page.wait_for_url("**example=several_labels**")
    page.get_by_role("textbox", name="the number that you were told").fill("0.8244")
    expect(heading(page)).to_contain_text("That is how often all labels are right.")
    page.get_by_role("radio", name="losses by hand").click()
    page.wait_for_url("**details=losses**")
    again = visit()
    other = open_predictions(again, page.url.partition("/predictions")[2])
    expect(heading(other)).to_have_text(heading(page).inner_text())
    other.get_by_role("columnheader", name="outputs as logits").wait_for()


def test_a_file_is_read_and_leaves_the_server_s_memory_and_the_address_alone(visit):
    visitor = visit()
    page = open_predictions(visitor, "?example=own&told=0.875")
    bring(page, BOTH)
    expect(heading(page)).to_have_text(
        "Your 0.875 is binary accuracy over 4 cells. You are right 75.0\N{NO-BREAK SPACE}% of the time."
    )
    page.get_by_text("Your arrays: labels").wait_for()
    assert page.locator("input[type=file]").count() == 0
    assert "npz" not in page.url


def test_a_file_that_cannot_be_read_is_a_sentence(visit):
    page = open_predictions(visit(), "?example=own")
    bring(page, csv("0,cat,dog\n1,cat,dog\n", "<b>odd</b>.csv"))
    page.get_by_text("<b>odd</b>.csv has text such as").wait_for()
    page.get_by_text("what follows is the famous case").wait_for()
    expect(heading(page)).to_contain_text("is binary accuracy over 10 cells")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_nothing_scrolls_sideways(width, scheme, visit):
    page = open_predictions(visit(width, 800, scheme))
    for part in (
        "confusion matrix",
        "per class",
        "calibration",
        "what each Keras prints",
        "losses by hand",
    ):
        page.get_by_role("radio", name=part).click()
        page.wait_for_timeout(500)
        fits(page, width)
    page.get_by_role("radio", name="your own").click()
    page.locator("input[type=file]").wait_for(state="attached")
    fits(page, width)


def test_the_verdict_is_whole_in_an_embedded_page(visit):
    page = open_predictions(visit(700, 450), "?embed=true")
    box = heading(page).bounding_box()
    assert box["y"] + box["height"] <= 450
    fits(page, 700)


def test_nothing_jumps_while_a_number_is_typed(visit):
    page = open_predictions(visit())
    page.wait_for_timeout(1000)
    with watched(page) as moved:
        for told in ("0.98", "0.9826", "0.9813"):
            page.get_by_role("textbox", name="the number that you were told").fill(told)
            page.wait_for_timeout(1200)
    assert moved.total <= LIMIT, moved
