"""The rules of the house: import-linter's contracts, and by hand what contracts cannot say."""

import importlib
import os
import re
import subprocess
import sys

import pytest

from core.datasets import CATALOGUE
from core.questions import NAMES
from tests.architecture import rooms
from tests.architecture.rooms import MODULES, ROOT, own, packages

HEAVY = {"tensorflow", "keras", "sklearn", "pandas"}
# Modules that import the trainers inside a function, for the worker process or a command only.
LAZY_TRAINERS = {
    "core.recordings",
    "core.questions.diabetes.one_model",
    "core.questions.predictions.famous",
    "core.questions.topics.divided",
    "core.runs.cluster_job",
    "core.runs.job",
    "core.traps.__main__",
}
TOP_LEVEL = {
    *("app.py", "README.md", "LICENSE", "pyproject.toml", "packages.txt"),
    *("requirements.txt", "requirements-cluster.txt", "requirements-dev.txt"),
    *("core", "pages", "tests"),
}
PRODUCT = sorted(set(MODULES) - {"core"})
QUESTIONS = [name for name in PRODUCT if name.startswith("core.questions.")]


def test_the_contracts_are_kept():
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program],  # it draws its name in characters of its own
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_house_stays_small_and_has_no_circle():
    levels = rooms.floors()
    assert len(levels) <= 17
    assert max(levels.values()) <= 9
    assert len(rooms.arrows()) <= 64
    assert levels["core.language"] == 1
    assert levels["pages"] == max(levels.values())


def test_the_picture_is_of_the_imports():
    lines = list(rooms.picture())
    sums = re.fullmatch(r"(\d+) rooms, (\d+) floors, (\d+) arrows", lines[-1])
    arrows = sum(len(line.split("→ ")[1].split(", ")) for line in lines[:-1] if "(nothing)" not in line)
    assert (int(sums[1]), int(sums[3])) == (len(lines) - 1, arrows)
    assert ("core.ui", "core.runs") in rooms.arrows()
    assert "core.questions.mnist.page" in rooms.arrows()["core.questions", "core.ui"]


@pytest.mark.parametrize("module", QUESTIONS)
def test_in_questions_only_pages_and_menus_know_streamlit(module):
    name = module.split(".")[-1]
    if not name.startswith("page") and name != "menu":
        assert "streamlit" not in packages(module), MODULES[module]


@pytest.mark.parametrize("module", PRODUCT)
def test_the_trainers_are_imported_by_who_needs_them_and_late(module):
    if not module.startswith("core.training"):
        assert not [each for each in own(module, lazy=False) if each.startswith("core.training")]
        late = [each for each in own(module) if each.startswith("core.training")]
        assert not late or module in LAZY_TRAINERS, MODULES[module]


def test_the_trainer_imports_what_these_tests_look_for():
    assert packages("core.training.one") >= {"tensorflow", "keras"}
    assert "core.training" in own("core.recordings") - own("core.recordings", lazy=False)
    assert "core.runs.job" in own("core.runs.local") - own("core.runs.local", lazy=False)
    assert "streamlit" in packages("core.ui.state")


def test_charts_take_plain_data():
    assert own("core.reading.charts") <= {"core.reading.arrow", "core.reading.point", "core.language"}


def test_no_page_loads_what_a_worker_is_for():
    loaded = [
        name
        for name in PRODUCT
        if name.split(".")[0] == "core"
        and not name.startswith(("core.training", "core.runs.job"))
        and not name.endswith(("__main__", ".script"))
    ]
    assert {"core.runs.desk", "core.export", "core.questions.playground.page_results"} <= set(loaded)
    program = (
        "import importlib, sys\n"
        f"for name in {loaded}: importlib.import_module(name)\n"
        f"print(*sorted({HEAVY | {'jax', 'torch'}} & set(sys.modules)))"
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


def test_a_question_is_its_folder_its_page_and_its_line():
    folders = {
        each.name for each in (ROOT / "core/questions").iterdir() if (each / "__init__.py").is_file()
    }
    assert folders == {page.stem for page in (ROOT / "pages").glob("*.py")} == set(NAMES)
    for name in NAMES:
        importlib.import_module(f"core.questions.{name}.menu")


def test_the_top_level_stays_small():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    if not listed:
        pytest.skip("not a git checkout")
    tops = {each.split("/")[0] for each in listed}
    assert {each for each in tops if not each.startswith(".")} <= TOP_LEVEL


# Where a data set may be named: its own file, a question's orders, an Experiment's default. MNIST is a
# question's name as well, and names data only where data is asked for.
_NAMES_A_DATASET = re.compile(
    rf"[\"'](?:{'|'.join(map(re.escape, set(CATALOGUE) - {'mnist'}))})[\"']"
    r"|dataset[\"']?\s*(?:=|==|:)\s*[\"']mnist|(?:is_here|file_of|CATALOGUE)[(\[][\"']mnist"
)
_MAY = re.compile(r"core/datasets/\w+\.py|core/questions/\w+/orders\.py|core/experiment/experiment\.py")


def test_a_data_set_is_named_in_its_own_file_and_in_orders():
    named = [
        f"{path}: {found}"
        for module in PRODUCT
        for path in [MODULES[module].relative_to(ROOT).as_posix()]
        if not _MAY.fullmatch(path)
        for found in _NAMES_A_DATASET.findall(MODULES[module].read_text(encoding="utf-8"))
    ]
    assert not named


def test_that_rule_sees_what_it_looks_for():
    assert _NAMES_A_DATASET.search('if one.dataset == "mnist"')
    assert _NAMES_A_DATASET.search('{"dataset": "mnist"}')
    assert _NAMES_A_DATASET.search("SMALL = ('digits',)")
    assert not _NAMES_A_DATASET.search('url_path="mnist"')
