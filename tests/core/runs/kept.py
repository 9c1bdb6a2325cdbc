"""Runs to keep in a folder, made up; and whether two recordings are equal in every field."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

import numpy as np

from core.experiment import Experiment
from core.measures.snapshot import Device, Gallery, Snapshot
from core.recordings import Recording


def a_run(seed: int, number: float = 0.0, examples: int = 40) -> Recording:
    """A finished run, 3 of whose examples make its gallery. All that is measured says `number`."""
    snapshots = [
        Snapshot(
            epoch=epoch,
            examples=examples,
            loss=number,
            loss_by_hand=number,
            accuracies={"binary_accuracy": number},
            accuracies_by_hand={"binary_accuracy": number},
            true_accuracy=number,
            predictions=np.full((shown, 10), number, "float32"),
            recalls=(number, float("nan")),
            right=np.array([1, 2, 3], "uint8"),
        )
        for epoch, shown in ((0, 3), (0.5, 3), (1, examples))
    ]
    gallery = Gallery(np.ones((3, 8, 8), "uint8"), np.array([4, 5, 6]), 16)
    order = Experiment(epochs=1, seed=seed)
    return Recording(
        order, tuple(snapshots), gallery, Device("GPU", "a fast one", 2, "far"), {"keras": "3"}
    )


def a_large_run(seed: int, number: float = 0.0) -> Recording:
    """One of some 200 kB, which do not compress; `number` stands in each of its snapshots."""
    run = a_run(seed, number, examples=5000)
    rng = np.random.default_rng([seed, int(number)])
    predictions = rng.random((5000, 10), dtype="float32")
    predictions[:, 0] = number
    last = Snapshot(**{**vars(run.snapshots[-1]), "predictions": predictions})
    return Recording(run.order, (*run.snapshots[:-1], last), run.gallery, run.device, run.versions)


def number_of(run: Recording) -> float:
    """The number that a run was made up with. Fails where it is not of one piece."""
    said = {each.loss for each in run.snapshots} | {each.true_accuracy for each in run.snapshots}
    for each in run.snapshots:
        said |= set(each.predictions[:, 0].tolist())
    (number,) = said
    return number


def same(one, other) -> bool:
    """Whether they are equal in every field: kinds, numbers, and arrays with their kinds of number."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        alike = one.dtype == other.dtype and one.shape == other.shape
        return alike and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if isinstance(one, Mapping):
        return list(one) == list(other) and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if is_dataclass(one):
        return all(same(getattr(one, each.name), getattr(other, each.name)) for each in fields(one))
    return one == other or (one != one and other != other)
