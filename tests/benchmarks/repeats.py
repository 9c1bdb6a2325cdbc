"""What the benchmark times of many seeds at once: the question's script, and this project's trainer."""

from core.experiment.comparison import Comparison
from core.questions.diabetes import orders
from core.training import snapshots_of
from tests.benchmarks import runs
from tests.benchmarks.runs import Script
from tests.benchmarks.table import Row, Share, Speedup

SCRIPT_RUNS = 20
MOST_OF_TEN = 4.0


def diabetes(repeats: int, fits: int = 2) -> list[Row]:
    """Two nets, ten seeds each, against twenty `model.fit`; and a hundred seeds each against ten.

    fits: how many of the twenty are timed, alternately of both nets; the rest is reckoned from them.
    """
    few, many = (orders.order(count, orders.NOW) for count in (orders.FEW, orders.MANY))
    reckoned = "" if fits == SCRIPT_RUNS else f" ({fits} timed, × {SCRIPT_RUNS / fits:g})"
    scripts = [Script(each) for each in few.members.values()]
    plain, ten, hundred = [], [], []
    for _ in range(repeats):
        seconds = 0.0
        for number in range(fits):
            seconds += scripts[number % 2].moments(list(few.members.values())[number % 2])[-1]
        plain.append(seconds * SCRIPT_RUNS / fits)
        ten.append(whole(few))
        hundred.append(whole(many))
    return [
        Row(f"{few.dataset}, 2 × 10 seeds: {SCRIPT_RUNS} model.fit{reckoned}", Speedup(40), plain, ten),
        Row(f"{few.dataset}: 2 × 100 seeds, of the time of 2 × 10", Share(MOST_OF_TEN), ten, hundred),
    ]


def whole(order: Comparison) -> float:
    """Seconds of a run from nothing, tracing and compiling included."""
    start = runs.clock()
    for _ in snapshots_of(order):
        pass
    return runs.clock() - start
