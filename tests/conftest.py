"""What every test shares: real data where it stands beside the checkout, and no reader's settings."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared" / "data"

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if SHARED.is_dir():
    os.environ.setdefault("WHICH_ACCURACY_DATA", str(SHARED))


def pytest_collection_modifyitems(items) -> None:
    """What waits for a process or a browser is tried again on a busy machine; reruns are reported."""
    for item in items:
        if "browser" in item.keywords or "core/runs" in item.path.as_posix():
            item.add_marker(pytest.mark.flaky(reruns=2, reruns_delay=2))
