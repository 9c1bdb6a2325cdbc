"""One reader without a browser: what a browser says over the websocket, and what it then hears."""

import asyncio
import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import uniform

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

QUIET = 1.0  # seconds without a look to take, after which all that there is to see has been seen
OPENS = 60  # seconds that a connection may take
RETURN_SECONDS = 1.0  # until it is made anew, at most


@dataclass(frozen=True)
class Visit:
    """A page that is opened: its address without the slash, its query, and how long one waits.

    until: a text that stands there in the end; without it the end is when nothing is looked for again.
    returns: how often one comes again where the connection breaks off, as a browser does by itself.
    """

    page: str = ""
    query: str = ""
    patience: float = 60.0
    until: str = ""
    returns: int = 0


@dataclass
class Seen:
    """What came of a visit. Times are in seconds, from when the page was asked for.

    first: until the first whole page; ended: the moment at which the end was seen, on this machine's
    clock. looks: how often a live run was looked at again. errors: exceptions on the page, and the
    connection's own. done: whether the end was seen, and nothing more was to come. kinds: of the
    messages until the first whole page. returned: how often the connection was made anew.
    """

    first: float | None = None
    ended: float | None = None
    looks: int = 0
    received: int = 0
    done: bool = False
    errors: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    returned: int = 0


async def visit(port: int, wanted: Visit) -> Seen:
    """Open the page, look at what is live as often as the page asks, until nothing is live any more."""
    seen = Seen()
    while True:
        try:
            async with _connected(port) as connection:
                await _Browser(connection, port, wanted, seen).stay()
            return seen
        except (OSError, TimeoutError, websockets.WebSocketException) as failure:
            if seen.returned >= wanted.returns:
                seen.errors.append(f"{type(failure).__name__}: {failure}"[:200])
                return seen
        seen.returned += 1
        await asyncio.sleep(uniform(0, RETURN_SECONDS))


async def crowd(port: int, visits: Sequence[Visit], spread: float) -> list[Seen]:
    """Many readers, who come one after the other within `spread` seconds."""

    async def later(place: int, wanted: Visit) -> Seen:
        await asyncio.sleep(spread * place / len(visits))
        return await visit(port, wanted)

    return await asyncio.gather(*(later(place, each) for place, each in enumerate(visits)))


async def drop_in(port: int, readers: int) -> None:
    """So many open the first page at once, and are gone before it has come."""

    async def one() -> None:
        with contextlib.suppress(OSError, TimeoutError, websockets.WebSocketException):
            async with _connected(port) as connection:
                await _Browser(connection, port, Visit(), Seen()).ask()

    await asyncio.gather(*(one() for _reader in range(readers)))


def _connected(port: int) -> websockets.connect:
    return websockets.connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=["streamlit"],
        max_size=None,
        open_timeout=OPENS,
    )


class _Browser:
    """As much of Streamlit's front end as the server can notice."""

    def __init__(self, connection, port: int, wanted: Visit, seen: Seen) -> None:
        self.connection, self.port, self.wanted, self.seen = connection, port, wanted, seen
        self.looks: dict[str, tuple[float, float]] = {}  # by fragment: when next, and how often
        self.drawn = False  # a whole page has come through this connection
        self.goes_on = False  # what was drawn broke off, and is drawn again
        self.script = ""
        self.began = time.monotonic()

    async def stay(self) -> None:
        await self.ask()
        while (now := time.monotonic()) < self.began + self.wanted.patience:
            due = min((at for at, _every in self.looks.values()), default=now + QUIET)
            try:
                heard = await asyncio.wait_for(self.connection.recv(), max(0.01, due - now))
                self._hear(heard)
            except TimeoutError:
                if self.drawn and not self.looks and not self.goes_on:
                    self.seen.done = self.seen.ended is not None
                    return
            await self._look()

    async def ask(self, fragment: str = "") -> None:
        """Have the page drawn, or this fragment of it."""
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string, rerun.page_name = self.wanted.query, self.wanted.page
        rerun.page_script_hash = self.script
        rerun.context_info.url = f"http://127.0.0.1:{self.port}/{self.wanted.page}?{self.wanted.query}"
        rerun.context_info.locale, rerun.context_info.timezone = "en-US", "UTC"
        if fragment:
            rerun.fragment_id, rerun.is_auto_rerun = fragment, True
        await self.connection.send(message.SerializeToString())

    async def _look(self) -> None:
        """Ask for what is due, whether or not the last look was answered: browsers do so too."""
        now = time.monotonic()
        for fragment, (at, every) in list(self.looks.items()):
            if now >= at:
                self.looks[fragment] = (now + every, every)
                self.seen.looks += 1
                await self.ask(fragment)

    def _hear(self, heard: bytes) -> None:
        self.seen.received += len(heard)
        message = ForwardMsg()
        message.ParseFromString(heard)
        kind = message.WhichOneof("type")
        if self.seen.first is None:
            self.seen.kinds.append(kind)
        if kind == "new_session":
            self.script = message.new_session.page_script_hash or self.script
            if not message.metadata.run.fragment_ids:
                self.looks.clear()  # all of the page is drawn, and tells anew what is to be looked for
        elif kind == "auto_rerun":
            every = message.auto_rerun.interval
            self.looks[message.auto_rerun.fragment_id] = (time.monotonic() + every, every)
        elif kind == "stop_auto_rerun":
            for fragment in message.stop_auto_rerun.fragment_ids:
                self.looks.pop(fragment, None)
        elif kind == "delta":
            self._note_errors(message)
            if self.wanted.until and self.wanted.until in message.delta.new_element.markdown.body:
                self.seen.ended = self.seen.ended or time.monotonic()
        elif kind == "script_finished":
            self.goes_on = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
            if self.goes_on:
                return
            self.drawn = True
            if self.seen.first is None:
                self.seen.first = time.monotonic() - self.began
            if not self.wanted.until:
                self.seen.ended = time.monotonic()

    def _note_errors(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        if element.WhichOneof("type") == "exception":
            self.seen.errors.append(f"{element.exception.type}: {element.exception.message}"[:200])
