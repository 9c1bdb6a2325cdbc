"""A Chromium of this machine, as the browser tests and the benchmarks drive it."""

import contextlib
import shutil

from playwright.sync_api import Browser, BrowserType, Error

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


def launched(chromium: BrowserType) -> Browser | None:
    """The one on the PATH; else Playwright's own, or Chrome where its installer puts it."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path:
        return chromium.launch(executable_path=path, args=list(QUIET))
    for place in ({}, {"channel": "chrome"}):
        with contextlib.suppress(Error):
            return chromium.launch(**place, args=list(QUIET))
    return None
