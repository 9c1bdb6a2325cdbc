"""Recordings of real runs, shipped so that a page is complete before TensorFlow is imported.

`python -m core.recordings` trains every recording again and writes it anew; with names, those alone.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from core import diabetes_orders, mnist_orders, topics_orders
from core.comparison import Comparison, Order, as_plain, from_plain, gallery_of, snapshots_of
from core.experiment import Experiment
from core.snapshot import ComparisonSnapshot, Device, Gallery, RepeatSnapshot, Snapshot

FOLDER = Path(__file__).parent / "recordings"
SHOWN_OF_COMPARISONS = 60  # examples whose predictions a comparison's recording keeps
FEWEST_WRONG = 4  # of them that a member answers wrongly at the end, if there are so many
RECORDED: dict[str, Order] = {
    "classic": Experiment(),
    **mnist_orders.RECORDED,
    **topics_orders.RECORDED,
    **diabetes_orders.recorded(),
}


@dataclass(frozen=True)
class Recording:
    """A finished run, with what made it. A recording of repeats has no gallery."""

    order: Order
    snapshots: tuple[Snapshot, ...] | tuple[ComparisonSnapshot, ...]
    gallery: Gallery | None
    device: Device
    versions: dict[str, str]


def find(order: Order) -> Recording | None:
    """The recording of what this order trains, if one was shipped."""
    for name, recorded in RECORDED.items():
        if recorded.training_key == order.training_key and _path(name).is_file():
            return load(name)
    return None


@cache
def load(name: str) -> Recording:
    """The recording that was saved under this name."""
    with np.load(_path(name), allow_pickle=False) as archive:
        told = json.loads(str(archive["told"]))
        order = from_plain(told["order"])
        kind = RepeatSnapshot if isinstance(order, Comparison) and order.seeds else Snapshot
        members = [
            _snapshots(kind, measured, archive, f"member_{place}_")
            for place, measured in enumerate(told["members"])
        ]
        gallery = None
        if "labels" in archive:
            texts = tuple(told["texts"])
            gallery = Gallery(archive["images"], archive["labels"], told["brightest"], texts)
    if isinstance(order, Comparison):
        snapshots = tuple(ComparisonSnapshot(moment) for moment in zip(*members, strict=True))
    else:
        (snapshots,) = members
    return Recording(order, snapshots, gallery, Device(**told["device"]), told["versions"])


def save(name: str, recording: Recording) -> Path:
    """Write a recording, without pickles. Every snapshot keeps the gallery's predictions only."""
    order, gallery, arrays = recording.order, recording.gallery, {}
    told: dict[str, Any] = {
        "order": as_plain(order),
        "device": asdict(recording.device),
        "versions": recording.versions,
        "members": [],
    }
    if gallery:
        told |= {"brightest": gallery.brightest, "texts": gallery.texts}
        arrays |= {"images": gallery.images, "labels": gallery.labels}
    if isinstance(order, Comparison):
        members = list(zip(*(moment.members for moment in recording.snapshots), strict=True))
    else:
        members = [recording.snapshots]
    for place, snapshots in enumerate(members):
        if gallery:
            shown = len(gallery.labels)
            snapshots = [replace(each, predictions=each.predictions[:shown]) for each in snapshots]
        measured, stacked = _taken_apart(snapshots)
        told["members"].append(measured)
        arrays |= {f"member_{place}_{field}": values for field, values in stacked.items()}
    np.savez_compressed(_path(name), told=np.array(json.dumps(told)), **arrays)
    load.cache_clear()
    return _path(name)


def record(order: Order) -> Recording:
    """Train `order` here and now. The only function in this module that needs TensorFlow."""
    from core import training

    gallery = gallery_of(training, order)
    snapshots = tuple(snapshots_of(training, order))
    if gallery and isinstance(order, Comparison):
        gallery, snapshots = _few(gallery, snapshots)
    return Recording(order, snapshots, gallery, training.device(), training.versions())


def _few(
    gallery: Gallery, snapshots: Sequence[ComparisonSnapshot]
) -> tuple[Gallery, tuple[ComparisonSnapshot, ...]]:
    """The gallery's first examples; of a net that is hardly ever wrong, a few wrong answers too."""
    places = list(range(min(SHOWN_OF_COMPARISONS, len(gallery.labels))))
    needed = set()
    for member in snapshots[-1].members:
        answers = member.predictions[: len(gallery.labels)].argmax(axis=-1)
        needed.update(np.flatnonzero(answers != gallery.labels)[:FEWEST_WRONG].tolist())
    others = [place for place in places if place not in needed]
    places = sorted([*needed, *others[: max(0, len(places) - len(needed))]])
    texts = tuple(gallery.texts[place] for place in places if gallery.texts)
    gallery = replace(
        gallery, images=gallery.images[places], labels=gallery.labels[places], texts=texts
    )
    return gallery, tuple(
        ComparisonSnapshot(
            tuple(replace(each, predictions=each.predictions[places]) for each in moment.members)
        )
        for moment in snapshots
    )


def _taken_apart(snapshots: Sequence) -> tuple[list[dict[str, Any]], dict[str, np.ndarray]]:
    """What JSON can hold of each snapshot, and by field the arrays of all of them, stacked."""
    fields = [name for name, value in vars(snapshots[0]).items() if isinstance(value, np.ndarray)]
    told = [
        {name: value for name, value in vars(each).items() if name not in fields} for each in snapshots
    ]
    return told, {name: np.stack([getattr(each, name) for each in snapshots]) for name in fields}


def _snapshots(kind: type, told: Sequence[dict], archive: Any, prefix: str) -> list:
    """The snapshots that `_taken_apart` took apart."""
    stacked = {
        name.removeprefix(prefix): archive[name] for name in archive.files if name.startswith(prefix)
    }
    snapshots = []
    for place, measured in enumerate(told):
        if "recalls" in measured:
            measured = measured | {"recalls": tuple(measured["recalls"])}
        arrays = {name: values[place] for name, values in stacked.items()}
        snapshots.append(kind(**measured, **arrays))
    return snapshots


def _path(name: str) -> Path:
    return FOLDER / f"{name}.npz"


if __name__ == "__main__":
    for name in sys.argv[1:] or RECORDED:
        print(save(name, record(RECORDED[name])))
