"""How many readers the app serves at once: `python -m tests.benchmarks.readers`."""
