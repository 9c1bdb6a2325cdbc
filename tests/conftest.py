"""What every test shares: real data where it stands beside the checkout, and no reader's settings."""

import gc
import os
from pathlib import Path

import loky
import pytest
from xdist.scheduler import LoadScopeScheduling

SHARED = Path(__file__).parents[2] / "shared" / "data"
BROWSER = "tests/browser/"
LOOKS = (
    "test_accessibility",
    "test_chinese",
)  # of the browser's: they look at every page, and run little

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if workers := os.environ.get("PYTEST_XDIST_WORKER_COUNT"):
    # Tests run side by side: each process takes its share of the cores.
    threads = str(max(1, loky.cpu_count() // int(workers)))
    for name in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"):
        os.environ.setdefault(name, threads)
if SHARED.is_dir():
    os.environ.setdefault("WHICH_ACCURACY_DATA", str(SHARED))


def pytest_collection_modifyitems(items) -> None:
    """What waits for a process or a browser is tried again on a busy machine; reruns are reported."""
    for item in items:
        if "browser" in item.keywords or "core/runs" in item.path.as_posix():
            item.add_marker(pytest.mark.flaky(reruns=2, reruns_delay=2))


class SideBySide(LoadScopeScheduling):
    """Which tests `pytest -n 2` keeps in one process: a file's, since what it trains is trained once,
    and the browser's, since a server and a browser are enough: those that look at every page, and those
    that use one.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        if not file.startswith(BROWSER):
            return file
        return f"{BROWSER} {any(name in file for name in LOOKS)}"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log) -> SideBySide:
    """As they were collected: the browser's tests, which take longest, are begun before most others."""
    config.option.loadscopereorder = False
    return SideBySide(config, log)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item) -> None:
    """What TensorFlow keeps of a test stays: no later collection need look through it again.

    In a process that has trained a hundred nets each collection took half a second, a quarter of all.
    """
    if item.get_closest_marker("slow"):
        gc.collect()
        gc.freeze()
