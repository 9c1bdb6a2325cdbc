"""axe-core finds nothing against WCAG 2.1 A and AA on any page, light or dark, large or small."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from core import questions

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
PAGES = ("/", *(f"/{name}" for name in questions.NAMES if name != "playground"))
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
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_light_and_dark(path, scheme, visit):
    assert violations(visit(scheme=scheme).open(path=path)) == []


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
    ],
)
def test_phones_embedded_pages_and_refusals(path, query, width, height, visit):
    assert violations(visit(width, height, "dark").open(query, path)) == []


@pytest.mark.browser
def test_after_a_run(visit):
    visitor = visit().open("?epochs=2&seed=11")
    visitor.wait_until_trained()
    assert violations(visitor) == []
