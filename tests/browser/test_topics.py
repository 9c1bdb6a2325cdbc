"""The page on topics in a real browser: its recording, and a run of one's own."""

import re

import pytest

from core.questions.topics import reading as words
from tests import shipped as recorded

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def open_topics(visitor, query=""):
    visitor.open(query, "/topics")
    return visitor.page


def plain(text):
    return text.replace("`", "").replace("\N{NO-BREAK SPACE}", " ")


def recorded_sentence():
    shipped = recorded.load("topics")
    moment = words.telling(words.moments(shipped.order, shipped.snapshots))
    return plain(words.in_words(moment, "2.2.4"))


def test_the_recording_stands_on_the_first_screen(visit):
    visitor = visit()
    page = open_topics(visitor)
    assert plain(visitor.headline()) == recorded_sentence()
    chart = page.get_by_test_id("stVegaLiteChart").first
    chart.locator("canvas, svg").wait_for()
    box = chart.bounding_box()
    assert box["y"] + box["height"] <= 800


def test_run_it_small_and_read_the_verdict(visit):
    visitor = visit()
    page = open_topics(visitor, "?corpus=synthetic_topics")
    visitor.wait_for("Nothing is run yet for this corpus.")
    page.get_by_role("button", name="Run it: 2 epochs").click()
    visitor.wait_for(re.compile(r"here, 2 epochs"), seconds=120)
    page.get_by_test_id("stMetricValue").nth(3).wait_for()
    said = [
        float(each.rstrip("% \N{NO-BREAK SPACE}"))
        for each in page.get_by_test_id("stMetricValue").all_inner_texts()[:4]
    ]
    reported_binary, true_binary, reported_categorical, true_categorical = said
    assert reported_binary > 75
    assert reported_categorical == true_categorical
    assert abs(true_binary - true_categorical) < 10
    headline = plain(visitor.headline())
    assert f"{reported_binary:.1f} %" in headline
    assert f"{reported_categorical:.1f} %" in headline


def test_a_claim_s_link_opens_at_the_claim_which_is_run_and_judged(visit):
    visitor = visit()
    page = open_topics(visitor, "?claim=factor")
    claim = page.locator(".st-key-claim_factor")
    claim.get_by_text(re.compile("A constant factor on the loss helps")).wait_for()
    chart = page.get_by_test_id("stVegaLiteChart")
    chart.locator("canvas, svg").wait_for()
    box = chart.bounding_box()
    assert box["y"] + box["height"] <= 800, "all of it on the first screen"
    claim.get_by_role("button", name="Run it").click()
    claim.get_by_text(re.compile(r"here, 10 epochs")).wait_for(timeout=120_000)
    verdict = claim.get_by_text(re.compile("Does not hold")).first.inner_text()
    claim.get_by_text(re.compile(r"Loss × 10 under")).first.wait_for()
    assert verdict.startswith("✗")
    page.get_by_role("radio", name="80 against 50").click()
    visitor.wait_for(re.compile("Keras 2.2.4 would report"))
    assert plain(visitor.headline()) == recorded_sentence(), "the main story stays as it was"
    assert "claim=eighty_fifty" in page.url


@pytest.mark.parametrize("query", ["", "?embed=true"])
def test_nothing_scrolls_sideways(query, visit):
    """On a phone; for a wide screen see test_accessibility."""
    page = open_topics(visit(390, 450 if query else 800, "dark"), query)
    page.get_by_test_id("stVegaLiteChart").first.locator("canvas, svg").wait_for()
    inside = page.get_by_test_id("stMain").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert inside[0] <= inside[1]
