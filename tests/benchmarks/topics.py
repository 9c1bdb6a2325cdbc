"""The text net's epoch with its live curve, against `model.fit` on the same arrays."""

from core import datasets
from tests.benchmarks.runs import Script, last_step, our_moments, setups
from tests.benchmarks.table import Row, Speedup


def topics(repeats: int, epochs: int = 2, corpus: str = "20newsgroups") -> list[Row]:
    """The last epoch of one net: graphs are traced in the first.

    `model.fit` is validated at the epoch's end; ours is measured about ten times in it.
    """
    corpus = corpus if datasets.is_here(corpus) else "synthetic_topics"
    named = f"text net, {datasets.CATALOGUE[corpus].title}, 5 topics: an epoch, model.fit({{!r}})"
    plain, ours, script = {"auto": [], False: []}, [], None
    for experiment in setups(repeats, dataset=corpus, epochs=epochs):
        script = script or Script(experiment)
        for jit_compile, seconds in plain.items():
            seconds.append(last_step(script.moments(experiment, jit_compile)))
        moments, snapshots = our_moments(experiment)
        ends = [at for at, each in zip(moments, snapshots, strict=True) if each.epoch % 1 == 0]
        ours.append(last_step(ends))
    return [Row(named.format(jit), Speedup(1), seconds, ours) for jit, seconds in plain.items()]
