"""Nothing jumps: what a run moves on the playground, and that the measure would notice."""

import re

import pytest

from tests.browser.shift import LIMIT, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]

JUMPY = "<div id='above' style='height: 100px'></div><p style='height: 300px'>what is read</p>"


@pytest.mark.parametrize(("height", "least", "most"), [(100, 0, 0), (400, 0.1, 1)])
def test_a_page_that_jumps_is_noticed(height, least, most, chromium):
    page = chromium.new_page(viewport={"width": 800, "height": 600})
    page.goto(f"data:text/html,{JUMPY}")
    with watched(page) as moved:
        page.evaluate(f"() => {{ document.querySelector('#above').style.height = '{height}px' }}")
        page.wait_for_timeout(100)
    page.close()
    assert least <= moved.total <= most, moved
    assert ("what is read" in str(moved)) == (height == 400)


def test_nothing_jumps_through_a_run_on_the_playground(visit):
    visitor = visit().open()
    visitor.page.locator(".wa-cells").first.wait_for()
    visitor.page.wait_for_timeout(1000)
    with watched(visitor.page) as moved:
        visitor.page.get_by_role("button", name="Train it live").click()
        visitor.wait_until_trained()
        visitor.page.wait_for_timeout(1000)
    assert moved.total <= LIMIT, moved


def test_nothing_jumps_through_a_study_s_run(visit):
    """From the recording through the run's start and its numbers to its end.

    Through those on MNIST and on diabetes too: with the tests that run them.
    """
    visitor = visit().open(path="/topics")
    page = visitor.page
    page.get_by_test_id("stVegaLiteChart").first.locator("svg, canvas").first.wait_for()
    page.wait_for_timeout(2000)
    with watched(page) as moved:
        page.get_by_role("button", name=re.compile("^Run it: 2 epochs")).first.click()
        visitor.wait_for(re.compile(r"here, \d+ epochs?"), seconds=400)
        page.wait_for_timeout(2000)
    assert moved.total <= LIMIT, moved
