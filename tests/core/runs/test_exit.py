"""However the server ends, its worker ends with it; and the worker never runs the server's script."""

import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import psutil
import pytest

from tests.core.runs.conftest import wait_for

ROOT = Path(__file__).parents[3]

SERVER = """
import pathlib, signal, sys, time

# A shell's background job, such as these tests may be, ignores Ctrl-C, and so would its children.
signal.signal(signal.SIGINT, signal.default_int_handler)
with open(pathlib.Path(__file__).with_suffix(".executed"), "a") as mark:
    mark.write("x")

from core.experiment import Experiment
from core.runs import Desk

desk = Desk()
run = desk.submit(Experiment(epochs=100), "ann")
(seat,) = desk._seats
while not (seat._worker and seat._worker.pid):
    time.sleep(0.01)
{wait}
assert "tensorflow" not in sys.modules
print(seat._worker.pid, flush=True)
{then}
"""
MID_RUN = "while len(run.snapshots) < 3: time.sleep(0.01)"
SLEEP = "time.sleep(600)"


@pytest.fixture
def served(tmp_path):
    """Starts a server script; returns its process and its worker's process id."""
    servers = []

    def start(wait: str, then: str):
        script = tmp_path / "server.py"
        script.write_text(textwrap.dedent(SERVER).format(wait=wait, then=then), encoding="utf-8")
        server = subprocess.Popen(
            [sys.executable, str(script)],
            env=dict(psutil.Process().environ(), PYTHONPATH=str(ROOT)),
            stdout=subprocess.PIPE,
            text=True,
        )
        servers.append(server)
        return server, int(server.stdout.readline())

    yield start
    for server in servers:
        server.kill()
        server.wait()
        server.stdout.close()


def gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_exit_mid_run_is_quick_and_leaves_no_worker(served, tmp_path):
    server, worker = served(MID_RUN, "")
    assert server.wait(10) == 0
    wait_for(lambda: gone(worker), 5)
    assert (tmp_path / "server.executed").read_text(encoding="utf-8") == "x"


def test_exit_while_the_worker_starts_is_quick_and_leaves_no_worker(served):
    server, worker = served("", "")
    assert server.wait(10) == 0
    wait_for(lambda: gone(worker), 5)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has one way to kill a process")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])  # Windows lacks the last
def test_a_signal_to_the_server_ends_the_worker_while_it_imports(served, name):
    server, worker = served("time.sleep(1)", SLEEP)
    server.send_signal(signal.Signals[name])
    server.wait(10)
    wait_for(lambda: gone(worker), 10)


def test_a_killed_server_takes_its_training_worker_along(served):
    server, worker = served(MID_RUN, SLEEP)
    server.kill()
    wait_for(lambda: gone(worker), 5)
