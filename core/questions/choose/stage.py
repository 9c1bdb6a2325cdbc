"""What a link to the page on what to write can set and hide."""

from collections.abc import Mapping

from core.experiment import Limits
from core.questions.choose import page
from core.questions.choose.case import RIGHT, Case, stored
from core.ui.staging import Stage


def _answers(url: Mapping[str, str]) -> str:
    asked = url.get(page.ANSWERS)
    return asked if asked in RIGHT else Case().answers


def _limits(url: Mapping[str, str]) -> dict[str, Limits]:
    return page.limits_of(_answers(url))


def _defaults(url: Mapping[str, str]) -> dict[str, object]:
    case = Case()
    return {
        page.ANSWERS: case.answers,
        page.CLASSES: case.classes,
        page.LABELS: stored(_answers(url))[0],
        page.FROM_LOGITS: case.from_logits,
        page.VERSION: case.keras,
    }


STAGE = Stage("choose", _limits, _defaults, parts=("code",))
