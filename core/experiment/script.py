"""A `Script`: a file of the project's own that the worker runs as it is, but for its settings."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from core.experiment.experiment import DEFAULTS
from core.keras_versions import TODAY

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, init=False)
class Script:
    """What a plain script trains and counts, with some of its constants set to other values.

    path: relative to the project's folder. settings: by the name of the constant, a number, a word or
    a yes or no. kept: the variables whose values are what it measures, numbers and arrays.
    Raises ValueError for a setting that is no constant of the script's.
    """

    path: str
    constants: tuple[tuple[str, Any], ...]
    kept: tuple[str, ...]

    def __init__(
        self, path: str, settings: Mapping[str, Any] | None = None, kept: tuple[str, ...] = ()
    ) -> None:
        object.__setattr__(self, "path", path)
        object.__setattr__(self, "constants", tuple(sorted((settings or {}).items())))
        object.__setattr__(self, "kept", tuple(kept))
        unknown = [
            name for name, _value in self.constants if not re.search(_line_of(name), self._file, re.M)
        ]
        if unknown:
            raise ValueError(f"{path} has no constants {', '.join(unknown)}")

    @property
    def settings(self) -> dict[str, Any]:
        """Every constant that is set, by its name."""
        return dict(self.constants)

    @cached_property
    def text(self) -> str:
        """The code that runs: the file's, with its constants set."""
        text = self._file
        for name, value in self.constants:
            text = re.sub(_line_of(name), rf"\g<1>{value!r}", text, count=1, flags=re.M)
        return text

    @property
    def epochs(self) -> int:
        """How many lines it has: what its progress is counted in.

        Not its statements: Python 3.11 cannot make syntax trees in two threads at once.
        """
        return self.text.count("\n")

    @property
    def keras(self) -> str:
        """Today's: it runs in no other."""
        return TODAY

    @property
    def dataset(self) -> str:
        """Scripts load their own data, which a library has bundled."""
        return DEFAULTS["dataset"]

    @cached_property
    def training_key(self) -> str:
        """Names what is run, the same in every process, and another for every change of the code."""
        digest = hashlib.sha256(self.text.encode()).hexdigest()[:16]
        return f"script {self.path} {digest} keeps {','.join(self.kept)}"

    @cached_property
    def _file(self) -> str:
        return (_ROOT / self.path).read_text(encoding="utf-8")


def _line_of(constant: str) -> str:
    return rf"^({re.escape(constant)} = )[^#\n]*?(?=\s*(?:#.*)?$)"
