"""What a link to the page on MNIST can set and hide."""

from core.questions.mnist.page import DEFAULTS, LIMITS
from core.ui import staging

STAGE = staging.plain(
    "mnist", LIMITS, DEFAULTS, parts=("run", staging.MOMENTS, "code"), asks=staging.always
)
