"""What a link to the page on topics can set and hide."""

from core.questions.topics.page import DEFAULTS, LIMITS, QUESTION
from core.ui import staging

STAGE = staging.plain(
    "topics",
    LIMITS,
    DEFAULTS,
    parts=("run", staging.MOMENTS, "code"),
    asks=lambda url: url.get("claim", QUESTION) == QUESTION,
)
