"""Keras's releases: how a version is written, in which order they came, which eras they make."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from core.keras_versions.releases import BACKENDS, NEWEST_TENSORFLOW, TODAY
from core.language import _


class UnknownVersion(ValueError):
    """A version id of the wrong form, or of a Keras that was not measured."""


@dataclass(frozen=True)
class Era:
    """Versions that behave alike, and the change that began them.

    `began` names the release in which it began, for each line (standalone, tf.keras) of its own.
    `source` says, in the reader's language, where the change can be read.
    """

    id: str
    version: str
    name: str
    first: str
    last: str
    began: tuple[str, ...]
    accuracy_rule: str
    loss_rule: str
    source: Callable[[], str]


ERAS: tuple[Era, ...] = (
    Era(
        id="by_width",
        version="1.0.5",
        name="Keras 1.0–1.0.5",
        first="1.0.0",
        last="1.0.5",
        began=("1.0.0",),
        accuracy_rule="by_width",
        loss_rule="probabilities",
        source=lambda: _("Keras 1.0.0, keras/engine/training.py"),
    ),
    Era(
        id="by_loss",
        version="2.2.4",
        name="Keras 1.0.6–2.2, TF 1.4–1.13",
        first="1.0.6",
        last="tf-1.13.2",
        began=("1.0.6", "tf-1.4.0"),
        accuracy_rule="by_loss",
        loss_rule="probabilities",
        source=lambda: _("keras pull request #3098, in Keras 1.0.6"),
    ),
    Era(
        id="matching_logits",
        version="tf-2.1.4",
        name="Keras 2.3, TF 1.14–2.1",
        first="2.3.0",
        last="tf-2.1.4",
        began=("2.3.0", "tf-1.14.0"),
        accuracy_rule="by_loss",
        loss_rule="matching_logits",
        source=lambda: _(
            "TensorFlow 1.14.0, keras/backend.py (output.op.type), which Keras 2.3.0 calls"
        ),
    ),
    Era(
        id="by_shapes",
        version="tf-2.2.3",
        name="TF 2.2–2.3",
        first="tf-2.2.0",
        last="tf-2.3.4",
        began=("tf-2.2.0",),
        accuracy_rule="by_shapes",
        loss_rule="matching_logits",
        source=lambda: _("TensorFlow 2.2.0, keras/engine/compile_utils.py"),
    ),
    Era(
        id="cached_logits",
        version=TODAY,
        name="TF 2.4–2.15, Keras 3",
        first="tf-2.4.0",
        last=TODAY,
        began=("tf-2.4.0",),
        accuracy_rule="by_shapes",
        loss_rule="cached_logits",
        source=lambda: _("TensorFlow 2.4.0, keras/backend.py (_keras_logits); tensorflow issue #51574"),
    ),
)


def _minor(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")[:2]))


# First and last minor series of each line.
_STANDALONES = (((1, 0), (2, 3)), ((3, 0), _minor(TODAY)))
_TENSORFLOWS = (((1, 4), (1, 15)), ((2, 0), _minor(NEWEST_TENSORFLOW)))
# Loss objects with `from_logits`, as rules for loss names describe them. TensorFlow 1.13 had the first
# ones: its BinaryCrossentropy checked no shapes, its CategoricalCrossentropy failed on one-hot targets.
_FROM_LOGITS = ("2.3.0", "tf-1.14.0")


@lru_cache(maxsize=512)
def order(version: str) -> tuple[int, ...]:
    """A key that sorts version ids: standalone Keras, then tf.keras, then Keras 3.

    Raises UnknownVersion.
    """
    match = re.fullmatch(r"(tf-)?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?", str(version), re.ASCII)
    if not match:
        raise UnknownVersion(
            _(
                "{version} is no Keras version: write 2.2.4 for standalone Keras 2.2.4, "
                "tf-2.2.3 for the tf.keras of TensorFlow 2.2.3."
            ).format(version=_plain(version))
        )
    tensorflow = bool(match[1])
    number = tuple(int(part or 0) for part in match.groups()[1:])
    if not tensorflow and (2, 4) <= number < (2, 16):
        # 2.4 only re-exported tf.keras, of TensorFlow 2.2 when it came out; 2.5 to 2.15 are the
        # tf.keras of the TensorFlow of that number
        tensorflow = True
        number = (2, 2, number[2]) if number < (2, 5) else number
    known = _TENSORFLOWS if tensorflow else _STANDALONES
    if not any(first <= number[:2] <= last for first, last in known):
        raise UnknownVersion(
            _(
                "Keras version {version} was not measured: known are Keras 1.0 to {keras} "
                "and the tf.keras of TensorFlow 1.4 to {tensorflow} (tf-1.4 to tf-{tensorflow})."
            ).format(
                version=_plain(version), keras=TODAY.rpartition(".")[0], tensorflow=NEWEST_TENSORFLOW
            )
        )
    if tensorflow and number >= (2, 16):
        return (2, 3, 0, number[1])  # from 2.16 on, tf.keras is the Keras 3 that is installed
    line = 1 if tensorflow else 2 if number >= (3,) else 0
    return (line, *number)


def _plain(version: str) -> str:
    """What a stranger wrote, short, with nothing that Markdown or HTML would take for its own."""
    return "".join(each for each in str(version) if each.isalnum() or each in ".-")[:24]


@lru_cache(maxsize=512)
def era(version: str) -> Era:
    """The era that `version` belongs to. Raises UnknownVersion."""
    return [each for each in ERAS if since(version, *each.began)][-1]


@lru_cache(maxsize=4096)
def since(version: str, *began: str) -> bool:
    """Whether `version` has what came with the releases `began`, one for each line that has its own.

    The three lines follow each other: what began in one, the later lines were born with.
    """
    key = order(version)
    borders = {order(release)[0]: order(release) for release in began}
    return key >= borders.get(key[0], max(borders.values()))


def backends(version: str) -> tuple[str, ...]:
    """Those of BACKENDS that the version can compute on: a choice since Keras 3."""
    return BACKENDS if since(version, "3.0.0") else BACKENDS[:1]


def has_from_logits(version: str) -> bool:
    """Whether a loss can be told that predictions are logits: `BinaryCrossentropy(from_logits=True)`.

    TensorFlow 1.13, which had the first loss objects, is counted out: they did not work as named ones.
    """
    return since(version, *_FROM_LOGITS)


def expands_integer_labels(version: str) -> bool:
    """Whether (N,) targets become (N, 1) before metrics and loss see them."""
    return not since(version, "3.0.0")


def binary_accuracy_rounds(version: str) -> bool:
    """Whether `binary_accuracy` compares targets with rounded outputs instead of `output > 0.5`.

    It matters for outputs below -0.5 or above 1.5, which then match no target.
    """
    return not since(version, "tf-1.11.0")
