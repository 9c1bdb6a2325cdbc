"""Pages of the app in somebody else's: another site, sandboxed, cookies off, 450 pixels high."""

import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from core.experiment import Experiment
from core.questions.mnist import orders
from core.questions.mnist.recordings import SHELF as MNIST
from core.questions.playground.recordings import SHELF
from core.reading.reading import read
from core.reading.words import percent
from core.ui.share import iframe
from tests.browser.conftest import Visitor

NAMED = Experiment(metric="categorical_accuracy")
# Without https a browser takes no cookie from another site, as with such cookies off.
SOME_COOKIE = "() => {document.cookie = 'a=1; SameSite=None; Secure'; return document.cookie}"
INSIDE = "e => [e.scrollWidth, e.clientWidth]"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args) -> None:
        pass


@contextmanager
def course_page(folder, html):
    """A site of its own, by its name as well as by its port, that serves this page."""
    (folder / "index.html").write_text(f"<!doctype html><title>A course</title>{html}", "utf-8")
    (folder / "favicon.ico").touch()
    served = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=served.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{served.server_port}/"
    finally:
        served.shutdown()
        served.server_close()


def at_the_end(experiment, snapshots):
    """What is reported and what is true at a run's last moment, as a page says them."""
    point = read(experiment).points(snapshots)[-1]
    return percent(point.reported), percent(point.true)


@pytest.mark.browser
def test_two_pages_in_a_course_page(chromium, server, tmp_path):
    famous, asks = (
        f"{server.url}/?embed=true&lang=en&show=metric&moment=15",
        f"{server.url}/mnist?embed=true&lang=en&hide=all&ask=1",
    )
    sandboxed = 'sandbox="allow-scripts allow-same-origin" '
    html = "".join(
        iframe(link, name).replace("<iframe ", f'<iframe name="{name}" {sandboxed}')
        for link, name in ((famous, "famous"), (asks, "asks"))
    )
    playground = SHELF.find(Experiment()).snapshots
    mnist = orders.full("article")
    ended = [each.member("binary") for each in MNIST.find(mnist).snapshots]
    page = chromium.new_page(viewport={"width": 760, "height": 1000}, reduced_motion="reduce")
    visitor = Visitor(page, server.url)
    with course_page(tmp_path, html) as address:
        page.goto(address)
        frames = [page.wait_for_selector(f"iframe[name={name}]") for name in ("famous", "asks")]
        famous, asks = (each.content_frame() for each in frames)

        reported, true = at_the_end(Experiment(), playground)
        headline = famous.get_by_role("heading", level=3)
        headline.get_by_text(reported).wait_for(timeout=60_000)
        assert true in headline.inner_text()
        assert famous.evaluate(SOME_COOKIE) == "", "no cookie of what is embedded is taken"
        assert famous.get_by_text("metric", exact=True).count() == 1
        for widget in ("stRadio", "stSlider", "stNumberInput", "stPopover", "stExpander", "stSidebar"):
            assert famous.get_by_test_id(widget).count() == 0, widget
        assert famous.get_by_text("binary_crossentropy", exact=True).count() == 0
        for hidden in ("sigmoid", "Train it live", "中文", "Share"):
            assert famous.get_by_text(hidden).count() == 0, hidden

        asks.get_by_role("button", name="Show", exact=True).wait_for(timeout=60_000)
        reported, true = at_the_end(mnist.member("binary"), ended)
        assert true in asks.get_by_role("heading", level=3).inner_text()
        assert asks.get_by_text(reported).count() == 0
        assert asks.get_by_test_id("stMetricValue").count() == 0
        asks.get_by_role("slider").press("ArrowRight")
        asks.get_by_role("button", name="Show", exact=True).click()
        asks.get_by_text(f"You guessed 51 %; it reports {reported}.").wait_for()
        assert asks.get_by_test_id("stMetricValue").all_inner_texts() == [reported, true]
        assert asks.get_by_role("slider").count() == 0
        assert asks.get_by_text("Run it").count() == 0

        famous.get_by_text("categorical_accuracy", exact=True).click()
        reported, _true = at_the_end(NAMED, playground)
        headline.get_by_text(f"{reported}, which is true").or_(
            famous.get_by_test_id("stMetricValue").first.get_by_text(reported)
        ).first.wait_for()
        assert asks.get_by_text("You guessed 51").count() == 1, "the other stays as it is"
        for frame in (famous, asks):
            wide, room = frame.get_by_test_id("stMain").evaluate(INSIDE)
            assert wide <= room
            assert frame.get_by_test_id("stMetricValue").first.bounding_box()["y"] < 1000
    page.close()
    assert not [each for each in visitor.complaints if not each.startswith(f"asked {address}")]


@pytest.mark.browser
def test_from_share_to_the_teacher_s_page_and_back_into_a_frame(visit):
    visitor = visit().open("?hide=presets")
    page = visitor.page
    page.get_by_role("button", name="Skip to the end").click()
    reported, _true = at_the_end(Experiment(), SHELF.find(Experiment()).snapshots)
    visitor.wait_for(reported)
    page.get_by_role("button", name="Share").click()
    page.get_by_text("/?hide=presets&moment=15", exact=False).first.wait_for()
    page.get_by_role("link", name="Choose what readers see").click()
    frame = page.frame_locator("iframe[title='Which Accuracy? Playground']")
    frame.get_by_role("heading", level=3).get_by_text(reported).wait_for(timeout=60_000)
    assert "link=playground" in page.url
    page.get_by_text("guess first", exact=True).click()
    frame.get_by_role("button", name="Show", exact=True).wait_for(timeout=60_000)
    page.get_by_text("hide=presets&ask=1&moment=15", exact=False).first.wait_for()
