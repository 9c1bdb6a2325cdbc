"""Runs that have ended, kept within a number of bytes."""

from collections.abc import Container

from core.runs.run import Run


class Memory:
    """Ended runs by their key; the least recently used is forgotten first. Not thread-safe."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._runs: dict[str, Run] = {}  # least recently used first

    def __len__(self) -> int:
        return len(self._runs)

    @property
    def nbytes(self) -> int:
        """Bytes that the remembered runs hold."""
        return sum(run.nbytes for run in self._runs.values())

    def get(self, key: str) -> Run | None:
        """The remembered run of `key`, which counts as a use of it."""
        run = self._runs.pop(key, None)
        if run:
            self._runs[key] = run
        return run

    def put(self, run: Run) -> None:
        """Remember `run` instead of an earlier one of the same key."""
        self._runs.pop(run.key, None)
        self._runs[run.key] = run

    def shrink(self, watched: Container[str]) -> None:
        """Forget runs until the rest fits the limit, but none whose key is `watched`."""
        nbytes = self.nbytes
        for key, run in list(self._runs.items()):
            if nbytes <= self.limit:
                return
            if key not in watched:
                del self._runs[key]
                nbytes -= run.nbytes
