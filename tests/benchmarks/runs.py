"""What the benchmark times: a plain Keras script, and this project's trainer, on the same setups."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from time import perf_counter, process_time

import keras

from core import datasets
from core.experiment import Experiment, nets
from core.reading.reading import read
from core.training import one as training
from tests.benchmarks.table import Row, Share, Speedup

TODAY = "3.15.1"
# Every repeat is a setup that the process has not seen: no graph and no kernel is there already.
SETUPS = (
    {"loss": "binary_crossentropy", "activation": "softmax"},
    {"loss": "categorical_crossentropy", "activation": "softmax"},
    {"loss": "mean_squared_error", "activation": "sigmoid"},
    {"loss": "binary_crossentropy", "activation": "sigmoid"},
    {"loss": "categorical_crossentropy", "activation": "sigmoid"},
)
CLOCKS = {"wall": perf_counter, "cpu": process_time}  # cpu: where others use the machine as well
clock = perf_counter
METRICS = ("binary_accuracy", "categorical_accuracy")  # what the trainer measures on one-hot targets


def setups(repeats: int, **choices) -> list[Experiment]:
    """One experiment for each repeat, each with a seed of its own."""
    return [
        Experiment(keras=TODAY, seed=1000 + number, **SETUPS[number % len(SETUPS)], **choices)
        for number in range(repeats)
    ]


class Script:
    """`compile` and `fit` as a script has them, on arrays that are ready before the clock starts."""

    def __init__(self, experiment: Experiment) -> None:
        images = training.load(experiment)
        self.train, self.test = (
            (
                x.astype("float32") / images.brightest,
                nets.targets(experiment, labels),
            )
            for x, labels in ((images.x_train, images.y_train), (images.x_test, images.y_test))
        )

    def moments(self, experiment: Experiment, jit_compile: str | bool = "auto") -> list[float]:
        """Seconds from the start at which training began and each epoch was trained and validated."""
        start = clock()
        moments = []

        def note(*_) -> None:
            moments.append(clock() - start)

        model = training.build(experiment)
        model.compile(
            loss=experiment.loss,
            optimizer=training.optimizer(experiment),
            metrics=list(METRICS),
            jit_compile=jit_compile,
        )
        model.fit(
            *self.train,
            epochs=experiment.epochs,
            batch_size=experiment.batch_size,
            shuffle=False,
            validation_data=self.test,
            verbose=0,
            callbacks=[keras.callbacks.LambdaCallback(on_train_begin=note, on_epoch_end=note)],
        )
        return moments


def our_moments(experiment: Experiment) -> tuple[list[float], list]:
    """Seconds from the start at which each snapshot was there, and the snapshots."""
    start = clock()
    moments, snapshots = [], []
    for snapshot in training.train(experiment):
        moments.append(clock() - start)
        snapshots.append(snapshot)
    return moments, snapshots


def flip_seconds(experiment: Experiment, snapshots: Sequence) -> float:
    """How long it takes to read a finished run with another metric."""
    metric = "binary_accuracy" if experiment.metric != "binary_accuracy" else "accuracy"
    start = clock()
    read(replace(experiment, metric=metric)).points(snapshots)
    return clock() - start


def digits(repeats: int, epochs: int = 15) -> list[Row]:
    """Whole runs, of a setup seen for the first time and with another seed; the first point; a flip."""
    plain, ours, again, first, flips = [], [], [], [], []
    for experiment in setups(repeats, epochs=epochs):
        script = Script(experiment)
        plain.append(script.moments(experiment)[-1])
        moments, snapshots = our_moments(experiment)
        ours.append(moments[-1])
        first.append(moments[0])
        again.append(our_moments(replace(experiment, seed=experiment.seed + 500))[0][-1])
        flips.append(flip_seconds(experiment, snapshots))
    return [
        Row(f"digits, {epochs} epochs: whole run", Speedup(6), plain, ours),
        Row(f"digits, {epochs} epochs: whole run, with another seed", Speedup(6), plain, again),
        Row("digits: time to the first point", Share(0.15), plain, first),
        Row("digits: a metric flip, of our whole run", Share(0.02), ours, flips),
    ]


def mnist(repeats: int, train_size: int = 20_000) -> list[Row]:
    """An epoch of the CNN with its snapshots, against one that is validated at its end.

    Of two epochs the second is timed: graphs are traced in the first.
    """
    named = f"MNIST, {train_size:,} images: an epoch, model.fit(jit_compile={{!r}})"
    # Without a GPU, Keras takes "auto" for False: two rows would time the same graph twice.
    jits = ("auto", False) if training.device().kind == "GPU" else ("auto",)
    names = {jit: named.format(jit) for jit in jits}
    if not datasets.is_here("mnist"):
        why = f"not run: no mnist.npz in {datasets.OFFLINE_FOLDER}"
        return [Row(name, Speedup(1), missing=why) for name in names.values()]
    plain, ours = {jit: [] for jit in names}, []
    script = None
    for experiment in setups(repeats, dataset="mnist", train_size=train_size, epochs=2):
        script = script or Script(experiment)
        for jit, seconds in plain.items():
            seconds.append(last_step(script.moments(experiment, jit)))
        moments, snapshots = our_moments(experiment)
        ends = [at for at, snapshot in zip(moments, snapshots, strict=True) if snapshot.epoch % 1 == 0]
        ours.append(last_step(ends))
    return [Row(name, Speedup(1), plain[jit], ours) for jit, name in names.items()]


def last_step(moments: Sequence[float]) -> float:
    """Seconds between the last two moments."""
    *_, (before, after) = pairwise(moments)
    return after - before


def warm_up(seconds: str = "wall") -> None:
    """Choose the clock, and pay once for what only a process's first training pays."""
    global clock
    clock = CLOCKS[seconds]
    (experiment,) = setups(1, epochs=1, batch_size=512, optimizer="sgd")
    Script(experiment).moments(experiment)
    our_moments(experiment)
