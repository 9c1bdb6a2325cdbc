"""A Dask scheduler and its workers as processes of this machine, for tests and benchmarks."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[3]
STARTS = 60  # seconds


class DaskCluster:
    """Processes that talk over loopback only. log: what all of them say, in one file.

    root: what the workers have on their path. port: the scheduler's; a free one without.
    """

    def __init__(self, log: Path, root: Path = ROOT, port: int = 0) -> None:
        self.log = log
        self.root = root
        self.port = port or _free_port()
        self.scheduler: subprocess.Popen | None = None
        self.workers: list[subprocess.Popen] = []

    @property
    def address(self) -> str:
        """What WHICH_ACCURACY_CLUSTER would be."""
        return f"tcp://127.0.0.1:{self.port}"

    def start_scheduler(self) -> None:
        """Start it, at the same port each time; return when it listens."""
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard"
        )
        _wait_for(self._listens)

    def add_worker(self, *options: str, **environ: str) -> subprocess.Popen:
        """Start a Dask worker of one thread; without `--no-nanny` the process is the nanny's."""
        settings = ("--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")
        self.workers.append(self._start("worker", self.address, *settings, *options, **environ))
        return self.workers[-1]

    def pids(self) -> dict[int, psutil.Process]:
        """The processes that train, by their id: each nanny's child, else the process started."""
        found = {}
        for worker in self.workers:
            with contextlib.suppress(psutil.NoSuchProcess):
                for process in _trainers(psutil.Process(worker.pid)):
                    found[process.pid] = process
        return found

    def pid_of(self, address: str) -> int:
        """The process of the Dask worker at an address. Raises LookupError where there is none."""
        port = int(address.rpartition(":")[2])
        for pid, process in self.pids().items():
            with contextlib.suppress(psutil.Error):
                if any(each.laddr.port == port for each in process.net_connections("tcp")):
                    return pid
        raise LookupError(address)

    def kill_worker(self, pid: int) -> None:
        """As the system does that is out of memory."""
        psutil.Process(pid).kill()

    def kill_scheduler(self) -> None:
        """End it without a word to anybody."""
        self.scheduler.kill()
        self.scheduler.wait(10)

    def stop_workers(self) -> None:
        """End all, nannies and trainers."""
        for worker in self.workers:
            _end(worker)
        self.workers.clear()

    def close(self) -> None:
        """End all."""
        self.stop_workers()
        if self.scheduler:
            _end(self.scheduler)

    def said(self) -> str:
        """What all of them have said so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def _start(self, role: str, *options: str, **environ: str) -> subprocess.Popen:
        variables = {**os.environ, "PYTHONPATH": str(self.root), **environ}
        with self.log.open("a", encoding="utf-8") as out:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{role}", *options],
                cwd=self.log.parent,  # else the project would be found there
                env=variables,
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def _listens(self) -> bool:
        with socket.socket() as trial:
            return trial.connect_ex(("127.0.0.1", self.port)) == 0


@contextlib.contextmanager
def cluster(
    log: Path, workers: int = 2, options: Sequence[str] = (), environ: Mapping[str, str] | None = None
) -> Iterator[DaskCluster]:
    """A scheduler and so many workers, until the block ends."""
    started = DaskCluster(log)
    try:
        started.start_scheduler()
        for _ in range(workers):
            started.add_worker(*options, **(environ or {}))
        yield started
    finally:
        started.close()


def busy(crew) -> dict[str, list[str]]:
    """The keys that each Dask worker has been given and has not ended, by its address, if any."""

    async def processing() -> dict:
        return await crew.link.client.processing()

    return {place: list(keys) for place, keys in crew.link.run(processing()).result(5).items() if keys}


def _trainers(process: psutil.Process) -> list[psutil.Process]:
    if "--no-nanny" in process.cmdline():
        return [process]
    return [each for each in process.children() if "spawn_main" in " ".join(each.cmdline())]


def _end(process: subprocess.Popen) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        for each in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                each.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    process.wait(10)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _wait_for(holds, seconds: float = STARTS) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError("waited in vain")
        time.sleep(0.02)
