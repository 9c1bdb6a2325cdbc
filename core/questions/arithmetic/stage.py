"""What a link to the page on arithmetic can set and hide."""

from core.questions.arithmetic.page import DEFAULTS, LIMITS
from core.ui import staging

STAGE = staging.plain("arithmetic", LIMITS, DEFAULTS, parts=("examples",))
