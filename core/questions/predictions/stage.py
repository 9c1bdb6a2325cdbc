"""What a link to the page on predictions can set and hide."""

from core.questions.predictions import page
from core.ui.staging import Stage

STAGE = Stage("predictions", lambda _url: page.LIMITS, page.defaults_of)
