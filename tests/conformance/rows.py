"""The measured rows, and each as the setup that `core.keras_versions` is asked about."""

import gzip
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from core.keras_versions import BACKENDS, Setup
from tests.conformance import probe

MEASURED = Path(__file__).parent / "measured"
BATCH_NUMBERS = {str(9 * cells): str(32 * cells) for cells in probe.UNITS}


def names() -> list[str]:
    """Of the stored files: a version id, with a backend behind it that is not the version's default."""
    return sorted(path.name.removesuffix(".jsonl.gz") for path in MEASURED.glob("*.jsonl.gz"))


def versions() -> list[str]:
    """Ids of the versions whose rows are stored, on the backend that each had by default."""
    return [name for name in names() if not name.endswith(tuple(f"-{on}" for on in BACKENDS[1:]))]


@cache
def load(name: str) -> list[dict]:
    """Every row of one of `names`."""
    text = gzip.decompress((MEASURED / f"{name}.jsonl.gz").read_bytes()).decode()
    return [json.loads(line) for line in text.splitlines()]


@dataclass(frozen=True)
class Measured:
    """One measured setup: what was asked, and what that version answered (`row`).

    name: of the file that it stands in; version: the id that `core.keras_versions` knows.
    """

    name: str
    loss: str
    form: str
    units: int
    activation: str
    labels: str
    saturated: bool
    row: dict

    def __str__(self):
        words = (self.name, self.loss, self.form, self.units, self.activation, self.labels)
        return " ".join(map(str, words)) + (" saturated" if self.saturated else "")

    @property
    def version(self) -> str:
        """The version's id."""
        return load(self.name)[0]["version"]

    @property
    def backend(self) -> str:
        """The library that computed: tensorflow, jax or torch; theano for the oldest versions."""
        return load(self.name)[0]["backend"]

    @property
    def target_shape(self):
        """With None for the batch axis."""
        return {"integer": (None,), "integer_column": (None, 1)}.get(self.labels, (None, self.units))

    @property
    def output_shape(self):
        """With None for the batch axis."""
        return (None, self.units)

    def asked(self, metric: str = "accuracy") -> Setup:
        """The setup that `core.keras_versions` is asked about."""
        return Setup(
            self.version,
            self.loss,
            self.target_shape,
            self.output_shape,
            metric,
            activation=self.activation,
            from_logits=self.form == "from_logits",
            backend="tensorflow" if self.backend == "theano" else self.backend,
        )

    @property
    def targets(self) -> np.ndarray:
        """What was given to `evaluate`."""
        return probe.make_targets(self.units, self.labels)

    @property
    def logits(self) -> np.ndarray:
        """(24, units) inputs of the activation."""
        return probe.make_logits(self.units, self.saturated)

    @property
    def predictions(self) -> np.ndarray:
        """(24, units) outputs that this version's `predict` gave."""
        return next(
            np.array(row["outputs"])
            for row in load(self.name)
            if row["row"] == "predictions"
            and row["units"] == self.units
            and row["activation"] == self.activation
            and row["saturated"] == self.saturated
        )

    def refusals(self, metric: str = "accuracy") -> list[dict]:
        """What the version said against the loss, or against this metric beside it.

        Two refusals of one graph run race, so that either is the one that is printed.
        """
        said = [self.row.get("bare"), self.row.get("refused", {}).get(metric)]
        if "error" in self.row:
            said.append(self.row)
        return [each for each in said if each]


def setups(name: str) -> list[Measured]:
    """Every setup of one of `names`."""
    fields = ("loss", "form", "units", "activation", "labels", "saturated")
    return [
        Measured(name, *(row[field] for field in fields), row)
        for row in load(name)
        if row["row"] == "setup"
    ]


def normalised(message: str) -> str:
    """A message in terms that do not depend on the batch in hand or on the graph's optimizer.

    The number of examples (24) becomes None, a batch of 9 or the last of 6 Keras's default of 32. Label
    values and the names of graph nodes are left out, and two incompatible shapes stand in alphabetical
    order.
    """
    message = re.sub(r"(?s)\s*Label values:.*| for '.*", "", message).replace("(24,", "(None,")
    message = re.sub(r"(?<=\[)\d+", lambda n: BATCH_NUMBERS.get(n[0], n[0]), message)
    message = re.sub(r"(?<=\()[69](?=[,)])", "32", message)
    start, found, shapes = message.partition("Incompatible shapes: ")
    return start + found + (" vs. ".join(sorted(shapes.split(" vs. "))) if found else shapes)
