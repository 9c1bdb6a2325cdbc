"""The README's plan for 100,000 readers a day is what the arithmetic says."""

import pytest

from core.runs import settings
from tests.benchmarks.machines.paper import needs
from tests.serving import ROOT

README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())


def test_the_readme_s_plan_is_the_arithmetic_s():
    plan = needs(100_000)
    for said in (
        f"in the busiest hour {plan.readers_a_second:.1f} readers come each second",
        f"their pages take {plan.page_cores:.1f} cores",
        f"{plan.new_runs_a_second:.1f} a second are new",
        f"{plan.servers} servers and {plan.workers} workers, {plan.gigabytes:.0f} GB in all",
    ):
        assert said in README


def test_the_arithmetic_by_hand():
    plan = needs(24_000)  # one a second in the busiest hour
    assert plan.readers_a_second == pytest.approx(1)
    assert plan.page_cores == pytest.approx(8 * 0.02 + 3 * (8 * 0.005 + 5 * 0.015))
    assert plan.new_runs_a_second == pytest.approx(1)
    assert (plan.servers, plan.workers) == (2, 1)


def test_the_readme_names_every_variable():
    for name in (settings.WORKERS, settings.CLUSTER, settings.RUNS):
        assert f"`{name}=" in README
