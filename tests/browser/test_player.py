"""The player in a real browser: what plays by itself, for whom, and by which keys."""

import re
import time

import pytest

from core.ui import moments
from tests.browser.shift import LIMIT, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EPOCHS, EPOCHS_RECORDED = 12, 15
PATIENCE = 120_000  # milliseconds that a training may take on a machine with much else to do
# Remembers what stood on screen together: the slider's words, the sentence, what is read aloud, and
# whether in the very element that was there before: then it is read out.
RECORD = """(() => {
  window.__seen = []
  const regions = new Set()
  setInterval(() => {
    const text = selector => document.querySelector(selector)?.textContent ?? ""
    const region = document.querySelector(".st-key-player [role=status]")
    if (region) regions.add(region)
    const now = {
      at: performance.now(),
      moment: document.querySelector(".st-key-player input")?.getAttribute("aria-valuetext") ?? "",
      sentence: text("h3"),
      heard: region?.textContent ?? "",
      regions: regions.size,
      plays: text(".st-key-player_play button").includes("Pause"),
    }
    const last = window.__seen.at(-1)
    if (!last || Object.keys(now).some(key => key !== "at" && now[key] !== last[key]))
      window.__seen.push(now)
  }, 15)
})()"""

SLOW_LINE = """(() => {
  const send = WebSocket.prototype.send
  WebSocket.prototype.send = function (data) { setTimeout(() => send.call(this, data), 400) }
})()"""
# Right before the next tick: what that says is already old when it arrives.
SKIP_WHEN_MOVED = """() => {
  const slider = document.querySelector(".st-key-player input")
  const moment = () => +slider.getAttribute("aria-valuetext").split(" ")[1]
  new MutationObserver((_changes, observer) => {
    if (moment() === 0 || moment() === 15) return
    observer.disconnect()
    window.__skipped = moment()
    const skip = document.querySelector(".st-key-player_skip button")
    skip.dispatchEvent(new PointerEvent("pointerdown", {bubbles: true}))
    skip.click()
  }).observe(slider, {attributes: true})
}"""

# All at one moment: asked one after the other, the last answers are of a page that plays no more.
WHILE_IT_PLAYS = """table => {
  if (!document.querySelector(".st-key-player_play button")?.textContent.includes("Pause")) return null
  const page = document.querySelector(".stMainBlockContainer")
  return {height: page.scrollHeight, below: page.textContent.toLowerCase().includes(table)}
}"""

HEADLINE_CHANGED = "before => document.querySelector('h3').textContent !== before"


def new_run() -> str:
    """A link to a run that no attempt has trained yet, and that opening the page trains."""
    return f"?epochs={EPOCHS}&seed={time.time_ns() // 1000 % 999_999}"


def button(visitor, name):
    return visitor.page.locator(".st-key-player").get_by_role("button", name=name, exact=True)


def moment(visitor) -> int:
    """The epoch that the slider stands at."""
    slider = visitor.page.locator(".st-key-player").get_by_role("slider")
    return int(slider.get_attribute("aria-valuetext").removeprefix("epoch "))


def wait_for_moment(visitor, epoch: int) -> None:
    slider = visitor.page.locator(f".st-key-player input[aria-valuetext='epoch {epoch}']")
    slider.wait_for(state="attached")


def seen(visitor) -> list[dict]:
    return visitor.page.evaluate("() => window.__seen")


def opened(visit, query="", path="/", **kind):
    visitor = visit(**kind)
    visitor.page.set_default_timeout(PATIENCE)
    visitor.page.add_init_script(RECORD)  # before the page: the run may end before we ask
    visitor.page.goto(f"{visitor.base}{path}{query}")
    button(visitor, "Play").wait_for()
    return visitor


def test_a_run_that_ends_plays_itself_once_and_is_said_once(visit):
    visitor = opened(visit, new_run(), motion=True)
    # As the accessibility tree has it.
    said = (
        visitor.page.locator(".st-key-player").get_by_role("status").filter(has_text="The net is right")
    )
    said.wait_for(state="attached")
    aloud = said.text_content()
    button(visitor, "Pause").wait_for()
    button(visitor, "Play").wait_for()
    wait_for_moment(visitor, EPOCHS)
    looks = seen(visitor)
    playing = [each for each in looks if each["plays"]]
    epochs = [int(each["moment"].removeprefix("epoch ")) for each in playing]
    begun = epochs.index(0)  # before, the slider still stood where the run had ended
    assert epochs[begun:] == sorted(epochs[begun:])
    assert any(0 < each < EPOCHS for each in epochs[begun:])
    assert any(each["sentence"].startswith("Before ") for each in playing)
    assert 2 <= (looks[-1]["at"] - playing[0]["at"]) / 1000 <= 20  # 3, and what a busy machine adds
    heard = [each["heard"] for each in looks]
    assert heard[0] == ""
    assert set(heard) - {""} == {looks[-1]["sentence"]} == {aloud}
    assert looks[-1]["regions"] == 1
    visitor.page.wait_for_timeout(1500)
    assert moment(visitor) == EPOCHS, "it plays once"


def test_skip_ends_the_playing_at_once(visit):
    visitor = opened(visit, new_run(), motion=True)
    button(visitor, "Pause").wait_for()
    button(visitor, "Skip to the end").click()
    button(visitor, "Play").wait_for()
    wait_for_moment(visitor, EPOCHS)
    visitor.page.wait_for_timeout(1000)
    assert moment(visitor) == EPOCHS
    assert not visitor.headline().startswith("Before ")


