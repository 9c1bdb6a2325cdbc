"""axe-core finds nothing against WCAG 2.1 A and AA on any page, light or dark, large or small.

Where a page is opened as wide as most screens are, nothing scrolls sideways either.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from core import questions

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
PAGES = ("/", *(f"/{name}" for name in questions.NAMES if name != "playground"))
# That the page behind everything is darker than half.
DARK = """() => {
  const colour = getComputedStyle(document.querySelector('.stApp')).backgroundColor
  return colour.match(/[\\d.]+/g).slice(0, 3).every(part => Number(part) < 128)
}"""
REFUSED = "?labels=integer&keras=3.15.1"


def violations(visitor):
    """What axe-core says against the page, a line for each rule with the first place that breaks it."""
    visitor.page.get_by_test_id("stStatusWidget").wait_for(state="hidden")
    # Streamlit fades what a script has not drawn again yet, and back in over a fraction of a second.
    visitor.page.wait_for_function("() => !document.querySelector('[data-stale=true]')")
    visitor.page.wait_for_timeout(1000)
    found = Axe().run(visitor.page, options=RULES).response["violations"]
    return [
        f"{each['id']}, {len(each['nodes'])} places: {each['nodes'][0]['html'][:200]} "
        f"{each['nodes'][0]['failureSummary'][:300]}"
        for each in found
    ]


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_every_page_light_and_dark(path, visit):
    """The same page first in one, then in the other, as where a reader's system turns dark at night."""
    visitor = visit(scheme="light").open(path=path)
    for scheme, shown in (("light", f"() => !({DARK})()"), ("dark", DARK)):
        visitor.page.emulate_media(color_scheme=scheme)
        visitor.page.wait_for_function(shown)
        assert violations(visitor) == []
        inside = visitor.page.get_by_test_id("stMain").evaluate("e => [e.scrollWidth, e.clientWidth]")
        assert inside[0] <= inside[1]
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "query", "width", "height"),
    [
        ("/", "", 390, 800),
        ("/", "?embed=true", 700, 450),
        ("/", REFUSED, 1280, 800),
        ("/topics", "", 390, 800),
        ("/diabetes", "?embed=true", 700, 450),
        ("/choose", "?embed=true", 700, 450),
        ("/choose", "?answers=several&labels=multi_hot&from_logits=true", 390, 800),
        ("/arithmetic", "?embed=true", 700, 450),
        ("/arithmetic", "?reported=0.5", 390, 800),
        ("/check", "?example=two_models", 390, 800),
        ("/lesson", "?view=handout", 390, 800),
        ("/versions", "?view=history", 390, 800),
        ("/versions", "?labels=integer", 1280, 800),
    ],
)
def test_phones_embedded_pages_and_refusals(path, query, width, height, visit):
    assert violations(visit(width, height, "dark").open(query, path)) == []


@pytest.mark.browser
def test_after_a_run(visit):
    visitor = visit().open("?epochs=2&seed=11")
    visitor.wait_until_trained()
    assert violations(visitor) == []
