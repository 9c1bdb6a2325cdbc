"""What a server does once, before its first reader comes."""

import asyncio
import contextlib
import ctypes
import gc
from collections.abc import AsyncIterator
from functools import cache

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from core.ui import turns
from core.ui.desk import desk

# Of glibc's mallopt(3): the heaps that threads share, and the bytes from which on a block is mapped by
# itself, and so goes back to the system at once.
_M_ARENA_MAX, _ARENAS = -8, 2
_M_MMAP_THRESHOLD, _LARGE = -3, 128 * 1024


@contextlib.asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Of the app: whatever a first reader would wait for is done before."""
    settle()
    turns.sent_by(asyncio.get_running_loop())
    # As the first `st.navigation` would: until then Streamlit takes our folder named pages for its own,
    # and shows the first reader a menu before the page's settings, in a sidebar of another width.
    PagesManager.uses_pages_directory = False
    desk()
    yield


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
