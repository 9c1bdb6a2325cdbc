"""What the code asks History for, and what a version calls the metrics that it has there."""

import re

from core.check.case import Case
from core.check.events import Asked
from core.keras_versions import TODAY, history_name

_BEFORE = "2.2.4"  # a version that has the other names
_ACCURACIES = {"acc", "accuracy"}


def lacking(case: Case) -> list[tuple[Asked, str]]:
    """The names that History is asked for and this version does not have, and what it has instead.

    Only names that some version has for these metrics: others may be a callback's. Nothing where a
    metric is written in a way that does not tell its name.
    """
    spellings = [each.spelling for each in case.told]
    if not spellings or None in spellings or case.refused:
        return []
    names = _names(spellings, case.version)
    if None in names:
        return []
    ever = {*_names(spellings, _BEFORE), *_names(spellings, TODAY), *_ACCURACIES}
    found = []
    for asked in case.facts.asked:
        name = _plain(asked.name)
        if name in ever and name not in map(_plain, names):
            instead = _instead(name, spellings, names)
            found.append((asked, f"val_{instead}" if asked.name.startswith("val_") else instead))
    return found


def _names(spellings: list[str], version: str) -> list[str | None]:
    found = []
    for spelling in spellings:
        try:
            found.append(history_name(version, spelling))
        except ValueError:
            found.append(None)
    return found


def _plain(name: str) -> str:
    """Without what stands for the validation data, and without an object's number."""
    return re.sub(r"_\d+$", "", name.removeprefix("val_"))


def _instead(name: str, spellings: list[str], names: list[str]) -> str:
    """What this version calls the metric that is meant: the one with that name in another version."""
    for spelling, known in zip(spellings, names, strict=True):
        others = {*_names([spelling], _BEFORE), *_names([spelling], TODAY)}
        if name in others or (name in _ACCURACIES and others & _ACCURACIES):
            return known
    return names[0]