def test_on_a_slow_line_skip_is_not_taken_back_by_what_was_about_to_be_asked(visit):
    visitor = visit(motion=True)
    visitor.page.add_init_script(SLOW_LINE)
    visitor.page.goto(f"{visitor.base}/")
    wait_for_moment(visitor, 0)
    before = visitor.headline()
    button(visitor, "Skip to the end").click()
    visitor.page.wait_for_function(HEADLINE_CHANGED, arg=before)
    at_the_end = visitor.headline()
    visitor.page.wait_for_timeout(1000 * moments.LATE)
    visitor.page.evaluate(SKIP_WHEN_MOVED)
    button(visitor, "Play").click()
    visitor.page.wait_for_function("() => window.__skipped")
    button(visitor, "Play").wait_for()
    visitor.page.wait_for_timeout(2500)
    assert (moment(visitor), visitor.headline()) == (EPOCHS_RECORDED, at_the_end)
    assert 0 < visitor.page.evaluate("() => window.__skipped") < EPOCHS_RECORDED


def test_with_reduced_motion_it_stays_at_its_end(visit):
    visitor = opened(visit, new_run())
    visitor.wait_until_trained(PATIENCE / 1000)
    wait_for_moment(visitor, EPOCHS)
    visitor.page.wait_for_timeout(2000)
    assert moment(visitor) == EPOCHS
    assert not any(each["plays"] for each in seen(visitor))
    assert any(each["heard"] == visitor.headline() for each in seen(visitor)), "it is said all the same"


def test_a_recording_stands_still_and_plays_by_keys_alone(visit):
    visitor = opened(visit, motion=True)
    page = visitor.page
    page.wait_for_timeout(1500)
    assert moment(visitor) == 0
    button(visitor, "Play").focus()
    page.keyboard.press("Space")
    button(visitor, "Pause").wait_for()
    assert button(visitor, "Pause").evaluate("each => each === document.activeElement")
    button(visitor, "Play").wait_for()
    wait_for_moment(visitor, 15)
    page.keyboard.press("ArrowLeft")
    wait_for_moment(visitor, 14)
    page.keyboard.press("ArrowRight")
    wait_for_moment(visitor, 15)
    page.locator(".st-key-player").get_by_role("slider").focus()
    page.keyboard.press("Home")
    wait_for_moment(visitor, 0)
    page.keyboard.press("Space")
    button(visitor, "Pause").wait_for()
    page.keyboard.press("ArrowRight")
    button(visitor, "Play").wait_for()
    visitor.page.wait_for_timeout(1000)
    assert moment(visitor) < 15, "who touches the slider stops it"


@pytest.mark.parametrize(("path", "table"), [("/", "Every snapshot as a table"), ("/mnist", "claim")])
def test_what_is_below_is_left_alone_while_it_plays_and_true_again_after(path, table, visit):
    visitor = opened(visit, path=path, motion=True)
    page = visitor.page
    below = page.get_by_text(re.compile(table, re.IGNORECASE)).first
    below.wait_for()
    button(visitor, "Play").click()
    button(visitor, "Pause").wait_for()
    heights = []
    while seen := page.evaluate(WHILE_IT_PLAYS, table.lower()):
        assert seen["below"]
        heights.append(seen["height"])
    assert max(heights) - min(heights) <= 100, heights


def test_nothing_jumps_through_a_run_and_its_playing(visit):
    visitor = opened(visit, motion=True)
    visitor.page.locator(".wa-cells").first.wait_for()
    visitor.page.wait_for_timeout(1500)
    with watched(visitor.page) as moved:
        visitor.page.get_by_role("button", name="Train it live").click()
        button(visitor, "Pause").wait_for()
        button(visitor, "Play").wait_for()
        visitor.page.wait_for_timeout(1000)
    assert moved.total <= LIMIT, moved


@pytest.mark.parametrize(
    ("query", "width", "height", "seen_within"),
    [("", 1280, 800, 800), ("", 390, 844, None), ("?embed=true", 700, 450, None)],
)
def test_the_player_is_on_the_one_screen_in_one_row(query, width, height, seen_within, visit):
    visitor = opened(visit, query, width=width, height=height)
    visitor.page.locator(".wa-cells").first.wait_for()
    visitor.page.wait_for_timeout(1500)
    boxes = [button(visitor, name).bounding_box() for name in ("Step back", "Play", "Skip to the end")]
    slider = visitor.page.locator(".st-key-player .stSlider").bounding_box()
    assert slider["width"] >= 120
    assert max(each["x"] + each["width"] for each in boxes) <= width
    assert len({round(each["y"] + each["height"] / 2) for each in boxes}) == 1
    assert slider["y"] < boxes[0]["y"] + boxes[0]["height"] < slider["y"] + slider["height"] + 20
    if seen_within:
        assert boxes[0]["y"] + boxes[0]["height"] <= seen_within


def test_the_keyboard_reaches_everything(visit):
    visitor = opened(visit)
    page = visitor.page
    page.get_by_role("button", name="Download").first.wait_for(state="attached")
    described = """() => {
      const e = document.activeElement
      return [e.tagName, e.type ?? "", e.getAttribute("aria-label") ?? "", e.textContent].join(" ")
    }"""
    wanted = {
        "a preset": "Famous case",
        "another": "Untrained",
        "a toggle": "radio",
        "a version": "3.15.1",
        "train": "Train it live",
        "the slider": "INPUT range moment",
        "back": "Step back",
        "play": "Play",
        "forward": "Step forward",
        "skip": "Skip to the end",
        "answers": "unsure",
        "a download": "Download",
    }
    reached = set()
    for _ in range(150):
        page.keyboard.press("Tab")
        focused = page.evaluate(described)
        reached |= {what for what, words in wanted.items() if words in focused}
        if reached == set(wanted):
            break
    assert reached == set(wanted)
