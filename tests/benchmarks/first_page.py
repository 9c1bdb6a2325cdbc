"""`python -m tests.benchmarks.first_page`: how long a reader waits, next to an empty Streamlit page.

In a real browser: from the server's start to the first whole page, and of each page once all is warm.
"""

import contextlib
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.readers import loads
from tests.benchmarks.readers.__main__ import EMPTY
from tests.benchmarks.readers.report import Line, formatted
from tests.browser.chromium import launched
from tests.serving import ROOT, Server, serving

STARTS, VIEWS = 5, 5  # of which the medians are told
COLD, WARM = 2.0, 1.5  # times an empty page, at most
SETTLES = 12  # seconds after a start, in which the workers begin
SIZE = {"width": 1280, "height": 900}
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"


def main() -> None:
    """Print the table. A missed target is no failure."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = launched(playwright.chromium)
        if browser is None:
            raise SystemExit("no Chromium on this machine")
        empty = Path(name) / "empty.py"
        empty.write_text(EMPTY, encoding="utf-8")
        print(formatted(_lines(browser, empty)))


def _lines(browser: Browser, empty: Path) -> list[Line]:
    app = ROOT / "app.py"
    # In turns, so that whatever else the machine does falls on both.
    starts = [[_started(browser, script) for script in (empty, app)] for _start in range(STARTS)]
    cold = [median(each) for each in zip(*starts, strict=True)]
    (beside,) = _warm(browser, empty, [""])
    found = zip(loads.PAGES, _warm(browser, app, loads.PAGES), strict=True)
    return [
        Line("start of the server to the first page", *cold, COLD),
        *(Line(f"/{page}, warm", beside, seconds, WARM) for page, seconds in found),
    ]


def _started(browser: Browser, script: Path) -> float:
    """Seconds from a server's start until its first page is whole."""
    began = time.monotonic()
    with _served(script) as server:
        _view(browser, server, "")
        return time.monotonic() - began


def _warm(browser: Browser, script: Path, pages: Sequence[str]) -> list[float]:
    """Seconds that each page takes a new reader, on a server that has drawn it before."""
    with _served(script) as server:
        time.sleep(SETTLES)
        for page in pages:
            _view(browser, server, page)
        rounds = [[_view(browser, server, page) for page in pages] for _view_ in range(VIEWS)]
    return [median(each) for each in zip(*rounds, strict=True)]


def _view(browser: Browser, server: Server, page: str) -> float:
    """Seconds until a page is whole for a reader who has not been here before."""
    context = browser.new_context(viewport=SIZE)
    try:
        seen = context.new_page()
        began = time.monotonic()
        seen.goto(f"{server.url}/{page}")
        seen.locator("[data-testid=stMainBlockContainer]").locator("h1, h3").first.wait_for()
        seen.locator(IDLE).wait_for()
        return time.monotonic() - began
    finally:
        context.close()


@contextlib.contextmanager
def _served(script: Path) -> Iterator[Server]:
    with (
        tempfile.TemporaryDirectory() as name,
        serving(script, Path(name) / "log", script.parent) as server,
    ):
        yield server


if __name__ == "__main__":
    main()
