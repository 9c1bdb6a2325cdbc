"""What more workers, a cluster and a second server give: `python -m tests.benchmarks.machines`."""
