"""What a link to the page on versions can set and hide."""

from core.questions.versions.page import CONTROLS, DEFAULTS, LIMITS
from core.questions.versions.page_more import VIEW
from core.ui import staging

STAGE = staging.plain(
    "versions",
    LIMITS,
    DEFAULTS,
    without=tuple(name for name in LIMITS if name not in (*CONTROLS, VIEW)),
    parts=("filters",),
)
