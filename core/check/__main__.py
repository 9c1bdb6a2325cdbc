"""`python -m core.check FILE... [--format text|json]`: what the code in these files will report.

Exit status 1 where something is to mend, 0 where nothing is, 2 where a file cannot be read.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.check.report import ModelReport, Report, check
from core.language import _

LARGEST = 20_000_000  # bytes


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m core.check", description=__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    given = parser.parse_args(arguments)
    reports, unread = [], False
    for file in given.files:
        try:
            text = _read(file)
        except OSError as problem:
            print(f"{file}: {problem.strerror}", file=sys.stderr)
            unread = True
            continue
        reports.append((file, check(text)))
    if given.format == "json":
        print(json.dumps([as_json(file, report) for file, report in reports], indent=2))
    else:
        print("\n".join(line for file, report in reports for line in as_text(file, report)))
    if unread:
        return 2
    return int(any(report.problems for _file, report in reports))


def _read(file: str) -> str:
    data = sys.stdin.buffer.read(LARGEST) if file == "-" else _head(Path(file))
    return data.decode("utf-8-sig", "replace")


def _head(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(LARGEST)


def as_json(file: str, report: Report) -> dict[str, Any]:
    """A report as plain data."""
    return {"file": file, "models": [_model(each) for each in report.models]}


def _model(model: ModelReport) -> dict[str, Any]:
    return {
        "line": model.line,
        "output_line": model.output_line,
        "units": model.units,
        "activation": model.activation,
        "loss": model.loss,
        "from_logits": model.from_logits,
        "labels": model.labels,
        "task": model.task,
        "keras": model.keras,
        "accuracy_then": model.then.accuracy,
        "accuracy_today": model.today.accuracy,
        "problems": [
            {"id": each.id, "line": each.line, "because": each.because} for each in model.problems
        ],
        "assumed": [
            {"id": each.id, "value": each.value, "because": each.because} for each in model.assumed
        ],
    }


def as_text(file: str, report: Report) -> list[str]:
    """A report in lines."""
    if report.failed:
        return [_("{file}: this could not be read.").format(file=file)]
    if not report.models:
        return [_("{file}: no compile call was found.").format(file=file)]
    lines = []
    if report.cut:
        lines.append(_("{file}: too long to be read whole; its beginning was read.").format(file=file))
    for model in report.models:
        lines.append(f"{file}:{model.line or 1}: {model.then.says}")
        lines += [
            f"{file}:{each.line}: {each.id}: {each.because} {each.rule.mend()}"
            for each in model.problems
        ]
        if not model.problems:
            lines.append(_("{file}:{line}: nothing to mend.").format(file=file, line=model.line or 1))
        lines += [
            _("{file}:{line}: assumed: {because}").format(
                file=file, line=model.line or 1, because=each.because
            )
            for each in model.assumed
        ]
    return lines


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(
            errors="replace"
        )  # what was pasted may have letters that a terminal has not
    sys.exit(main())
