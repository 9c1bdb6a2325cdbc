"""The server starts at once, and loads what pages need while the first reader's browser is at work."""

import asyncio
import contextlib
import gc
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
from streamlit.testing.v1 import AppTest

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


def test_the_desk_opens_when_all_is_loaded_and_settled(monkeypatch):
    done = []
    monkeypatch.setattr(server, "settle", lambda: done.append("settled"))
    monkeypatch.setattr("core.ui.desk.desk", lambda: done.append("opened"))
    server.begin(lambda: done.append("loaded"))
    server.wait()
    assert done == ["loaded", "settled", "opened"]


def test_what_a_server_sends_is_not_held_back(monkeypatch):
    """As Streamlit binds it, whose connections asyncio leaves as they are."""
    monkeypatch.setattr(server.turns, "sent_by", lambda loop: None)
    monkeypatch.setattr(server.PagesManager, "uses_pages_directory", None)

    async def accepted() -> int:
        with socket.socket(socket.AF_INET) as listening:
            listening.bind(("127.0.0.1", 0))
            listening.listen()
            async with server.opening(lambda: None)(None):
                with socket.create_connection(listening.getsockname()), listening.accept()[0] as served:
                    return served.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

    with ThreadPoolExecutor() as another:  # in this thread a browser's loop may be running
        assert another.submit(asyncio.run, accepted()).result()


def test_a_system_that_tells_nothing_of_sockets_is_served_all_the_same(monkeypatch):
    def denied(_self, _kind):
        raise psutil.AccessDenied

    monkeypatch.setattr(psutil.Process, "net_connections", denied)
    server.send_at_once()


def test_nobody_waits_where_no_server_was_opened():
    server.wait()


def early_page():
    """A page's script, as `app.py` is one."""
    import streamlit as st

    from core.ui import server

    st.session_state.runs = st.session_state.get("runs", 0) + 1
    server.wait()
    st.write("the page")


@pytest.mark.parametrize(("soon", "signs"), [(5, 0), (0.1, 1)])
def test_who_waits_long_sees_a_sign_of_life_and_then_nothing_but_the_page(monkeypatch, soon, signs):
    shown = []
    monkeypatch.setattr(server, "SOON", soon)
    monkeypatch.setattr(
        server.st, "spinner", lambda text, **_: shown.append(text) or contextlib.nullcontext()
    )
    server.begin(lambda: time.sleep(0.5))
    app = AppTest.from_function(early_page).run(timeout=10)
    seen = [each for each in app.main.children.values() if each.type != "empty"]
    assert [each.value for each in seen] == ["the page"]
    assert app.session_state.runs == 1  # a second would open the first page, whatever was asked for
    assert shown == [""] * signs


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
