"""The playground in a real browser, as its readers meet it."""

import re
import sys
import time
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TRAINING = re.compile(r"Epoch [\d.]+ of")
NUMBER = re.compile(r"[\d.]+")


def long_run() -> str:
    """A link to digits that train long enough to be looked at, and that no attempt has trained yet."""
    return f"?epochs=200&batch_size=8&seed={time.time_ns() // 1000 % 999_999}"


def shown(visitor) -> list[str]:
    """The numbers on screen: reported, true, loss."""
    return visitor.page.get_by_test_id("stMetricValue").all_inner_texts()


def test_the_point_lands_with_no_click_on_one_screen(visit):
    visitor = visit(1280, 800).open()
    assert "Keras 2.2.4 would report 90.0" in visitor.headline()
    assert "10.2" in visitor.headline()
    page = visitor.page
    visible = [
        page.get_by_text("mean_squared_error"),
        page.get_by_text("More: backend, epochs, optimizer, seed"),
        page.get_by_role("button", name="Train it live"),
        page.get_by_test_id("stMetricValue").nth(1),
        page.locator(".wa-cells").first,
        page.get_by_test_id("stVegaLiteChart").first,
        page.get_by_role("slider").first,
    ]
    for each in visible:
        each.wait_for()
        box = each.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 800, each


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (640, "light"), (1600, "dark")])
def test_nothing_scrolls_sideways(width, scheme, visit):
    page = visit(width, 800, scheme).open().page
    page.locator(".wa-cells").first.wait_for()
    inside = page.get_by_test_id("stMain").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert inside[0] <= inside[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_training_grows_the_chart_in_place_and_can_be_stopped(visit):
    visitor = visit().open(long_run())
    page = visitor.page
    page.get_by_role("progressbar").first.wait_for(timeout=60_000)
    chart = page.get_by_test_id("stVegaLiteChart").first.locator("svg, canvas").first
    chart.wait_for()
    chart.evaluate("element => element.setAttribute('data-first', 'yes')")
    frame = page.get_by_test_id("stVegaLiteChart").first.bounding_box()
    visitor.wait_for(TRAINING)
    page.wait_for_timeout(1500)
    assert page.locator("[data-first=yes]").count() == 1, "the chart was drawn anew"
    assert page.get_by_test_id("stVegaLiteChart").first.bounding_box() == frame
    page.get_by_role("button", name="Stop").click()
    visitor.wait_for("What was measured is kept.")
    assert NUMBER.search(shown(visitor)[1])
    page.get_by_role("button", name="Train again").wait_for()


def test_a_link_opens_the_same_state_in_a_fresh_browser(visit):
    first = visit().open()
    first.page.get_by_text("mean_squared_error").click()
    first.page.get_by_role("radio", name="sigmoid").click()
    first.wait_until_trained()
    first.page.wait_for_url(re.compile("activation=sigmoid"))
    assert "loss=mean_squared_error" in first.page.url
    again = visit().open("?" + first.page.url.split("?")[1])
    again.wait_until_trained()
    assert shown(again) == shown(first)
    first.page.reload()
    first.wait_until_trained()
    assert shown(first) == shown(again)


def test_a_refusal_is_mended_with_one_click(visit):
    visitor = visit().open("?labels=integer&keras=3.15.1&epochs=4")
    assert visitor.headline() == "Keras 3.15.1 refuses this setup."
    visitor.page.get_by_role("button", name="labels").first.click()
    visitor.wait_until_trained()
    assert "labels" not in visitor.page.url


@pytest.mark.parametrize("width", [390, 700])
def test_an_embedded_page_makes_its_point_in_450_pixels(width, visit):
    visitor = visit(width, 450).open("?embed=true")
    page = visitor.page
    chart = page.get_by_test_id("stVegaLiteChart").first
    chart.wait_for()
    box = chart.bounding_box()
    assert box["y"] + 0.9 * box["height"] <= 450 if width > 600 else box["y"] < 400
    assert "Keras 2.2.4 would report 90.0" in visitor.headline()
    assert page.get_by_text("Trains with Keras").count() == 0


def test_a_killed_worker_is_replaced_and_the_page_says_so(visit, server):
    visitor = visit().open(long_run())
    visitor.wait_for(TRAINING)
    for worker in server.workers():
        worker.kill()
    visitor.wait_for("The training process was lost.")
    visitor.wait_until_trained(seconds=180)
    assert NUMBER.search(shown(visitor)[1])


def test_a_bad_link_says_what_was_used_instead(visit):
    visitor = visit().open("?epochs=inf&seed=nan&loss=<script>alert(1)</script>")
    visitor.wait_for("Part of this link could not be read.")
    visitor.wait_for("is used instead")
    assert "Keras 2.2.4 would report 90.0" in visitor.headline()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_server_stays_small_and_never_loads_tensorflow(visit, server):
    visitor = visit().open("?seed=12")
    visitor.wait_until_trained()
    mapped = Path(f"/proc/{server.process.pid}/maps").read_text()
    assert "tensorflow" not in mapped
    # Its own memory: how much of its libraries' files is mapped besides is the system's affair.
    memory = server.process.memory_info()
    assert memory.rss - memory.shared < 200 * 2**20
