"""What a link to the lesson can set."""

from core.questions.lesson.page import DEFAULTS, LIMITS, STEP, STEPS, VIEW
from core.ui import staging

STAGE = staging.plain("lesson", LIMITS, DEFAULTS, without=(VIEW,), carried=(STEPS, STEP))
