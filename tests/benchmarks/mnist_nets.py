"""The question's net on MNIST: an epoch of the trainer's, with its live curve, next to `model.fit`."""

from core import datasets
from core.questions.mnist import orders
from tests.benchmarks.runs import Script, last_step, our_moments, setups
from tests.benchmarks.table import Row, Speedup


def question(repeats: int, train_size: int = 5000) -> list[Row]:
    """An epoch with its snapshots, against one that is validated at its end.

    Of two epochs the second is timed: graphs are traced in the first.
    """
    name = f"question's net, an epoch of {train_size:,} images vs model.fit"
    if not datasets.is_here("mnist"):
        why = f"not run: no mnist.npz in {datasets.OFFLINE_FOLDER}"
        return [Row(name, Speedup(1), missing=why)]
    plain, ours, script = [], [], None
    choices = {**orders.CHOICES["question"], "dataset": "mnist", "net": "question"}
    for experiment in setups(repeats, train_size=train_size, epochs=2, **choices):
        script = script or Script(experiment)
        plain.append(last_step(script.moments(experiment, jit_compile=False)))
        moments, snapshots = our_moments(experiment)
        ends = [at for at, snapshot in zip(moments, snapshots, strict=True) if snapshot.epoch % 1 == 0]
        ours.append(last_step(ends))
    return [Row(name, Speedup(1), plain, ours)]
