"""The server starts at once, and loads what pages need while the first reader's browser is at work."""

import gc
import subprocess
import sys
import threading

import pytest

from core.ui import server
from tests.serving import ROOT

# What a page needs and a server that starts does not: together over half a second.
SLOW = {"altair", "pandas", "pyarrow", "numpy", "core.runs"}


@pytest.fixture(autouse=True)
def nothing_loading(monkeypatch):
    monkeypatch.setattr(server, "_loading", [])
    monkeypatch.setattr("core.ui.desk.desk", lambda: None)
    monkeypatch.setattr(server, "settle", lambda: None)


def test_a_reader_who_comes_early_waits_until_all_is_loaded():
    loaded, seen = threading.Event(), []
    server.begin(loaded.wait)
    reader = threading.Thread(target=lambda: (server.wait(), seen.append(loaded.is_set())))
    reader.start()
    reader.join(0.1)
    assert reader.is_alive()
    loaded.set()
    reader.join(5)
    assert seen == [True]


def test_nobody_waits_where_no_server_was_opened():
    server.wait()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_load_that_fails_lets_the_readers_in_and_the_collector_on():
    def fails():
        assert not gc.isenabled()
        raise ModuleNotFoundError("no module named so")

    server.begin(fails)
    server.wait()
    assert gc.isenabled()


def test_the_server_is_asked_to_start_before_any_page_is_imported():
    program = f"import sys, app; print(app.app is not None, sorted({SLOW} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "True []", done.stderr
