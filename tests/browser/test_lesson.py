"""The lesson in a real browser: by keyboard alone, on a phone in an iframe, and printed."""

import re

import pytest
from playwright.sync_api import expect

from core.questions.lesson.reading import lesson
from tests.browser.shift import LIMIT, watched
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser


def title(page):
    return page.get_by_role("heading", level=3).first


FOCUSED = """() => {
  const at = document.activeElement
  return at === document.body || at.tagName === "MAIN" ? "" : at.innerText || at.ariaLabel || ""
}"""


def reached(page, words, tabs=4):
    """Press Tab until the focus is on what has these words."""
    for _each in range(tabs):
        page.keyboard.press("Tab")
        if words in page.evaluate(FOCUSED):
            return
    raise AssertionError(f"no {words!r} within {tabs} tabs")


FRAME = 110  # pixels that the menu and the page's title take where the page is not embedded


@pytest.mark.slow
def test_the_whole_lesson_by_keyboard_in_an_iframe_on_a_phone(visit):
    """No question needs scrolling on a desk; its answer moves nothing; a phone has two screens."""
    visitor = visit(390, 800, "dark").open("?embed=true", "/lesson")
    page, main = visitor.page, visitor.page.get_by_test_id("stMain")
    page.get_by_role("radio", name="1", exact=True).first.wait_for()
    page.get_by_role("button", name="Show").wait_for()
    page.wait_for_timeout(1000)  # what is drawn anew would take the focus with it
    reached(page, "1", tabs=3)
    for place, step in enumerate(lesson().steps):
        expect(title(page)).to_have_text(step.title.replace("`", ""))
        show = page.get_by_role("button", name="Show")
        show.wait_for()
        if place:  # from the title on, where the last step's button led
            expect(title(page)).to_be_focused()
        assert main.evaluate("e => e.scrollTop") == 0
        page.set_viewport_size({"width": 1280, "height": 800})
        page.wait_for_timeout(300)
        box = show.bounding_box()
        assert box["y"] + box["height"] + FRAME < 800, step.id
        page.set_viewport_size({"width": 390, "height": 800})
        page.wait_for_timeout(500)
        with watched(page) as moved:
            if step.id == "snippets":  # whose pieces of code can be copied
                reached(page, "A", tabs=5)
            else:
                page.keyboard.press("Tab")
            page.keyboard.press("ArrowRight")
            page.keyboard.press(" ")
            expect(show).to_be_enabled()
            page.wait_for_timeout(300)
            reached(page, "Show")
            page.keyboard.press("Enter")
            page.get_by_role("button", name=re.compile("Next:|To the end")).wait_for()
            page.wait_for_timeout(500)
        answer = page.locator(".st-key-lesson_answer").bounding_box()
        assert answer["y"] < 600, step.id
        assert moved.total <= LIMIT, (step.id, moved)
        assert main.evaluate("e => e.scrollHeight") <= 1600, step.id
        assert main.evaluate("e => e.scrollWidth <= e.clientWidth"), step.id
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    expect(title(page)).to_contain_text("Your guesses")
    expect(page).to_have_url(re.compile("step=end"))
    page.get_by_role("img", name=re.compile("Your guesses and the answers")).wait_for()
    assert main.evaluate("e => e.scrollHeight") <= 1600
    assert violations(visitor) == []


@pytest.mark.parametrize("code", ["en", "zh"])
def test_the_sheet_is_one_page_without_buttons(code, visit, tmp_path):
    page = visit().open(f"?view=handout&lang={code}", "/lesson").page
    page.locator(".wa-sheet").wait_for()
    page.wait_for_timeout(1000)
    page.emulate_media(media="print")
    file = tmp_path / "sheet.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", file.read_bytes())) == 1
    assert not [each for each in page.get_by_role("button").all() if each.is_visible()]
    assert not [each for each in page.get_by_role("link").all() if each.is_visible()]
    assert page.locator(".wa-sheet section").last.is_visible()
