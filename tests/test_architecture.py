"""The rules of the house, read off the source: who may import what, and what lies at the top."""

import ast
import graphlib
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# From the bottom up. A module imports from lower lines only; a package is one line, without cycles.
LAYERS = (
    {"core.language", "core.snapshot", "core.accuracy", "core.datasets"},
    {"core.losses", "core.keras_versions", "core.verdicts", "core.downloads"},
    {"core.experiment"},
    {"core.models", "core.presets", "core.comparison"},
    {"core.mnist_orders", "core.topics_orders", "core.diabetes_orders"},
    {"core.reading", "core.recordings", "core.diabetes_spread", "core.diabetes_one_model"},
    {"core.version_numbers", "core.version_setups"},
    {"core.charts", "core.cells", "core.export", "core.version_table", "core.mnist_claims"},
    {"core.topics_reading", "core.topics_claims", "core.topics_script"},
    {"core.version_charts", "core.topics_charts"},
    {"core.diabetes_charts", "core.diabetes_reading", "core.diabetes_script"},
    {"core.claims"},
    {"core.training"},
    {"core.repeats"},
    {"core.runs"},
    {"core.ui"},
    {"pages"},
    {"app"},
)
HEAVY = {"tensorflow", "keras"}
TRAINERS = {"core.training", "core.repeats", "core.downloads"}
# Modules below or beside the trainers that import one inside a function, for the worker process only.
LAZY_TRAINERS = {"core.comparison", "core.recordings", "core.diabetes_one_model", "core.runs.job"}
TOP_LEVEL = {
    *("app.py", "README.md", "LICENSE", "pyproject.toml", "packages.txt"),
    *("requirements.txt", "requirements-dev.txt", "core", "pages", "tests"),
}


def modules():
    """Every module of the product by its dotted name."""
    files = [ROOT / "app.py", *ROOT.glob("pages/**/*.py"), *ROOT.glob("core/**/*.py")]
    names = {}
    for file in files:
        parts = file.relative_to(ROOT).with_suffix("").parts
        names[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return names


MODULES = modules()


@cache
def imports(module, lazy=True):
    """Dotted names that a module imports; without `lazy`, those at module level only."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    found, waiting = set(), [tree]
    while waiting:
        node = waiting.pop()
        found |= named(node, module)
        inside_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        waiting += [] if inside_function and not lazy else ast.iter_child_nodes(node)
    return found


def named(node, module):
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{module}: imports are absolute"
        whole = {f"{node.module}.{alias.name}" for alias in node.names}
        return {each if each in MODULES else node.module for each in whole}
    if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        return {node.args[0].value} if called in ("import_module", "__import__") else set()
    return set()


def own(module, lazy=True):
    """The modules of this project among its imports."""
    return {each for each in imports(module, lazy) if each in MODULES} - {"core"}


def packages(module, lazy=True):
    """The top names among its imports: numpy, streamlit, core."""
    return {each.split(".")[0] for each in imports(module, lazy)}


def layer(module):
    """The line that a module stands on."""
    places = [
        place
        for place, names in enumerate(LAYERS)
        if any(module == name or module.startswith(f"{name}.") for name in names)
    ]
    assert len(places) == 1, f"{module} has no single place in LAYERS"
    return places[0]


def package(module):
    return ".".join(module.split(".")[:2])


def reached(starts):
    """Every module that these load, at module level."""
    seen, waiting = set(), list(starts)
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting += own(module, lazy=False)
    return seen


PRODUCT = sorted(set(MODULES) - {"core"})
INTERFACE = [name for name in PRODUCT if name.split(".")[0] in ("app", "pages")]
CORE = sorted(set(PRODUCT) - set(INTERFACE))


@pytest.mark.parametrize("module", PRODUCT)
def test_imports_point_downwards(module):
    for imported in own(module):
        if module in LAZY_TRAINERS and imported in TRAINERS:
            continue
        inside = module.startswith("core.") and package(imported) == package(module)
        assert inside or layer(imported) < layer(module), f"{module} imports {imported}"


def test_no_module_imports_itself_by_a_detour():
    list(graphlib.TopologicalSorter({each: own(each) for each in PRODUCT}).static_order())


@pytest.mark.parametrize("module", CORE)
def test_core_knows_no_page_and_only_its_ui_knows_streamlit(module):
    assert not packages(module) & {"pages", "app"}
    if package(module) != "core.ui":
        assert "streamlit" not in packages(module)


@pytest.mark.parametrize("module", PRODUCT)
def test_only_the_trainers_import_tensorflow(module):
    if module not in TRAINERS:
        assert not packages(module) & HEAVY
        assert not own(module, lazy=False) & TRAINERS
    if module not in TRAINERS | LAZY_TRAINERS:
        assert not own(module) & TRAINERS


def test_the_trainer_imports_what_this_test_looks_for():
    assert packages("core.training") >= HEAVY
    assert "core.training" in own("core.recordings") - own("core.recordings", lazy=False)
    assert "core.runs.job" in own("core.runs.local") - own("core.runs.local", lazy=False)
    assert "streamlit" in packages("core.ui.state")


def test_charts_take_plain_data():
    assert own("core.charts") <= {"core.reading", "core.language", "core.snapshot"}
    assert not reached(["core.charts"]) & {"core.runs", "core.ui", "core.training", "core.recordings"}


def test_no_page_loads_what_a_worker_is_for():
    starts = {*INTERFACE, "core.export", *(name for name in CORE if package(name) == "core.ui")}
    loaded = sorted(reached(starts) - {"app"} - set(INTERFACE))
    assert {"core.runs.desk", "core.reading", "core.ui.results"} <= set(loaded)
    program = (
        "import importlib, sys\n"
        f"for name in {loaded}: importlib.import_module(name)\n"
        "print(*sorted({'tensorflow', 'keras', 'sklearn', 'jax', 'torch'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_the_top_level_stays_small():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    if not listed:
        pytest.skip("not a git checkout")
    tops = {each.split("/")[0] for each in listed}
    assert {each for each in tops if not each.startswith(".")} <= TOP_LEVEL
