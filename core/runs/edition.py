"""Which version of this project trains: its sources and what it trains with. Imports none of that."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

# What decides what a run measures.
SOURCES = ("measures", "datasets", "experiment", "keras_versions", "training", "recordings.py")
PACKAGES = ("keras", "tensorflow", "numpy")
CORE = Path(__file__).parents[1]


@cache
def edition() -> str:
    """Names what decides what a run measures here: another name for every change of it."""
    return edition_of(CORE, [version(name) for name in PACKAGES])


def edition_of(core: Path, versions: Sequence[str]) -> str:
    """The same of sources in a folder, and versions."""
    files = [core / name for name in SOURCES if (core / name).is_file()]
    for name in SOURCES:
        files += [path for path in (core / name).rglob("*") if path.is_file()]
    return digest_of(core, files, versions)


def digest_of(folder: Path, files: Iterable[Path], versions: Sequence[str] = ()) -> str:
    """A short digest of files, by their paths in the folder, the same on every machine."""
    told = [*versions]
    for path in sorted(files):
        if "__pycache__" not in path.parts:
            content = path.read_bytes().replace(b"\r\n", b"\n")  # as git writes it on Windows
            told.append(f"{path.relative_to(folder).as_posix()} {hashlib.sha256(content).hexdigest()}")
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:12]


def version(*packages: str) -> str:
    """The installed version of the first of these packages that is installed; "" where none is."""
    for package in packages:
        try:
            return metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return ""
