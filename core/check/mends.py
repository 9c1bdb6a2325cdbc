"""A mend as a diff: the lines of the paste that it changes, before and after."""

import re
from dataclasses import dataclass

from core.check.case import Case
from core.check.histories import lacking
from core.check.source import Source

_FITTING = {
    "one_hot": "categorical_crossentropy",
    "integer": "sparse_categorical_crossentropy",
    "integer_column": "sparse_categorical_crossentropy",
}


LONGEST = 500  # characters of a line that a diff shows


@dataclass(frozen=True)
class Change:
    """One line of the paste, by its number, and what to write instead."""

    line: int
    before: str
    after: str


def changes(id: str, case: Case, source: Source) -> tuple[Change, ...]:
    """The lines to change; none where the words of the mend have to do."""
    edits = _EDITS.get(id)
    found = edits(case) if edits else []
    made: dict[int, Change] = {}
    for row, pattern, instead in found:
        number = source.line(row) if row >= 0 else 0
        before = made[number].after if number in made else source.shown(number)
        if "tf.keras" in source.code:
            instead = instead.replace("keras.metrics.", "tf.keras.metrics.")
        after = re.sub(pattern, instead, before, count=1)
        if after != before and len(before) < LONGEST:
            made[number] = Change(number, source.shown(number), after)
    return tuple(made.values())


Edit = tuple[int, str, str]


def _metric(case: Case, name: str) -> list[Edit]:
    return [
        (each.line, rf"(['\"])(?:{re.escape(each.written)})\1", rf"\g<1>{name}\1")
        for each in case.told
        if each.name is not None and each.written
    ]


def _call_metric(case: Case, written: str) -> list[Edit]:
    return [
        edit
        for each in case.told
        if each.name is not None and each.written
        for edit in (
            (each.line, rf"(['\"]){re.escape(each.written)}\1", written),
            (each.line, rf"(?:\w+\.)*\b{re.escape(each.written)}\([^()]*\)", written),
        )
    ]


def _loss(case: Case, name: str) -> list[Edit]:
    return [(case.facts.loss.line, rf"(['\"]){_spelled(case.loss)}\1", rf"\g<1>{name}\1")]


def _spelled(name: str | None) -> str:
    short = {"mean_squared_error": "mse", "mean_absolute_error": "mae"}.get(name or "")
    return f"(?:{re.escape(name or '')}|{short or re.escape(name or '')}|{(short or 'bce').upper()})"


def _activation(case: Case, name: str) -> list[Edit]:
    old = case.facts.output.activation or ""
    return [(case.facts.output.line, rf"(['\"]){re.escape(old)}\1", rf"\g<1>{name}\1")]


def _categorical(case: Case) -> str:
    return _FITTING.get(case.stored or "", "categorical_crossentropy")


def _fitting_activation(case: Case) -> str:
    return "softmax" if case.task.id == "classes" and case.units != 1 else "sigmoid"


_EDITS = {
    "metric_counts_cells": lambda case: _metric(case, "categorical_accuracy"),
    "metric_counts_largest": lambda case: _metric(case, "binary_accuracy"),
    "metric_misfits_labels": lambda case: _metric(case, "accuracy"),
    "metric_exact_equality": lambda case: _call_metric(case, '"accuracy"'),
    "metric_thresholds_logits": lambda case: _call_metric(
        case, "keras.metrics.BinaryAccuracy(threshold=0)"
    ),
    "metric_on_regression": lambda case: _metric(case, "mean_absolute_error"),
    "loss_misfits_labels": lambda case: _loss(case, _categorical(case)),
    "loss_misfits_units": lambda case: _loss(case, "binary_crossentropy"),
    "loss_on_exclusive_classes": lambda case: [
        *_loss(case, _categorical(case)),
        *_activation(case, "softmax"),
    ],
    "activation_misfits_loss": lambda case: _activation(case, "softmax"),
    "softmax_on_one_unit": lambda case: _activation(case, "sigmoid"),
    "softmax_on_multi_label": lambda case: _activation(case, "sigmoid"),
    "wrong_output_activation": lambda case: _activation(case, _fitting_activation(case)),
    "no_output_activation": lambda case: [
        (
            case.facts.output.line,
            rf"(\b{case.facts.output.layer}\(\s*[\w.\[\]]+)\s*([,)])",
            rf'\1, activation="{_fitting_activation(case)}"\2',
        )
    ],
    "logits_activated_twice": lambda case: [(case.facts.loss.line, r",?\s*from_logits\s*=\s*True", "")],
    "units_misfit_classes": lambda case: [
        (
            case.facts.output.line,
            rf"(\(\s*(?:units\s*=\s*)?){case.units}\b",
            rf"\g<1>{case.classes or 2}",
        )
    ],
    "history_lacks_key": lambda case: [
        (asked.line, rf"(['\"]){asked.name}\1", rf"\g<1>{name}\1") for asked, name in lacking(case)
    ],
    "squared_error_for_classes": lambda case: _loss(
        case, "binary_crossentropy" if case.units == 1 else _categorical(case)
    ),
}
