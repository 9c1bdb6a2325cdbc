"""What a link to the page on one sigmoid and two softmax outputs can set and hide."""

from core.questions.diabetes.page import DEFAULTS, LIMITS
from core.ui import staging

STAGE = staging.plain("diabetes", LIMITS, DEFAULTS, parts=("run", "code"), asks=staging.always)
