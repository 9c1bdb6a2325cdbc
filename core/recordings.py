"""Recordings of real runs, shipped so that a page is complete before TensorFlow is imported.

A `Shelf` is the folder in which a question keeps its own; `python -m core.questions` makes them again.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from core.experiment import Comparison, Order, Script
from core.experiment.comparison import as_plain, from_plain
from core.measures.snapshot import (
    ComparisonSnapshot,
    Device,
    Gallery,
    RepeatSnapshot,
    ScriptSnapshot,
    Snapshot,
)

SHOWN_OF_COMPARISONS = 60  # examples whose predictions a comparison's recording keeps
FEWEST_WRONG = 4  # of them that a member answers wrongly at the end, if there are so many
WHOLE_FORMAT = 1  # of a file that keeps all; another number is another version's


@dataclass(frozen=True)
class Recording:
    """A finished run, with what made it. Of repeats and of scripts there is no gallery.

    Of a script it has what stood at its end alone.
    """

    order: Order
    snapshots: tuple[Snapshot, ...] | tuple[ComparisonSnapshot, ...] | tuple[ScriptSnapshot, ...]
    gallery: Gallery | None
    device: Device
    versions: dict[str, str]


@dataclass(frozen=True)
class Shelf:
    """The recordings of one question: their folder, and what each of them trained, by name.

    others: what makes each file there that is no run, by its name; called with the file's path.
    """

    folder: Path
    orders: Mapping[str, Order]
    others: Mapping[str, Callable[[Path], None]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Every file that belongs here."""
        return (*self.orders, *self.others)

    def path(self, name: str) -> Path:
        """Where the recording of that name lies."""
        return self.folder / f"{name}.npz"

    def find(self, order: Order) -> Recording | None:
        """The recording of what this order trains, if one was shipped."""
        for name, recorded in self.orders.items():
            if recorded.training_key == order.training_key and self.path(name).is_file():
                return self.load(name)
        return None

    def load(self, name: str) -> Recording:
        """The recording that was saved under this name."""
        return load(self.path(name))

    def make(self, name: str) -> Path:
        """Train it again, here and now, and write it. Needs TensorFlow."""
        path = self.path(name)
        if name in self.others:
            self.others[name](path)
        else:
            save(path, record(self.orders[name]))
        return path


@cache
def load(path: Path) -> Recording:
    """The recording in this file, which is read once and kept."""
    return read(path)


def save(path: Path, recording: Recording) -> None:
    """Write a recording that is to be shipped, and let `load` read it anew."""
    path.parent.mkdir(exist_ok=True)
    write(path, recording)
    load.cache_clear()


def read(file: Path | BinaryIO, order: Order | None = None) -> Recording:
    """The recording in this file. Raises OSError, and whatever else a file that is none leads to.

    order: what it has to be the whole recording of, and under whose names it comes; without one, what
    the file says that it trained.
    """
    with np.load(file, allow_pickle=False) as archive:
        told = json.loads(str(archive["told"]))
        if order is None:
            order = from_plain(told["order"])
        elif (told["format"], told["ran"]) != (WHOLE_FORMAT, order.training_key):
            raise ValueError("the recording of another order, or another version's")
        if isinstance(order, Script):
            return Recording(
                order, (_of_script(told, archive),), None, Device(**told["device"]), told["versions"]
            )
        kind = RepeatSnapshot if isinstance(order, Comparison) and order.seeds else Snapshot
        members = [
            _snapshots(kind, measured, archive, place) for place, measured in enumerate(told["members"])
        ]
        gallery = None
        if "labels" in archive:
            texts = tuple(told["texts"])
            gallery = Gallery(archive["images"], archive["labels"], told["brightest"], texts)
    if isinstance(order, Comparison):
        snapshots = tuple(
            ComparisonSnapshot(dict(zip(order.members, moment, strict=True)))
            for moment in zip(*members, strict=True)
        )
    else:
        (snapshots,) = map(tuple, members)
    return Recording(order, snapshots, gallery, Device(**told["device"]), told["versions"])


