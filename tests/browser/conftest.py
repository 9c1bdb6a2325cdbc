"""A real server and a real Chromium, with everything that either complained about."""

import os
import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import launched
from tests.serving import ROOT, Server, serving


@pytest.fixture(scope="session")
def chromium() -> Browser:
    """A headless Chromium of this machine. CI has to have one; elsewhere the suite is skipped."""
    with sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        if browser is None:
            if os.environ.get("CI"):
                pytest.fail("CI must install Chromium for the browser suite")
            pytest.skip("no Chromium on this machine: install one to run the browser suite")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Server:
    """A server of our own on a free port; its log must end without a complaint."""
    with serving(ROOT / "app.py", tmp_path_factory.mktemp("server") / "log") as served:
        yield served
    complaints = [record for record in _records(served.said()) if _complains(record)]
    assert not complaints, "\n".join(complaints)


def _records(log: str) -> list[str]:
    """The log cut where a line begins with its date: a traceback stays in one piece."""
    return re.split(r"^(?=\d{4}-\d\d-\d\d )", log, flags=re.MULTILINE)


def _complains(record: str) -> bool:
    # A browser that leaves while Streamlit still shakes hands is no mistake of the app's.
    if re.search(r"^starlette\.\S*Disconnect\b.*\s*\Z", record, flags=re.MULTILINE):
        return False
    return any(word in record for word in ("Traceback", "Error", "WARNING streamlit", "Exception"))


@dataclass
class Visitor:
    """A page in a browser of its own, which remembers errors and calls to other hosts."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._asked)

    def open(self, query: str = "", path: str = "/") -> "Visitor":
        """Go to a page of the app and wait until its sentence stands there."""
        self.page.goto(f"{self.base}{path}{query}")
        self.page.get_by_role("heading", level=3).first.wait_for(timeout=30_000)
        return self

    def follow(self, name: str) -> None:
        """Go to a page by its entry in the menu."""
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def headline(self) -> str:
        """The sentence over the numbers."""
        return self.page.get_by_role("heading", level=3).first.inner_text()

    def wait_for(self, text: str | re.Pattern, seconds: float = 90) -> None:
        """Wait until `text` is on screen."""
        self.page.get_by_text(text).first.wait_for(timeout=1000 * seconds)

    def wait_until_trained(self, seconds: float = 90) -> None:
        """Wait until the run that is shown has ended by itself."""
        state = self.page.locator(".st-key-run_state")
        state.get_by_text(re.compile(r"here, \d+ epochs?")).wait_for(timeout=1000 * seconds)
        self.page.get_by_test_id("stMetricValue").nth(2).wait_for()

    def _heard(self, message) -> None:
        if message.type == "error" and not self._looked_in_vain(message.location.get("url", "")):
            self.complaints.append(f"{message.text} {message.location}")

    def _looked_in_vain(self, url: str) -> bool:
        """Whether it is one of the two addresses at which Streamlit's own page script looks in vain.

        At "/mnist" it cannot know whether the app's address ends there or one level above. It asks
        "/mnist/_stcore/health" and its "host-config" first, gets a 404 that Streamlit's server has for
        just that, and goes on at "/". Only `window.__streamlit.BACKEND_BASE_URL` would tell it, in the
        index.html of Streamlit's wheel; `server.baseUrlPath` changes nothing, and a server that
        answered there would be taken for the app's own. Seen in 1.67: static/static/js/index.*.js and
        web/server/starlette/starlette_static_routes.py.
        """
        below_a_page = rf"{re.escape(self.base)}/\w+/_stcore/(health|host-config)"
        return re.fullmatch(below_a_page, url) is not None

    def _asked(self, request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.complaints.append(f"asked {request.url}")


@pytest.fixture
def visit(chromium, server):
    """Open browsers: `visit(width, height, scheme)`. None of them may have had anything to complain.

    motion: whether its reader has not asked for reduced motion: then what just ended plays once.
    """
    visitors = []

    def new(
        width: int = 1280, height: int = 800, scheme: str = "light", motion: bool = False
    ) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="no-preference" if motion else "reduce",
        )
        visitors.append(Visitor(context.new_page(), server.url))
        return visitors[-1]

    yield new
    for visitor in visitors:
        visitor.page.context.close()
    assert not [each for visitor in visitors for each in visitor.complaints]
