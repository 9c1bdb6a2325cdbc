"""The measured rows, and each as the setup that `core.keras_versions` is asked about."""

import gzip
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from core.keras_versions import Setup
from tests.conformance import probe

MEASURED = Path(__file__).parent / "measured"
BATCH_NUMBERS = {str(9 * cells): str(32 * cells) for cells in probe.UNITS}


def versions() -> list[str]:
    """Ids of the versions whose rows are stored."""
    return sorted(path.name.removesuffix(".jsonl.gz") for path in MEASURED.glob("*.jsonl.gz"))


@cache
def load(version: str) -> list[dict]:
    """Every row measured with `version`."""
    text = gzip.decompress((MEASURED / f"{version}.jsonl.gz").read_bytes()).decode()
    return [json.loads(line) for line in text.splitlines()]


@dataclass(frozen=True)
class Measured:
    """One measured setup: what was asked, and what that version answered (`row`)."""

    version: str
    loss: str
    form: str
    units: int
    activation: str
    labels: str
    saturated: bool
    row: dict

    def __str__(self):
        words = (self.version, self.loss, self.form, self.units, self.activation, self.labels)
        return " ".join(map(str, words)) + (" saturated" if self.saturated else "")

    @property
    def backend(self) -> str:
        """The library that computed: tensorflow, or theano for the oldest versions."""
        return load(self.version)[0]["backend"]

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
            for row in load(self.version)
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


def setups(version: str) -> list[Measured]:
    """Every setup measured with `version`."""
    names = ("loss", "form", "units", "activation", "labels", "saturated")
    return [
        Measured(version, *(row[name] for name in names), row)
        for row in load(version)
        if row["row"] == "setup"
    ]


def normalised(message: str) -> str:
    """A message in terms that do not depend on the batch in hand or on the graph's optimizer.

    The number of examples (24) becomes None, the batch of 9 Keras's default of 32. Label values and
    the names of graph nodes are left out, and two incompatible shapes stand in alphabetical order.
    """
    message = re.sub(r"(?s)\s*Label values:.*| for '.*", "", message).replace("(24,", "(None,")
    message = re.sub(r"(?<=\[)\d+", lambda n: BATCH_NUMBERS.get(n[0], n[0]), message)
    start, found, shapes = message.partition("Incompatible shapes: ")
    return start + found + (" vs. ".join(sorted(shapes.split(" vs. "))) if found else shapes)
