"""Pages in Chinese: nothing is cut, overlaps or scrolls sideways, on a phone and embedded."""

import pytest

from core import questions

PATHS = ("/", *(f"/{name}" for name in questions.NAMES if name != "playground"))
# Texts of charts, by the boxes that the browser gives them: two that overlap by more than a hair.
OVERLAPS = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg')].flatMap(svg => {
  const texts = [...svg.querySelectorAll('.mark-text text')].filter(t => t.textContent.trim());
  const boxes = texts.map(t => [t.textContent, t.getBoundingClientRect()]).filter(b => b[1].width);
  return boxes.flatMap(([said, a], place) => boxes.slice(place + 1)
    .filter(([_, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 4
                     && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
    .map(([other]) => [said, other]).filter(([said, other]) => said != other));
})"""
CUT = """() => [...document.querySelectorAll('button, [data-testid=stMetricLabel], h3, h4')]
  .filter(e => e.offsetParent && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
            && getComputedStyle(e).overflowX != 'visible')
  .map(e => e.textContent)"""


@pytest.mark.browser
@pytest.mark.parametrize("query", ["?lang=zh", "?lang=zh&embed=true"])
def test_every_page_has_room_for_it(query, visit):
    page = visit(390, 800).open(query).page
    for path in PATHS:
        page.goto(page.url.split("?")[0].rsplit("/", 1)[0] + path + query)
        page.get_by_text("中文").first.wait_for()
        page.get_by_test_id("stStatusWidget").wait_for(state="hidden")
        page.wait_for_timeout(700)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        inside = page.get_by_test_id("stMain").evaluate("e => [e.scrollWidth, e.clientWidth]")
        assert inside[0] <= inside[1], path
        assert page.evaluate(OVERLAPS) == [], path
        assert page.evaluate(CUT) == [], path


@pytest.mark.browser
def test_a_reader_changes_the_language_and_keeps_it(visit):
    visitor = visit().open("?epochs=20")
    page = visitor.page
    page.get_by_text("中文", exact=True).click()
    page.get_by_text("一个网络，一次运行，两种准确率").wait_for()
    assert "lang=zh" in page.url
    assert "epochs=20" in page.url
    page.wait_for_function("document.documentElement.lang == 'zh'")  # as it is read aloud
    page.get_by_role("link", name="说法").click()
    page.get_by_role("heading", name="说法").first.wait_for()
    assert "lang=zh" in page.url
    page.get_by_text("English", exact=True).click()
    page.get_by_role("heading", name="Claims").first.wait_for()
    page.wait_for_function("document.documentElement.lang == 'en'")
