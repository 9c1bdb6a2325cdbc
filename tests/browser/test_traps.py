"""The page on traps in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from core.questions.traps.trap import traps
from core.traps.__main__ import recorded
from tests.browser.shift import LIMIT, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_card_opens_its_trap_and_the_address_says_so(visit):
    page = visit().open(path="/traps").page
    links = page.get_by_role("link", name="Why, and how to mend it")
    expect(links).to_have_count(len(traps()))  # they come one by one, in no order
    links.nth(1).click()
    page.wait_for_url("**trap=stuck")
    page.get_by_role("radio", name="labels_1_and_5").click()
    page.wait_for_url("**fault=labels_1_and_5**")
    expect(page.locator(".wa-bars tr.reported td").last).to_have_text(re.compile("51.1"))
    page.get_by_role("link", name="All traps").click()
    expect(page.locator(".wa-bars")).to_have_count(len(traps()))


def test_run_it_ends_with_the_script_s_own_numbers_and_moves_nothing(visit):
    page = visit().open("?trap=equality", "/traps").page
    page.locator(".wa-bars").wait_for()
    page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first.wait_for()
    with watched(page) as moved:
        page.get_by_role("button", name="Run it").click()
        expect(page.get_by_text("here, all of the script")).to_be_visible(timeout=90_000)
    assert moved.total <= LIMIT, moved
    expect(page.locator(".wa-bars tr.reported td").last).to_have_text(re.compile("0.0"))


def test_the_threshold_is_moved_and_the_number_and_the_address_follow(visit):
    page = visit().open("?trap=threshold", "/traps").page
    slider = page.get_by_role("slider")
    slider.focus()
    for _step in range(10):
        slider.press("ArrowLeft")
    expect(page.get_by_text("At a threshold of 0.00")).to_be_visible()
    mended = page.locator(".wa-bars tr.mended td").last.inner_text()
    expect(page.get_by_text("the accuracy of this same net is")).to_contain_text(mended)
    page.wait_for_url(re.compile(r"at=0(\.0*)?$|at=0(\.0*)?&"))


def test_a_card_shows_a_picture_and_a_trap_all_of_its_own(visit):
    page = visit().open(path="/traps").page
    pictured = [trap for trap in traps().values() if trap.pictures(recorded(trap), trap.at({}))]
    charts = page.get_by_test_id("stVegaLiteChart")
    charts.nth(len(pictured) - 1).wait_for()
    expect(charts).to_have_count(len(pictured))
    page = visit().open("?trap=both_rise", "/traps").page
    charts = page.get_by_test_id("stVegaLiteChart")
    charts.nth(2).locator("canvas, svg").first.wait_for()
    expect(charts).to_have_count(3)


def test_all_faults_have_room_on_a_phone(visit):
    page = visit(390, 800).open("?trap=stuck", "/traps").page
    box = page.get_by_role("radio", name="inputs_up_to_255").bounding_box()
    assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_nothing_scrolls_sideways(visit, width, scheme):
    page = visit(width, 800, scheme).open("?trap=imbalance", "/traps").page
    page.locator(".wa-bars").wait_for()
    inside = page.get_by_test_id("stMain").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert inside[0] <= inside[1]
