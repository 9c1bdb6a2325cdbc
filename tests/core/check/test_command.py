"""`python -m core.check` as a course runs it on hand-ins."""

import json
import subprocess
import sys
from pathlib import Path

from core.check.__main__ import main
from core.check.rules import BY_ID

ROOT = Path(__file__).parents[3]
FIELDS = {
    *("line", "output_line", "units", "activation", "loss", "from_logits", "labels", "task", "keras"),
    *("accuracy_then", "accuracy_today", "problems", "assumed"),
}
BAD, GOOD = BY_ID["metric_counts_cells"].bad, BY_ID["metric_counts_cells"].good


def file(folder, text, name="model.py"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_exit_status_says_whether_there_is_something_to_mend(tmp_path, capsys):
    assert main([file(tmp_path, GOOD)]) == 0
    assert "nothing to mend" in capsys.readouterr().out
    assert main([file(tmp_path, BAD)]) == 1
    assert "metric_counts_cells" in capsys.readouterr().out
    assert main([str(tmp_path / "none.py")]) == 2
    assert "none.py" in capsys.readouterr().err


def test_json_has_one_entry_for_each_layer_and_compile_call(tmp_path, capsys):
    good, bad = file(tmp_path, GOOD, "good.py"), file(tmp_path, BAD, "bad.py")
    assert main([good, bad, "--format", "json"]) == 1
    first, second = json.loads(capsys.readouterr().out)
    assert (first["file"], second["file"]) == (good, bad)
    (model,) = second["models"]
    assert set(model) == FIELDS
    assert (model["line"], model["output_line"], model["units"]) == (12, 10, 3)
    assert (model["activation"], model["loss"]) == ("softmax", "categorical_crossentropy")
    assert (model["labels"], model["task"], model["from_logits"]) == ("one_hot", "classes", False)
    assert model["accuracy_then"] is None  # the string is not asked for
    assert model["problems"][0]["id"] == "metric_counts_cells"
    assert set(model["problems"][0]) == {"id", "line", "because"}
    assert first["models"][0]["accuracy_today"] == "categorical_accuracy"


def test_it_runs_as_a_command_without_the_trainers(tmp_path):
    program = (
        "import sys, runpy; sys.argv = ['check', sys.argv[1]]\n"
        "try: runpy.run_module('core.check', run_name='__main__')\n"
        "except SystemExit as end: print(end.code)\n"
        "print(sorted({'tensorflow', 'keras', 'streamlit'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, file(tmp_path, BAD)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split("\n")[-3:] == ["1", "[]", ""]


def test_bytes_that_are_no_text(tmp_path):
    path = tmp_path / "noise.py"
    path.write_bytes(bytes(range(256)) * 4)
    assert main([str(path)]) == 0
