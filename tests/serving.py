"""A Streamlit server of our own on a free port of this machine, for tests and benchmarks."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
TRAINS = 300 * 2**20  # bytes: a process that holds more has TensorFlow
STARTS = 60  # seconds


@dataclass(frozen=True)
class Server:
    """A running `streamlit run`. log: the file that its output goes to."""

    port: int
    process: psutil.Process
    log: Path

    @property
    def url(self) -> str:
        """Where it is, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def cpu_seconds(self) -> float:
        """What the page process has used of a core so far; its workers' own is not in it."""
        times = self.process.cpu_times()
        return times.user + times.system

    @property
    def resident_bytes(self) -> int:
        """What the page process holds, shared pages of libraries with it."""
        return self.process.memory_info().rss

    @property
    def all_resident_bytes(self) -> int:
        """The same of the page process and all that it has started; what they share counts once.

        Only Linux tells what is shared. Elsewhere it counts once for each.
        """
        family = [self.process, *self.process.children(recursive=True)]
        return sum(_held(each) for each in family)

    def workers(self) -> list[psutil.Process]:
        """Processes under it that train: all that hold TensorFlow."""
        children = self.process.children(recursive=True)
        return [each for each in children if each.memory_info().rss > TRAINS]

    def said(self) -> str:
        """All of its log so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextlib.contextmanager
def serving(
    script: Path, log: Path, folder: Path = ROOT, settings: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Serve a Streamlit script until the block ends. folder: where its `.streamlit` is looked for.

    settings: environment variables, besides those of this process.

    Raises TimeoutError where it does not answer within STARTS seconds.
    """
    port = free_port()
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true"),
                *("--server.address=127.0.0.1", f"--server.port={port}"),
                "--browser.gatherUsageStats=false",
            ],
            cwd=folder,
            env=os.environ | (settings or {}),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    server = Server(port, psutil.Process(process.pid), log)
    try:
        _wait_until_healthy(server)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    """One of this machine's that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _held(process: psutil.Process) -> int:
    try:
        memory = process.memory_full_info()
    except psutil.NoSuchProcess:  # killed just now, or recycled
        return 0
    return getattr(memory, "pss", memory.rss)


def _wait_until_healthy(server: Server) -> None:
    deadline = time.monotonic() + STARTS
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=1)
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"no server at {server.url}: {server.said()[-500:]}")
