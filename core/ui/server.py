"""What a server does once, when it starts: whatever a first reader would else wait for.

It answers at once, and imports the pages meanwhile: a first reader's browser is at work as long, before
it asks for one.
"""

import asyncio
import contextlib
import ctypes
import gc
import os
import socket
from collections.abc import AsyncIterator, Callable
from functools import cache
from threading import Thread

import psutil
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from core.ui import turns

# Of glibc's mallopt(3): the heaps that threads share, and the bytes from which on a block is mapped by
# itself, and so goes back to the system at once.
_M_ARENA_MAX, _ARENAS = -8, 2
_M_MMAP_THRESHOLD, _LARGE = -3, 128 * 1024
SOON = 1.5  # seconds for which a reader looks at nothing and thinks nothing of it
_loading: list[Thread] = []


def opening(load: Callable[[], None]) -> Callable[[st.App], contextlib.AbstractAsyncContextManager]:
    """The lifespan of the app. load: imports every page."""

    @contextlib.asynccontextmanager
    async def lifespan(app: st.App) -> AsyncIterator[None]:
        turns.sent_by(asyncio.get_running_loop())
        send_at_once()
        # As the first `st.navigation` would: until then Streamlit takes our folder named pages for its
        # own, and shows the first reader a menu before the page's settings, in a sidebar of another
        # width.
        PagesManager.uses_pages_directory = False
        begin(load)
        yield

    return lifespan


def send_at_once() -> None:
    """Have every connection send what it is given, however little.

    A page is a hundred small messages, and a script of the browser's a small head before it. The system
    would hold each back until what went before is acknowledged, which is done 40 ms late. asyncio knows
    that, but does not look at a socket that it was given, as Streamlit gives it one
    (https://github.com/Kludex/uvicorn/issues/3149). Connections have this from the socket they come to.
    """
    with contextlib.suppress(psutil.Error, OSError):  # it is sent in any case
        for each in psutil.Process().net_connections("tcp"):
            if each.status == psutil.CONN_LISTEN and each.fd >= 0:  # Windows tells no fd
                with socket.socket(fileno=os.dup(each.fd)) as listening:
                    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def begin(load: Callable[[], None]) -> None:
    """Have it all loaded in the background."""
    thread = Thread(target=_load, args=(load,))
    _loading.append(thread)
    thread.start()


def wait() -> None:
    """Return when all is loaded, or could not be: then whoever imports it hears why.

    On a slow machine a sign of life stands on screen meanwhile: without words, since the languages are
    not loaded either. The run goes on after it: a new one would have forgotten the page's address.
    """
    for thread in _loading:
        thread.join(SOON)
        if thread.is_alive():
            place = st.empty()
            middle = place.container(
                horizontal_alignment="center", vertical_alignment="center", height=400, border=False
            )
            with middle, st.spinner("", width="content"):
                thread.join()
            place.empty()


def _load(load: Callable[[], None]) -> None:
    gc.disable()  # it would look through all that is imported again and again, and find nothing
    try:
        load()
        settle()
    finally:
        gc.enable()
    from core.ui.desk import desk

    desk()


@cache
def settle() -> None:
    """Keep the process small and its collector quick. Later calls change nothing.

    Each page is drawn in a thread of its own. glibc gives every new thread a heap, up to eight for a
    core, and what is free in one is no use in another: of 245 MB after sixty views 60 were such.
    """
    with contextlib.suppress(OSError, AttributeError):  # not glibc's
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_M_ARENA_MAX, _ARENAS)
        mallopt(_M_MMAP_THRESHOLD, _LARGE)
    gc.collect()
    gc.freeze()  # what the imports made stays: the collector need not look at it again