def write(file: Path | BinaryIO, recording: Recording, whole: bool = False) -> None:
    """Write a recording, without pickles. Every snapshot keeps the gallery's predictions only.

    whole: the last one keeps all that it has, and the file names what was trained, so that it can be
    asked for. Raises OSError, ValueError.
    """
    order, gallery, arrays = recording.order, recording.gallery, {}
    told: dict[str, Any] = {
        "order": as_plain(order),
        "device": asdict(recording.device),
        "versions": recording.versions,
        "members": [],
    }
    if whole:
        told |= {"format": WHOLE_FORMAT, "ran": order.training_key}
    if isinstance(order, Script):
        end = recording.snapshots[-1]
        told |= {"ran": order.training_key, "lines": end.lines, "numbers": dict(end.numbers)}
        told |= {"epoch": end.epoch}
        _pack(file, told, end.arrays)
        return
    if gallery:
        told |= {"brightest": gallery.brightest, "texts": gallery.texts}
        arrays |= {"images": gallery.images, "labels": gallery.labels}
    if isinstance(order, Comparison):
        members = list(zip(*(moment.members.values() for moment in recording.snapshots), strict=True))
    else:
        members = [recording.snapshots]
    for place, snapshots in enumerate(members):
        if gallery:
            shown = len(gallery.labels)
            beyond = snapshots[-1].predictions[shown:]
            if whole and len(beyond):
                arrays[f"beyond_{place}"] = beyond
            snapshots = [replace(each, predictions=each.predictions[:shown]) for each in snapshots]
        measured, stacked = _taken_apart(snapshots)
        told["members"].append(measured)
        arrays |= {f"member_{place}_{field}": values for field, values in stacked.items()}
    _pack(file, told, arrays)


def record(order: Order) -> Recording:
    """Train `order` here and now. The only function in this module that needs TensorFlow."""
    from core import training

    gallery = training.gallery_of(order)
    snapshots = tuple(training.snapshots_of(order))
    if gallery and isinstance(order, Comparison):
        gallery, snapshots = _few(gallery, snapshots)
    return Recording(order, snapshots, gallery, training.device(), training.versions())


def _of_script(told: Mapping[str, Any], archive: Any) -> ScriptSnapshot:
    arrays = {name: archive[name] for name in archive.files if name != "told"}
    return ScriptSnapshot(told["epoch"], tuple(told["lines"]), told["numbers"], arrays)


def _few(
    gallery: Gallery, snapshots: Sequence[ComparisonSnapshot]
) -> tuple[Gallery, tuple[ComparisonSnapshot, ...]]:
    """The gallery's first examples; of a net that is hardly ever wrong, a few wrong answers too."""
    places = list(range(min(SHOWN_OF_COMPARISONS, len(gallery.labels))))
    needed = set()
    for member in snapshots[-1].members.values():
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
            {
                name: replace(each, predictions=each.predictions[places])
                for name, each in moment.members.items()
            }
        )
        for moment in snapshots
    )


def _pack(file: Path | BinaryIO, told: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> None:
    if any(each.dtype.hasobject for each in arrays.values()):
        raise ValueError("an array of objects cannot be recorded")
    np.savez_compressed(file, told=np.array(json.dumps(told)), **arrays)


def _taken_apart(snapshots: Sequence) -> tuple[list[dict[str, Any]], dict[str, np.ndarray]]:
    """What JSON can hold of each snapshot, and by field the arrays of all of them, stacked."""
    fields = [name for name, value in vars(snapshots[0]).items() if isinstance(value, np.ndarray)]
    told = [
        {name: value for name, value in vars(each).items() if name not in fields} for each in snapshots
    ]
    return told, {name: np.stack([getattr(each, name) for each in snapshots]) for name in fields}


def _snapshots(kind: type, told: Sequence[dict], archive: Any, member: int) -> list:
    """The snapshots of a member that `_taken_apart` took apart; the last with what was put beside."""
    prefix, beyond = f"member_{member}_", f"beyond_{member}"
    stacked = {
        name.removeprefix(prefix): archive[name] for name in archive.files if name.startswith(prefix)
    }
    snapshots = []
    for place, measured in enumerate(told):
        if "recalls" in measured:
            measured = measured | {"recalls": tuple(measured["recalls"])}
        arrays = {name: values[place] for name, values in stacked.items()}
        if place == len(told) - 1 and beyond in archive:
            arrays["predictions"] = np.concatenate([arrays["predictions"], archive[beyond]])
        snapshots.append(kind(**measured, **arrays))
    return snapshots
