"""What a link to the page on pasted code can set and hide."""

from core.questions.check.page import DEFAULTS, LIMITS
from core.ui import staging

STAGE = staging.plain("check", LIMITS, DEFAULTS)
