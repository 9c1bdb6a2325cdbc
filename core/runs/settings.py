"""What the one who runs the server has set, in environment variables: who trains, and what is kept."""

import logging
import os
from pathlib import Path

from core.runs.crew import LocalCrew
from core.runs.desk import Desk
from core.runs.store import Store
from core.runs.worker import Crew

WORKERS = "WHICH_ACCURACY_WORKERS"
CLUSTER = "WHICH_ACCURACY_CLUSTER"
RUNS = "WHICH_ACCURACY_RUNS"
MOST_WORKERS = 64  # some 50 GB

log = logging.getLogger(__name__)


def desk() -> Desk:
    """A desk as the environment wants it; what cannot be understood is said in the log."""
    return Desk(crew(), store())


def crew() -> Crew:
    """So many local workers; or a Dask cluster, with them in its stead should it be lost."""
    local = LocalCrew(workers())
    address = os.environ.get(CLUSTER, "").strip()
    if not address:
        return local
    from core.runs.cluster import ClusterCrew  # who has no cluster need not have Dask

    return ClusterCrew(address, instead=local)


def workers() -> int:
    """How many processes of this machine train."""
    said = os.environ.get(WORKERS, "").strip() or "1"
    if said.isascii() and said.isdigit() and 1 <= int(said) <= MOST_WORKERS:
        return int(said)
    log.warning(
        "%s is %r, which is no whole number from 1 to %d: 1 is used.", WORKERS, said, MOST_WORKERS
    )
    return 1


def store() -> Store | None:
    """Where finished runs are kept; None where nobody asked for it."""
    folder = os.environ.get(RUNS, "").strip()
    return Store(Path(folder).expanduser()) if folder else None
