"""`python -m tests.benchmarks`: how fast the trainer is, next to a plain Keras script."""

import argparse

from tests.benchmarks.table import formatted


def main() -> None:
    """Print the table. A missed target is printed as such, and is no failure."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--repeats", type=int, default=5, help="interleaved repeats (default 5)")
    parser.add_argument("--quick", action="store_true", help="one small repeat: does it run?")
    parser.add_argument(
        "--seconds",
        choices=("wall", "cpu"),
        default="wall",
        help="cpu: the process's own, for a machine that others use at the same time",
    )
    options = parser.parse_args()

    # after the options: TensorFlow takes seconds
    from tests.benchmarks import mnist_nets, runs, topics
    from tests.benchmarks import repeats as seeds

    repeats = 1 if options.quick else max(1, options.repeats)
    runs.warm_up(options.seconds)
    if options.quick:
        rows = [*runs.digits(repeats, epochs=3), *runs.mnist(repeats, train_size=1000)]
        rows += mnist_nets.question(repeats, train_size=1000)
        rows += topics.topics(repeats, corpus="synthetic_topics")
        rows += seeds.diabetes(repeats)
    else:
        rows = [*runs.digits(repeats), *runs.mnist(repeats), *mnist_nets.question(repeats)]
        rows += [*topics.topics(repeats), *seeds.diabetes(repeats, fits=20)]
    about = runs.training.device()
    machine = f"{about.kind} {about.name}".strip()
    print(f"{machine}, {about.threads} threads; medians of {repeats}, {options.seconds} seconds")
    if options.quick:
        print("Quick: smaller than the targets are meant for.")
    print(formatted(rows))


if __name__ == "__main__":
    main()
