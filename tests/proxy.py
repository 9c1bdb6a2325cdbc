"""A small load balancer for tests: `python -m tests.proxy PORT BACKEND_PORT BACKEND_PORT ...`.

Sticky by a cookie, as real ones are; who has none gets the server with the fewest connections. A server
that does not answer is passed over, and its readers go to another.
"""

import asyncio
import contextlib
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

import psutil

from tests.serving import ROOT, free_port

COOKIE = "served_by"
_SERVED_BY = re.compile(rf"^cookie:.*\b{COOKIE}=(\d+)".encode(), re.IGNORECASE | re.MULTILINE)
BLOCK = 2**16
STARTS = 20  # seconds


@contextlib.contextmanager
def balancing(backends: Sequence[int]) -> Iterator[int]:
    """A balancer before servers at these ports, in a process of its own; yields its port."""
    port = free_port()
    command = [sys.executable, "-m", "tests.proxy", str(port), *map(str, backends)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        deadline = time.monotonic() + STARTS
        while not _listens(process, port) and time.monotonic() < deadline:
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


def _listens(process: subprocess.Popen, port: int) -> bool:
    connections = psutil.Process(process.pid).net_connections(kind="tcp")
    return any(each.laddr.port == port and each.status == "LISTEN" for each in connections)


class Balancer:
    """Passes bytes on. open: of each backend, how many connections it has."""

    def __init__(self, backends: Sequence[int]) -> None:
        self.open = dict.fromkeys(backends, 0)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, from its first request to its end."""
        backend = None
        try:
            asked = await reader.readuntil(b"\r\n\r\n")
            backend, theirs, ours = await self._connect(asked)
            self.open[backend] += 1
            ours.write(asked)
            ways = (
                asyncio.create_task(_pass_on(theirs, writer, f"{COOKIE}={backend}; Path=/")),
                asyncio.create_task(_pass_on(reader, ours)),
            )
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            ours.close()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return  # nobody to talk to, or nothing that we understand
        finally:
            if backend:
                self.open[backend] -= 1
            writer.close()

    async def _connect(self, asked: bytes) -> tuple[int, asyncio.StreamReader, asyncio.StreamWriter]:
        """To the server of the cookie, else to the one with the least to do. Raises OSError."""
        stuck = _SERVED_BY.search(asked)
        own = int(stuck[1]) if stuck else None
        for backend in sorted(self.open, key=lambda each: (each != own, self.open[each])):
            with contextlib.suppress(OSError):
                return backend, *await asyncio.open_connection("127.0.0.1", backend)
        raise OSError("no server answers")


async def _pass_on(source: asyncio.StreamReader, sink: asyncio.StreamWriter, cookie: str = "") -> None:
    """Until either end is gone. cookie: put into the first answer's head."""
    with contextlib.suppress(OSError):
        while block := await source.read(BLOCK):
            if cookie:
                head = b"\r\nSet-Cookie: " + cookie.encode() + b"\r\n"
                block, cookie = block.replace(b"\r\n", head, 1), ""
            sink.write(block)
            await sink.drain()


async def main(port: int, backends: Sequence[int]) -> None:
    """Until it is ended."""
    server = await asyncio.start_server(Balancer(backends).serve, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main(int(sys.argv[1]), [int(each) for each in sys.argv[2:]]))
